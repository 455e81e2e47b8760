//! A proof of the person, given for one action and used at once.

use domain::{
    Timestamp,
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod, StepUpAction},
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    ids::{PasskeyId, PersonId},
    notice::{Notice, NoticeFacts, NoticeKind},
    person::Person,
    proof::ProofFor,
};

use crate::{
    context::Context,
    state::Deps,
    store::{StoreError, Tx},
};

/// Somebody showed again who they are, for what they were about to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    pub person: PersonId,
    /// The one action that it counts for.
    pub action: ProofFor,
    pub assurance: Assurance,
}

impl Proof {
    /// What it proves, if it is this person's, for this action, and still fresh.
    pub fn of(&self, person: PersonId, action: &ProofFor, now: Timestamp) -> Option<Assurance> {
        let age = now - self.assurance.authenticated_at;
        let counts =
            self.person == person && self.action == *action && age <= StepUpAction::FRESH_FOR;
        counts.then_some(self.assurance)
    }
}

/// Whether this way of proving is enough for the action, for this person and by this server's settings.
pub(super) async fn is_enough(
    deps: &Deps,
    person: PersonId,
    action: &ProofFor,
    method: AuthenticationMethod,
) -> Result<bool, StoreError> {
    let has_passkey = deps.store.read().passkeys().any_of(person).await?;
    Ok(action.accepts(method, has_passkey, &deps.config.require_passkey_for.0))
}

/// The proof that it needs was not given, or was for something else: nothing comes of it but the evidence.
pub(super) async fn refuse_unproved(tx: Tx, event: AuditEvent) -> Result<(), StoreError> {
    tx.audit(event.refused([Reason::StepUpRequired])).await?;
    tx.commit().await
}

/// The evidence of an action on somebody's own account that was refused.
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

/// Evidence of an action on somebody's own account.
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

/// What a person is told of a passkey of theirs.
pub(super) fn news(
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

/// The evidence of a sign-in that was refused: whose account was meant is told to its holder, who tried is not known.
pub(super) fn sign_in_refused(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    account: Option<&Person>,
    reasons: impl IntoIterator<Item = Reason>,
) -> AuditEvent {
    AuditEvent {
        subject: account.and_then(|person| person.patient.clone()),
        ..deps.event(ctx, now, Actor::Unknown, AuditAction::SignIn)
    }
    .refused(reasons)
}
