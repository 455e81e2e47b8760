//! Stops one app for one patient who asks for it by phone. Nothing about it needs the patient's sign-in: ending access never
//! does.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    consent::{Consent, RevocationCause},
    grant::GrantEndCause,
    ids::{ConsentId, PatientId},
    notice::NoticeKind,
};
use thiserror::Error;

use super::account_care::Care;
use crate::operations::{
    activation::find_record::{FindRecordError, RecordName, find_record},
    connection::about_consent,
    consent_notice::ConsentNotice,
    prelude::*,
};

/// How staff name a consent.
#[derive(Clone, Debug)]
pub enum ConsentName {
    /// By its id.
    Id(ConsentId),
    /// By the code on its card, such as `C-7K3F`, and whose record it is about.
    Code {
        /// The code.
        code: String,
        /// The record.
        record: RecordName,
    },
}

/// Why nothing is stopped.
#[derive(Debug, Error)]
pub enum StopConsentError {
    /// There is no such consent.
    #[error("there is no such consent")]
    NotFound,
    /// Several consents about the record have this code.
    #[error("more than one consent has that code: name it by its id")]
    Several,
    /// It had ended before; the first end stands.
    #[error("it had ended already")]
    Over,
    /// No record is meant, or several.
    #[error(transparent)]
    Record(#[from] FindRecordError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Revokes a consent: its state, the end of its grants, the evidence (`consent-revoked`) and the patient's notice are
/// committed in one transaction.
pub async fn stop_consent(
    deps: &Deps,
    ctx: Context,
    name: &ConsentName,
    care: &Care,
) -> Result<Consent, StopConsentError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let id = find(&tx, name).await?;
    let consent = tx
        .consents()
        .lock(id)
        .await?
        .ok_or(StopConsentError::NotFound)?;
    let revoked = revoke(deps, ctx, &tx, consent, care, now).await?;
    tx.commit().await?;
    Ok(revoked)
}

/// Revokes it in the caller's transaction.
pub(super) async fn revoke(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    consent: Consent,
    care: &Care,
    now: Timestamp,
) -> Result<Consent, StopConsentError> {
    let revoked = consent
        .revoke(care.by.clone(), RevocationCause::StoppedByStaff, now)
        .map_err(|_| StopConsentError::Over)?;
    tx.consents().save(&revoked).await?;
    tx.grants()
        .end_all_of(revoked.id, GrantEndCause::ConsentEnded, now)
        .await?;
    let event = deps.event(ctx, now, care.by.clone(), AuditAction::ConsentRevoked);
    tx.audit(AuditEvent {
        subject: Some(revoked.subject.clone()),
        delegation: revoked.grantor.delegation(),
        stated_reason: Some(care.reason.clone()),
        ..about_consent(event, &revoked)
    })
    .await?;
    let notice = ConsentNotice {
        kind: NoticeKind::ConsentEnded,
        consent: &revoked,
        at: now,
        by: care.by.person(),
    };
    notice.tell(deps, tx, now).await?;
    Ok(revoked)
}

async fn find(tx: &Tx, name: &ConsentName) -> Result<ConsentId, StopConsentError> {
    let (code, record) = match name {
        ConsentName::Id(id) => return Ok(*id),
        ConsentName::Code { code, record } => (code, record),
    };
    let patient: PatientId = find_record(tx, record).await?;
    let all = tx.consents().list_for(&patient).await?;
    let mut named = all
        .into_iter()
        .filter(|consent| consent.id.code().eq_ignore_ascii_case(code));
    match (named.next(), named.next()) {
        (Some(one), None) => Ok(one.id),
        (Some(_), Some(_)) => Err(StopConsentError::Several),
        (None, _) => Err(StopConsentError::NotFound),
    }
}
