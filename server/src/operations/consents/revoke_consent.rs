//! A person stops an app, a caregiver any app of the patient who lets them: the consent and everything that hangs on it end in one transaction. It needs no proof.

use domain::{
    Timestamp,
    audit::AuditAction,
    consent::{Consent, RevocationCause},
    delegation::Ability,
    grant::GrantEndCause,
    ids::ConsentId,
    notice::NoticeKind,
};
use thiserror::Error;

use crate::operations::{
    acting::{Acting, ActingError},
    app_news::AppNews,
    connection::about_consent,
    prelude::*,
};

/// Whose word ends what.
#[derive(Clone, Debug)]
pub struct RevokeConsent {
    pub consent: ConsentId,
    pub acting: Acting,
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
    Acting(ActingError),
}

impl From<ActingError> for RevokeError {
    fn from(error: ActingError) -> Self {
        match error {
            ActingError::Refused(_) => Self::NotFound,
            error => Self::Acting(error),
        }
    }
}

impl From<StoreError> for RevokeError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

pub async fn revoke_consent(
    deps: &Deps,
    ctx: Context,
    revoke: RevokeConsent,
) -> Result<Revoked, RevokeError> {
    let now = deps.clock.now();
    let action = AuditAction::ConsentRevoked;
    let (tx, acting) = revoke
        .acting
        .begin(deps, ctx, Ability::ManageApps, action)
        .await?;
    let found = tx.consents().lock(revoke.consent).await?;
    let consent = found
        .filter(|consent| consent.subject == acting.subject)
        .ok_or(RevokeError::NotFound)?;
    let cause = if acting.is_own() {
        RevocationCause::StoppedByPatient
    } else {
        RevocationCause::StoppedByCaregiver
    };
    let revoked = consent
        .revoke(acting.actor(), cause, now)
        .map_err(|_| RevokeError::Over)?;
    tx.consents().save(&revoked).await?;
    let ended = GrantEndCause::ConsentEnded;
    let grants_ended = tx.grants().end_all_of(revoked.id, ended, now).await?;
    let event = acting.event(deps, ctx, now, action);
    tx.audit(about_consent(event, &revoked)).await?;
    if !acting.is_own() {
        let news = AppNews {
            kind: NoticeKind::ConsentEnded,
            consent: &revoked,
            at: now,
            by: Some(acting.person),
        };
        news.tell(deps, &tx, now).await?;
    }
    tx.commit().await?;
    Ok(Revoked {
        consent: revoked,
        at: now,
        grants_ended,
    })
}
