//! Ends a delegation, for the patient or the caregiver, with everything that rests on it, in one transaction. It never
//! needs a proof.

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent, StatedReason},
    consent::{Consent, RevocationCause},
    delegation::{Delegation, DelegationEndCause},
    grant::GrantEndCause,
    ids::{DelegationId, PersonId},
    notice::NoticeKind,
};
use thiserror::Error;

use super::related_person::write_related_person;
use crate::operations::{
    connection::about_consent, delegation_notice::DelegationNotice, prelude::*,
};

/// A delegation that has just ended.
#[derive(Clone, Debug)]
pub struct EndedDelegation {
    /// The ended delegation.
    pub delegation: Delegation,
    /// How many consents that the caregiver gave were revoked with it.
    pub consents_ended: usize,
}

/// Why nothing ends.
#[derive(Debug, Error)]
pub enum EndError {
    /// There is no such delegation, or this person is neither its patient nor its caregiver.
    #[error("there is no such delegation of this person")]
    NotFound,
    /// It had ended before; the first end stands.
    #[error("the delegation had already ended")]
    Over,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Ends a delegation, for its patient or its caregiver: its state, the consents given under it with their grants, the
/// other side's notice and the evidence (`delegation-ended`) are committed in one transaction.
pub async fn end_delegation(
    deps: &Deps,
    ctx: Context,
    person: PersonId,
    delegation: DelegationId,
) -> Result<EndedDelegation, EndError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let found = tx.delegations().lock(delegation).await?;
    let found = found.ok_or(EndError::NotFound)?;
    let (actor, cause) = side(&tx, person, &found).await?;
    let ended = found
        .end(actor.clone(), cause, now)
        .map_err(|_| EndError::Over)?;
    let ended = finish(deps, ctx, &tx, ended, (actor, cause, None), now).await?;
    tx.commit().await?;
    Ok(ended)
}

async fn side(
    tx: &Tx,
    person: PersonId,
    delegation: &Delegation,
) -> Result<(Actor, DelegationEndCause), EndError> {
    if delegation.caregiver == person {
        let actor = Actor::Caregiver {
            person,
            delegation: delegation.id,
        };
        return Ok((actor, DelegationEndCause::EndedByCaregiver));
    }
    let known = tx.people().find(person).await?;
    let own = known.and_then(|person| person.patient);
    if own.as_ref() != Some(&delegation.subject) {
        return Err(EndError::NotFound);
    }
    Ok((
        Actor::Patient { person },
        DelegationEndCause::EndedByPatient,
    ))
}

/// Writes down an end, ends all that hangs on it, and tells the other side.
pub(in crate::operations) async fn finish(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    ended: Delegation,
    (actor, cause, reason): (Actor, DelegationEndCause, Option<StatedReason>),
    now: Timestamp,
) -> Result<EndedDelegation, StoreError> {
    tx.delegations().save(&ended).await?;
    tx.delegations().forget_asked(ended.id).await?;
    let consents = tx.consents().lock_given_under(ended.id).await?;
    let consents_ended = consents.len();
    for consent in consents {
        stop(deps, ctx, tx, consent, (&actor, cause, ended.id), now).await?;
    }
    let caregiver = tx.people().find(ended.caregiver).await?;
    let name = caregiver.as_ref().map_or("", |person| person.name.as_str());
    write_related_person(deps, ctx, tx, &ended, name).await?;
    let notice = DelegationNotice {
        kind: NoticeKind::DelegationEnded,
        delegation: ended.id,
        subject: &ended.subject,
        at: now,
        by_age: cause == DelegationEndCause::CameOfAge,
        days_ahead: None,
    };
    if cause != DelegationEndCause::EndedByCaregiver {
        notice.to_caregiver(deps, tx, ended.caregiver, now).await?;
    }
    if cause != DelegationEndCause::EndedByPatient {
        let invitations = tx.invitations();
        let called = invitations.name_of_caregiver(&ended.subject, ended.caregiver);
        notice.to_patient(deps, tx, called.await?, now).await?;
    }
    tx.audit(AuditEvent {
        subject: Some(ended.subject.clone()),
        delegation: Some(ended.id),
        categories: ended.limits.categories,
        stated_reason: reason,
        ..deps.event(ctx, now, actor, AuditAction::DelegationEnded)
    })
    .await?;
    Ok(EndedDelegation {
        delegation: ended,
        consents_ended,
    })
}

/// Stops a consent that the caregiver gave, and its grants.
async fn stop(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    consent: Consent,
    (actor, cause, delegation): (&Actor, DelegationEndCause, DelegationId),
    now: Timestamp,
) -> Result<(), StoreError> {
    let ended = GrantEndCause::ConsentEnded;
    tx.grants().end_all_of(consent.id, ended, now).await?;
    let cause = match cause {
        DelegationEndCause::EndedByPatient => RevocationCause::StoppedByPatient,
        DelegationEndCause::EndedByCaregiver => RevocationCause::StoppedByCaregiver,
        DelegationEndCause::EndedByStaff | DelegationEndCause::CameOfAge => {
            RevocationCause::StoppedByStaff
        }
    };
    // One that has run out by itself stays as it is.
    let Ok(revoked) = consent.revoke(actor.clone(), cause, now) else {
        return Ok(());
    };
    tx.consents().save(&revoked).await?;
    let event = deps.event(ctx, now, actor.clone(), AuditAction::ConsentRevoked);
    tx.audit(AuditEvent {
        subject: Some(revoked.subject.clone()),
        delegation: Some(delegation),
        ..about_consent(event, &revoked)
    })
    .await
}
