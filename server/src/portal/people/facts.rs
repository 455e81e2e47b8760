//! From what an operation knows of a delegation or an invitation to what its card says.

use app::facts::{
    connected_apps::LastLook,
    people::{DelegationEnded, DelegationFacts, Invited, MoreAsked},
};
use domain::{
    Timestamp,
    delegation::{
        Delegation, DelegationState, DelegationStatus, Invitation, InvitationState,
        InvitationStatus, Limits,
    },
    name::PersonName,
};

use crate::operations::delegations::list_people::{Caregiver, PatientOf};

fn delegation(
    delegation: &Delegation,
    name: Option<&PersonName>,
    by_me: bool,
    now: Timestamp,
) -> DelegationFacts {
    let status = delegation.status(now);
    DelegationFacts {
        id: delegation.id,
        name: called(name),
        by_me,
        relationship: delegation.relationship,
        basis: delegation.basis,
        status,
        limits: delegation.limits,
        since: delegation.created_at,
        topics_until: delegation.topics_until,
        until: delegation.until,
        last_look: None,
        ended: ended(delegation, status),
        quiet: false,
    }
}

/// Empty for who has no account and no name in the record.
fn called(name: Option<&PersonName>) -> String {
    name.map(ToString::to_string).unwrap_or_default()
}

fn ended(delegation: &Delegation, status: DelegationStatus) -> Option<DelegationEnded> {
    let by_itself = |at| Some(DelegationEnded { at, cause: None });
    match (&delegation.state, status) {
        (DelegationState::Ended { at, cause, .. }, _) => Some(DelegationEnded {
            at: *at,
            cause: Some(*cause),
        }),
        (_, DelegationStatus::Lapsed) => {
            by_itself(delegation.last_used_at + Delegation::LAPSES_AFTER)
        }
        (_, DelegationStatus::Expired | DelegationStatus::Ended) => by_itself(delegation.until),
        _ => None,
    }
}

/// A caregiver, as the patient sees them.
pub(super) fn caregiver(
    caregiver: &Caregiver,
    quiet: bool,
    last_look: Option<LastLook>,
    now: Timestamp,
) -> DelegationFacts {
    DelegationFacts {
        last_look,
        quiet,
        ..delegation(&caregiver.delegation, caregiver.name.as_ref(), false, now)
    }
}

/// A patient, as the caregiver sees them. Whether quiet mode is on is the patient's own affair.
pub(super) fn patients(patients: &PatientOf, now: Timestamp) -> DelegationFacts {
    DelegationFacts {
        limits: shown(&patients.delegation, now),
        ..delegation(&patients.delegation, patients.name.as_ref(), true, now)
    }
}

/// What is in force; of what is over, what it was.
fn shown(delegation: &Delegation, now: Timestamp) -> Limits {
    if delegation.is_active(now) {
        delegation.limits_at(now)
    } else {
        delegation.limits
    }
}

/// What a caregiver asks for, beyond what they have.
pub(super) fn asked(caregiver: &Caregiver, now: Timestamp) -> Option<MoreAsked> {
    let asked = caregiver.asked.as_ref()?;
    let has = caregiver.delegation.limits_at(now);
    Some(MoreAsked {
        delegation: caregiver.delegation.id,
        name: called(caregiver.name.as_ref()),
        more: Limits {
            categories: asked.limits.categories.without(has.categories),
            topics: asked.limits.topics.without(has.topics),
            abilities: asked.limits.abilities.without(has.abilities),
        },
        until: asked.lasting.map(|lasting| lasting.ends_at(now)),
    })
}

pub(super) fn invited(invitation: &Invitation, now: Timestamp) -> Invited {
    let status = invitation.status(now);
    let link_ends = invitation.sent_at + Invitation::LASTS;
    let over = match invitation.state {
        InvitationState::Accepted { at }
        | InvitationState::Declined { at }
        | InvitationState::Withdrawn { at } => Some(at),
        InvitationState::Sent => (status == InvitationStatus::Expired).then_some(link_ends),
    };
    let waits = status == InvitationStatus::Waiting;
    Invited {
        invitation: invitation.id,
        name: invitation.name.to_string(),
        email: invitation.email.as_str().to_owned(),
        relationship: invitation.relationship,
        limits: invitation.limits,
        until: invitation.until,
        sent: invitation.sent_at,
        link_ends,
        status,
        over,
        code: waits.then(|| invitation.code.as_str().to_owned()),
    }
}
