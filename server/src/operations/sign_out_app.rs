//! Ends what an app holds of a sign-in.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    consent::Consent,
    grant::GrantEndCause,
};

use super::{connection::about_consent, prelude::*, suspension::Suspension};

/// There is nothing to say yes to again: whoever signs in to the app anew is asked anew.
pub(super) async fn sign_out_app(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    why: Suspension,
    consent: &Consent,
    now: Timestamp,
) -> Result<(), StoreError> {
    let ended = GrantEndCause::ConsentEnded;
    if tx.grants().end_all_of(consent.id, ended, now).await? == 0 {
        return Ok(());
    }
    let event = deps.event(ctx, now, why.by, AuditAction::GrantEnded);
    tx.audit(AuditEvent {
        subject: Some(consent.subject.clone()),
        stated_reason: why.reason,
        ..about_consent(event, consent)
    })
    .await
}
