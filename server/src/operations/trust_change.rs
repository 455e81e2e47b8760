//! Trust changes: consents that rest on a method of authentication that lost its worth are suspended until the person
//! confirms them ([trust changes](domain::rules#trust-changes)). Their tokens stop working at the next request.

use domain::{
    Timestamp,
    actor::Actor,
    audit::AuditAction,
    consent::{Consent, SuspensionCause},
    doubt::Doubt,
    grant::GrantEndCause,
    notice::NoticeKind,
    person::Person,
};

use super::{
    connection::Connection, consent_notice::ConsentNotice, prelude::*, suspend_consents::hold,
    suspension::Suspension,
};

/// What changed the worth of a method of authentication, and what that puts in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrustChange {
    /// Why consents are suspended.
    pub cause: SuspensionCause,
    /// Consents that it touches are suspended.
    pub doubt: Doubt,
}

/// Suspends the consents that this person gave, about their own record or as a caregiver. Consents of others about
/// their record rest on other accounts. Returns how many were suspended.
pub(super) async fn trust_change(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    change: TrustChange,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let touches = |consent: &Consent| {
        consent.is_active(now)
            && consent.grantor.person() == Some(person.id)
            && change
                .doubt
                .touches(consent.assurance.method, consent.decided_at)
    };
    let mut held = 0;
    // In one order for everybody who locks several, or two could wait for each other.
    for seen in tx.consents().given_by(person).await? {
        if !touches(&seen) {
            continue;
        }
        // What it was a moment ago counts for nothing under the lock.
        let consent = tx.consents().lock(seen.id).await?;
        if let Some(consent) = consent.filter(touches) {
            let why = Suspension::new(consent.grantor.clone(), change.cause);
            hold(deps, tx, ctx, consent, why, now).await?;
            held += 1;
        }
    }
    Ok(held)
}

/// Handles a replay: the grant ends and the consent behind it is suspended. Only that one: a stolen token reaches
/// nothing else, and no client can suspend the consents of others.
pub(super) async fn replayed(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    connection: Connection,
    actor: Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let consent = connection.consent.clone();
    let evidence = deps.event(ctx, now, actor, AuditAction::GrantEnded);
    let ended = connection
        .end(tx, GrantEndCause::Replayed, now, evidence)
        .await?;
    // What had ended before tells nothing new, however often it is tried.
    if !ended {
        return Ok(());
    }
    let notice = ConsentNotice::of(NoticeKind::ReplayDetected, &consent, now);
    notice.tell(deps, tx, now).await?;
    if consent.is_active(now) {
        let why = Suspension::new(Actor::System, SuspensionCause::Risk);
        hold(deps, tx, ctx, consent, why, now).await?;
    }
    Ok(())
}
