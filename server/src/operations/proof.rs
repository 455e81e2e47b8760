//! A proof: an authentication for one action, used once (rule 14).

use domain::{
    Timestamp,
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod, StepUpAction},
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    ids::{PasskeyId, PersonId},
    notice::{Notice, NoticeFacts, NoticeKind},
    passkey::Means,
    person::Person,
    proof::ProofFor,
};

use crate::{
    context::Context,
    state::Deps,
    store::{StoreError, Tx},
};

/// A person was authenticated again, for one action (rule 14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Who was authenticated.
    pub person: PersonId,
    /// The one action that it counts for.
    pub action: ProofFor,
    /// How and when.
    pub assurance: Assurance,
}

impl Proof {
    /// Returns how the person was authenticated, if the proof is theirs, for this action, and at most
    /// [`StepUpAction::FRESH_FOR`](domain::assurance::StepUpAction::FRESH_FOR) old.
    pub fn of(&self, person: PersonId, action: &ProofFor, now: Timestamp) -> Option<Assurance> {
        let age = now - self.assurance.authenticated_at;
        let counts =
            self.person == person && self.action == *action && age <= StepUpAction::FRESH_FOR;
        counts.then_some(self.assurance)
    }
}

/// Whether this method, other than a passkey, is strong enough for the action, for this person and by this server's
/// settings.
pub(super) async fn is_enough(
    deps: &Deps,
    person: PersonId,
    action: &ProofFor,
    method: AuthenticationMethod,
) -> Result<bool, StoreError> {
    let now = deps.clock.now();
    let held = deps.store.read().passkeys().held_by(person, now).await?;
    Ok(action.accepts(Means::By(method), held, deps.config.guarded()))
}

/// Commits the evidence that a proof was missing, and nothing else.
pub(super) async fn refuse_unproved(tx: Tx, event: AuditEvent) -> Result<(), StoreError> {
    tx.audit(event.refused([Reason::StepUpRequired])).await?;
    tx.commit().await
}

/// Makes the event of a refused action on a person's own account.
pub(super) fn refused(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    person: &Person,
    action: AuditAction,
    reason: Reason,
) -> AuditEvent {
    about(deps, ctx, now, person, action).refused([reason])
}

/// Makes the event of an action on a person's own account.
pub(super) fn about(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    person: &Person,
    action: AuditAction,
) -> AuditEvent {
    AuditEvent {
        subject: person.patient.clone(),
        ..deps.event(ctx, now, person.actor(), action)
    }
}

/// Makes a notice about a person's own passkey.
pub(super) fn passkey_notice(
    deps: &Deps,
    now: Timestamp,
    person: &Person,
    kind: NoticeKind,
    passkey: PasskeyId,
) -> Notice {
    let facts = NoticeFacts {
        at: Some(now),
        ..NoticeFacts::default()
    };
    deps.notice(now, person.id, kind, passkey, facts)
}

/// Writes a log line about a refused sign-in, for whoever watches the log: by which method, why, and from where as far as
/// the evidence says it. Nothing that was typed.
pub(super) fn log_refused(deps: &Deps, ctx: Context, method: &str, why: &str) {
    let source = ctx.address.and_then(|address| deps.sources.digest(address));
    tracing::warn!(
        method,
        why,
        source,
        correlation = %ctx.correlation,
        "sign-in refused"
    );
}

/// Makes the event of a refused sign-in: about the account that was named, by an unknown actor.
pub(super) fn sign_in_refused(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    account: &Person,
    reasons: impl IntoIterator<Item = Reason>,
) -> AuditEvent {
    AuditEvent {
        subject: account.patient.clone(),
        ..deps.event(ctx, now, Actor::Unknown, AuditAction::SignIn)
    }
    .refused(reasons)
}
