//! Who may decide about a consent: the patient whose record it is, whom they let manage apps, and nobody else.

use domain::{
    actor::{Actor, StaffRole},
    decision::{Decision, Reason},
    delegation::{Ability, AbilitySet, Delegation, DelegationState},
    ids::{PatientId, PersonId},
};
use policy::{ConsentAction, Standing};

use crate::world::{POLICY, ada, app, ben, caregiver, day, delegation, patient};

const ACTIONS: [ConsentAction; 3] = [
    ConsentAction::Approve,
    ConsentAction::Change,
    ConsentAction::Revoke,
];

#[test]
fn a_patient_decides_about_their_own_record() {
    for action in ACTIONS {
        assert!(
            POLICY
                .may(&patient(), Standing::Own(&ada()), action, &ada())
                .is_permit()
        );
    }
}

#[test]
fn a_patient_does_not_decide_about_another_record() {
    for action in ACTIONS {
        let answer = POLICY.may(&patient(), Standing::Own(&ben()), action, &ada());
        assert_eq!(answer, Decision::deny([Reason::OtherPatient]));
    }
}

#[test]
fn nobody_else_decides_for_a_patient() {
    let person = PersonId::from_uuid(uuid::Uuid::nil());
    let role = StaffRole::Administrator;
    let others = [
        app(),
        caregiver(),
        Actor::Staff { person, role },
        Actor::System,
        Actor::Unknown,
    ];
    for (actor, action) in others
        .iter()
        .flat_map(|actor| ACTIONS.map(|action| (actor, action)))
    {
        let answer = POLICY.may(actor, Standing::Own(&ada()), action, &ada());
        assert_eq!(
            answer,
            Decision::deny([Reason::RoleNotAllowed]),
            "{actor:?}"
        );
    }
}

#[test]
fn an_account_without_a_record_decides_for_nobody() {
    let answer = POLICY.may(&patient(), Standing::Nothing, ConsentAction::Revoke, &ada());
    assert_eq!(answer, Decision::deny([Reason::RoleNotAllowed]));
}

#[test]
fn a_caregiver_decides_only_for_whom_while_and_as_far_as_the_patient_lets_them() {
    let known = delegation();
    let answers = |known: &Delegation, subject: &PatientId| {
        ACTIONS.map(|action| {
            let standing = Standing::Delegated(known, day(10));
            POLICY.may(&caregiver(), standing, action, subject)
        })
    };
    assert!(answers(&known, &ada()).iter().all(Decision::is_permit));
    let on_hold = Delegation {
        state: DelegationState::NeedsReview { since: day(5) },
        ..known.clone()
    };
    let mut looks_only = known.clone();
    looks_only.limits.abilities = AbilitySet::of(Ability::SeeRecords);
    let mut of_somebody_else = known.clone();
    of_somebody_else.caregiver = PersonId::from_uuid(uuid::Uuid::nil());
    for (known, subject, reasons) in [
        (&known, ben(), vec![Reason::OtherPatient]),
        (
            &on_hold,
            ada(),
            vec![Reason::DelegationEnded, Reason::DelegationTooNarrow],
        ),
        (&looks_only, ada(), vec![Reason::DelegationTooNarrow]),
        (&of_somebody_else, ada(), vec![Reason::RoleNotAllowed]),
    ] {
        for answer in answers(known, &subject) {
            assert_eq!(answer, Decision::deny(reasons.clone()));
        }
    }
}
