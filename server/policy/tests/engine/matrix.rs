//! The golden decision matrix: each state of each part of a request, alone and together with each state of another.

use std::{collections::BTreeSet, fmt::Write};

use domain::{
    catalogue::TopicSet,
    client::ReviewState,
    decision::{Decision, Effect, Obligation, Reason},
};

use crate::{
    states::{STATES, State, on_record},
    world::{day, permitted},
};

fn answer(states: &[&State]) -> Decision {
    let mut case = permitted();
    for state in states {
        (state.set)(&mut case);
    }
    case.decide()
}

fn row(table: &mut String, decision: &Decision, name: &str) {
    let reasons: Vec<_> = decision.reasons.iter().map(|reason| reason.key()).collect();
    let told = if decision.is_permit() {
        "PERMIT".to_owned()
    } else {
        reasons.join(", ")
    };
    writeln!(table, "{name:<96} {told}").unwrap();
}

fn pairs() -> impl Iterator<Item = (&'static State, &'static State)> {
    STATES.iter().enumerate().flat_map(|(position, one)| {
        let others = STATES[position + 1..].iter();
        others
            .filter(|other| other.of != one.of)
            .map(move |other| (one, other))
    })
}

#[test]
fn each_state_of_a_request_has_its_answer() {
    let mut table = String::new();
    row(&mut table, &answer(&[]), "all is as it was agreed");
    for state in STATES {
        row(
            &mut table,
            &answer(&[state]),
            &format!("{} {}", state.of, state.is),
        );
    }
    insta::assert_snapshot!("each_state", table);
}

#[test]
fn each_pair_of_states_has_its_answer() {
    let mut table = String::new();
    for (one, other) in pairs() {
        let name = format!("{} {} + {} {}", one.of, one.is, other.of, other.is);
        row(&mut table, &answer(&[one, other]), &name);
    }
    insta::assert_snapshot!("each_pair_of_states", table);
}

/// Rules whose facts no request has yet: keys and audiences of tokens, staff, emergencies, step-up.
const CANNOT_OCCUR: &[Reason] = &[
    Reason::KeyMismatch,
    Reason::WrongAudience,
    Reason::NoCareRelationship,
    Reason::BreakGlassNotAllowed,
    Reason::EmergencyNotArranged,
    Reason::StepUpRequired,
    Reason::PasskeyCopied,
    Reason::AccountLocked,
    Reason::RecordUnknown,
    Reason::RecordTaken,
    Reason::AddressUnfit,
];

#[test]
fn every_reason_that_can_occur_occurs() {
    let told: BTreeSet<Reason> = STATES
        .iter()
        .flat_map(|state| answer(&[state]).reasons)
        .chain(CANNOT_OCCUR.iter().copied())
        .collect();
    assert_eq!(told, Reason::ALL.iter().copied().collect());
}

#[test]
fn a_permit_carries_the_filter_and_a_refusal_nothing() {
    let whole = STATES
        .iter()
        .find(|state| state.is == "is about the type as a whole");
    let mut table = String::new();
    for state in STATES {
        let Decision {
            obligations,
            effect,
            ..
        } = answer(&[whole.unwrap(), state]);
        assert_eq!(obligations.len(), usize::from(effect == Effect::Permit));
        for Obligation::Filter(filter) in obligations {
            writeln!(table, "{} {}\n    {filter:?}", state.of, state.is).unwrap();
        }
    }
    insta::assert_snapshot!("filters", table);
}

#[test]
fn an_unverified_app_reads_what_is_not_sensitive_for_thirty_days() {
    let mut case = permitted();
    case.evidence.client.review = ReviewState::Unverified;
    on_record(&mut case, |record| record.topics = TopicSet::EMPTY);
    assert!(case.decide().is_permit());
    case.now = day(30);
    case.evidence.token.expires_at = day(40);
    assert!(case.decide().is_permit());
    case.now = day(31);
    assert_eq!(case.decide(), Decision::deny([Reason::AppNotVerified]));
}
