//! A person stops an app: the consent and everything that hangs on it end in one transaction. It needs no proof.

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    consent::{Consent, RevocationCause},
    grant::GrantEndCause,
    ids::{ConsentId, PatientId, PersonId},
};
use thiserror::Error;

use super::Context;
use crate::{state::Deps, store::StoreError};

/// Whose word ends what.
#[derive(Clone, Debug)]
pub struct RevokeConsent {
    pub consent: ConsentId,
    pub person: PersonId,
    pub subject: PatientId,
}

/// What shows that it is over.
#[derive(Clone, Debug)]
pub struct Revoked {
    pub consent: Consent,
    pub at: Timestamp,
    /// Grants that ended in the same moment, each with all its tokens.
    pub grants_ended: usize,
}

#[derive(Debug, Error)]
pub enum RevokeError {
    /// No such consent, or somebody else's.
    #[error("there is no such consent of this patient")]
    NotFound,
    /// It had ended before; the first end stands.
    #[error("the consent had already ended")]
    Over,
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub async fn revoke_consent(
    deps: &Deps,
    ctx: Context,
    revoke: RevokeConsent,
) -> Result<Revoked, RevokeError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let found = tx.consents().lock(revoke.consent).await?;
    let consent = found
        .filter(|consent| consent.subject == revoke.subject)
        .ok_or(RevokeError::NotFound)?;
    let actor = Actor::Patient {
        person: revoke.person,
    };
    let revoked = consent
        .revoke(actor.clone(), RevocationCause::StoppedByPatient, now)
        .map_err(|_| RevokeError::Over)?;
    tx.consents().save(&revoked).await?;
    let grants = tx.grants().lock_live_of(revoked.id).await?;
    let grants_ended = grants.len();
    for grant in grants {
        // Read under the lock of their consent: a live grant cannot have ended since.
        if let Ok(ended) = grant.end(GrantEndCause::ConsentEnded, now) {
            tx.grants().save(&ended).await?;
        }
    }
    tx.audit(stopped(deps, ctx, now, actor, &revoked)).await?;
    tx.commit().await?;
    Ok(Revoked {
        consent: revoked,
        at: now,
        grants_ended,
    })
}

fn stopped(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    actor: Actor,
    consent: &Consent,
) -> AuditEvent {
    AuditEvent {
        subject: Some(consent.subject.clone()),
        client: Some(consent.client.clone()),
        consent: Some(consent.id),
        consent_version: Some(consent.version),
        purpose: Some(consent.purpose),
        categories: consent.granted,
        ..deps.event(ctx, now, actor, AuditAction::ConsentRevoked)
    }
}
