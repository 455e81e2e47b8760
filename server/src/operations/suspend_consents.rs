//! Suspends consents: they count for nothing until the person confirms them, and their tokens stop working at the next request.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    consent::Consent,
    ids::PatientId,
    notice::NoticeKind,
};

use super::{
    connection::about_consent, consent_notice::ConsentNotice, prelude::*,
    sign_out_app::sign_out_app, suspension::Suspension,
};

/// Suspends every consent about a record, whoever gave it. Returns how many were suspended.
pub(super) async fn suspend_consents(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    why: &Suspension,
    subject: &PatientId,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let mut held = 0;
    for seen in tx.consents().list_for(subject).await? {
        let consent = tx.consents().lock(seen.id).await?;
        if let Some(consent) = consent.filter(|consent| consent.is_active(now)) {
            hold(deps, tx, ctx, consent, why.clone(), now).await?;
            held += 1;
        }
    }
    Ok(held)
}

/// Suspends one consent, if it can be, with its evidence and the news of it.
pub(super) async fn hold(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    consent: Consent,
    why: Suspension,
    now: Timestamp,
) -> Result<(), StoreError> {
    if consent.is_sign_in() {
        return sign_out_app(deps, tx, ctx, why, &consent, now).await;
    }
    let Ok(waiting) = consent.suspend(why.cause, now) else {
        return Ok(());
    };
    tx.consents().save(&waiting).await?;
    let event = deps.event(ctx, now, why.by, AuditAction::ConsentSuspended);
    tx.audit(AuditEvent {
        subject: Some(waiting.subject.clone()),
        stated_reason: why.reason,
        delegation: waiting.grantor.delegation(),
        ..about_consent(event, &waiting)
    })
    .await?;
    let notice = ConsentNotice::of(NoticeKind::ConsentOnHold, &waiting, now);
    notice.tell(deps, tx, now).await
}
