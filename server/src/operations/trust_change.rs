//! What a way of proving who one is was worth has changed: decisions that rest on it wait until the person confirms
//! them (design: consent §4). Their tokens give nothing from the next request on.

use domain::{
    Timestamp,
    actor::Actor,
    assurance::AuthenticationMethod,
    audit::{AuditAction, AuditEvent},
    consent::{Consent, SuspensionCause},
    grant::GrantEndCause,
    notice::NoticeKind,
    person::Person,
};

use super::{app_news::AppNews, connection::Connection, prelude::*};

/// What changed, and up to which way of proving who one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrustChange {
    pub cause: SuspensionCause,
    /// Decisions given by this way, or a weaker one, are touched.
    pub method: AuthenticationMethod,
}

/// Puts on hold what this person decided about their own record. What a caregiver decided rests on another account.
/// The answer is how many decisions wait now.
pub(super) async fn trust_change(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    change: TrustChange,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let Some(subject) = &person.patient else {
        return Ok(0);
    };
    let own = Actor::Patient { person: person.id };
    let mut given = tx.consents().list_for(subject).await?;
    // One order for everybody who locks several, or two could wait for each other.
    given.sort_by_key(|consent| consent.id);
    let mut held = 0;
    for seen in given.iter().filter(|consent| consent.is_active(now)) {
        let consent = tx.consents().lock(seen.id).await?;
        let touched = consent.filter(|consent| {
            consent.is_active(now) && consent.grantor == own && consent.rests_on(change.method)
        });
        if let Some(consent) = touched {
            hold(deps, tx, ctx, own.clone(), consent, change.cause, now).await?;
            held += 1;
        }
    }
    Ok(held)
}

/// A code or a token was used a second time: the connection ends, and the decision behind it waits. Only that one: what
/// was stolen opens nothing else, and no app may put others on hold.
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
        let cause = SuspensionCause::Risk;
        hold(deps, tx, ctx, Actor::System, consent, cause, now).await?;
    }
    Ok(())
}

async fn hold(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    actor: Actor,
    consent: Consent,
    cause: SuspensionCause,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Ok(waiting) = consent.suspend(cause, now) else {
        return Ok(());
    };
    tx.consents().save(&waiting).await?;
    tx.audit(AuditEvent {
        subject: Some(waiting.subject.clone()),
        client: Some(waiting.client.clone()),
        consent: Some(waiting.id),
        consent_version: Some(waiting.version),
        purpose: Some(waiting.purpose),
        categories: waiting.granted,
        ..deps.event(ctx, now, actor, AuditAction::ConsentSuspended)
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
    let news = AppNews {
        kind,
        consent,
        at: now,
        by: None,
    };
    news.tell(deps, tx, now).await
}
