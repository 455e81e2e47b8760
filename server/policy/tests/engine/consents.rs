//! Who may decide about a consent: the patient whose record it is, and nobody else.

use domain::{
    actor::{Actor, StaffRole},
    decision::{Decision, Reason},
    ids::PersonId,
};
use policy::ConsentAction;

use crate::world::{POLICY, ada, app, ben, delegate, patient};

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
                .may(&patient(), Some(&ada()), action, &ada())
                .is_permit()
        );
    }
}

#[test]
fn a_patient_does_not_decide_about_another_record() {
    for action in ACTIONS {
        let answer = POLICY.may(&patient(), Some(&ben()), action, &ada());
        assert_eq!(answer, Decision::deny([Reason::OtherPatient]));
    }
}

#[test]
fn nobody_else_decides_for_a_patient() {
    let person = PersonId::from_uuid(uuid::Uuid::nil());
    let role = StaffRole::Administrator;
    let others = [
        app(),
        delegate(),
        Actor::Staff { person, role },
        Actor::System,
        Actor::Unknown,
    ];
    for (actor, action) in others
        .iter()
        .flat_map(|actor| ACTIONS.map(|action| (actor, action)))
    {
        let answer = POLICY.may(actor, Some(&ada()), action, &ada());
        assert_eq!(
            answer,
            Decision::deny([Reason::RoleNotAllowed]),
            "{actor:?}"
        );
    }
}

#[test]
fn an_account_without_a_record_decides_for_nobody() {
    let answer = POLICY.may(&patient(), None, ConsentAction::Revoke, &ada());
    assert_eq!(answer, Decision::deny([Reason::RoleNotAllowed]));
}
