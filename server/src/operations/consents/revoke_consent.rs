//! Revokes a consent, for the patient or a caregiver, with all that hangs on it, in one transaction. It needs no proof.

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
    connection::about_consent,
    consent_notice::ConsentNotice,
    prelude::*,
};

/// Who revokes which consent.
#[derive(Clone, Debug)]
pub struct RevokeConsent {
    /// The consent.
    pub consent: ConsentId,
    /// Who revokes it.
    pub acting: Acting,
}

/// A consent that was just revoked.
#[derive(Clone, Debug)]
pub struct Revoked {
    /// The revoked version.
    pub consent: Consent,
    /// When it was revoked.
    pub at: Timestamp,
    /// How many grants ended with it, each with all its tokens.
    pub grants_ended: usize,
}

/// Why nothing is revoked.
#[derive(Debug, Error)]
pub enum RevokeError {
    /// There is no such consent about this record.
    #[error("there is no such consent of this patient")]
    NotFound,
    /// It had ended before; the first end stands.
    #[error("the consent had already ended")]
    Over,
    /// This person may not do it on that record: see [`ActingError`].
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

/// Revokes a consent: its state, the end of its grants, the evidence (`consent-revoked`) and the patient's notice, if a
/// caregiver did it, are committed in one transaction.
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
        let notice = ConsentNotice {
            kind: NoticeKind::ConsentEnded,
            consent: &revoked,
            at: now,
            by: Some(acting.person),
        };
        notice.tell(deps, &tx, now).await?;
    }
    tx.commit().await?;
    Ok(Revoked {
        consent: revoked,
        at: now,
        grants_ended,
    })
}
