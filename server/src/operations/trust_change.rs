//! Trust changes: consents that rest on a method of authentication that lost its worth are suspended until the person
//! confirms them ([trust changes](domain::rules#trust-changes)). Their tokens stop working at the next request.

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent, StatedReason},
    consent::{Consent, SuspensionCause},
    doubt::Doubt,
    grant::GrantEndCause,
    ids::PatientId,
    notice::NoticeKind,
    person::Person,
};

use super::{
    connection::{Connection, about_consent},
    consent_notice::ConsentNotice,
    prelude::*,
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

/// Who or what suspends a consent, and why.
#[derive(Clone, Debug)]
pub(super) struct Suspension {
    pub(super) by: Actor,
    pub(super) cause: SuspensionCause,
    /// In the words of staff; `None` where it follows from something else.
    pub(super) reason: Option<StatedReason>,
}

impl Suspension {
    const fn new(by: Actor, cause: SuspensionCause) -> Self {
        Self {
            by,
            cause,
            reason: None,
        }
    }
}

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
    tell(deps, tx, &consent, NoticeKind::ReplayDetected, now).await?;
    if consent.is_active(now) {
        let why = Suspension::new(Actor::System, SuspensionCause::Risk);
        hold(deps, tx, ctx, consent, why, now).await?;
    }
    Ok(())
}

async fn hold(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    consent: Consent,
    why: Suspension,
    now: Timestamp,
) -> Result<(), StoreError> {
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
    tell(deps, tx, &waiting, NoticeKind::ConsentOnHold, now).await
}

async fn tell(
    deps: &Deps,
    tx: &Tx,
    consent: &Consent,
    kind: NoticeKind,
    now: Timestamp,
) -> Result<(), StoreError> {
    let notice = ConsentNotice {
        kind,
        consent,
        at: now,
        by: None,
    };
    notice.tell(deps, tx, now).await
}
