//! Which invitation a link opens, and for whom. Every refusal looks the same to the holder of the link.

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    decision::Reason,
    delegation::{Invitation, InvitationError},
    ids::PersonId,
    person::Person,
};
use thiserror::Error;

use crate::{
    audit::Unavailable,
    operations::prelude::*,
    secret::{Secret, SecretKind},
};

/// Why an invitation cannot be answered.
#[derive(Debug, Error)]
pub enum LinkError {
    /// The link is used, expired, withdrawn, for another address, or was never sent: the person is not told which.
    #[error("the invitation link is unknown, used or expired")]
    NotOpen,
    /// The invited person typed another code than the patient's.
    #[error("wrong invitation code")]
    WrongCode,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

/// The link as it was presented, if it can be one.
pub(super) fn presented(text: &str) -> Option<Secret> {
    Secret::parse(SecretKind::Invitation, text)
}

/// A refusal, with the invitation that it is about, where there is one.
pub(super) struct Unopened {
    about: Option<Box<Invitation>>,
    reason: Reason,
}

impl Unopened {
    /// The link was never sent.
    pub(super) const UNKNOWN: Self = Self {
        about: None,
        reason: Reason::RoleNotAllowed,
    };

    pub(super) fn of(invitation: Invitation, reason: Reason) -> Self {
        Self {
            about: Some(Box::new(invitation)),
            reason,
        }
    }
}

/// The invitation for the person who may answer it now.
pub(super) fn opened(
    found: Option<Invitation>,
    person: &Person,
    now: Timestamp,
) -> Result<Invitation, Unopened> {
    let Some(invitation) = found else {
        return Err(Unopened::UNKNOWN);
    };
    match invitation.require_open(&person.email, person.patient.as_ref(), now) {
        Ok(()) => Ok(invitation),
        Err(why) => Err(Unopened::of(invitation, reason(why))),
    }
}

/// An invitation that waits, locked for the answer of the person it was sent to.
pub(super) struct LockedInvitation {
    pub(super) tx: Tx,
    pub(super) person: Person,
    pub(super) invitation: Invitation,
    /// The event of the answer.
    pub(super) evidence: AuditEvent,
}

impl LockedInvitation {
    /// # Errors
    /// [`LinkError`] if the link opens nothing for this person; the refusal is written down.
    pub(super) async fn lock(
        deps: &Deps,
        ctx: Context,
        person: PersonId,
        link: &str,
        action: AuditAction,
        now: Timestamp,
    ) -> Result<Self, LinkError> {
        let person = known(deps, person).await?;
        let Some(secret) = presented(link) else {
            return Err(refuse(deps, ctx, person.id, Unopened::UNKNOWN, action).await);
        };
        let tx = deps.store.begin().await?;
        let found = tx.invitations().lock_by_secret(&secret.digest()).await?;
        match opened(found, &person, now) {
            Ok(invitation) => Ok(Self {
                evidence: event(deps, ctx, now, person.id, Some(&invitation), action),
                tx,
                person,
                invitation,
            }),
            Err(why) => {
                // The evidence is committed by itself: an open transaction would keep it waiting for ever.
                drop(tx);
                Err(refuse(deps, ctx, person.id, why, action).await)
            }
        }
    }
}

const fn reason(why: InvitationError) -> Reason {
    match why {
        InvitationError::Over | InvitationError::Expired | InvitationError::RateLimited => {
            Reason::DelegationEnded
        }
        InvitationError::OtherAddress | InvitationError::Oneself => Reason::RoleNotAllowed,
    }
}

/// Evidence of an answer to an invitation, or of a try at one.
pub(super) fn event(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    person: PersonId,
    about: Option<&Invitation>,
    action: AuditAction,
) -> AuditEvent {
    let event = match about {
        // The delegation does not exist yet: evidence names the one that may come of the invitation.
        Some(invitation) => {
            let actor = Actor::Caregiver {
                person,
                delegation: invitation.delegation,
            };
            deps.event(ctx, now, actor, action)
        }
        None => deps.event(ctx, now, Actor::Patient { person }, action),
    };
    AuditEvent {
        subject: about.map(|invitation| invitation.subject.clone()),
        delegation: about.map(|invitation| invitation.delegation),
        categories: about.map_or_else(Default::default, |invitation| invitation.limits.categories),
        ..event
    }
}

/// The person behind a session. One that is gone opens nothing.
pub(super) async fn known(deps: &Deps, person: PersonId) -> Result<Person, LinkError> {
    let found = deps.store.read().people().find(person).await?;
    found.ok_or(LinkError::NotOpen)
}

/// Commits the evidence of a refusal and says the one thing that is said of all of them.
pub(super) async fn refuse(
    deps: &Deps,
    ctx: Context,
    person: PersonId,
    Unopened { about, reason }: Unopened,
    action: AuditAction,
) -> LinkError {
    let event = event(
        deps,
        ctx,
        deps.clock.now(),
        person,
        about.as_deref(),
        action,
    );
    match deps.audit.record(event.refused([reason])).await {
        Ok(()) => LinkError::NotOpen,
        Err(error) => error.into(),
    }
}
