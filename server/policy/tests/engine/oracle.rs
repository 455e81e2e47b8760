//! Do the engine, its filter and the [rule book](domain::rules) say the same of whatever is asked?

use std::collections::BTreeSet;

use domain::{
    catalogue::ResourceType,
    decision::{
        AccessRequest, Decision, Interaction, Obligation, Reason, RecordFilter, RecordLabels,
    },
    scope::ScopeSet,
};
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};

use crate::{
    generated::{case, record},
    reference,
    states::STATES,
    world::{Case, permitted},
};

fn about_type(case: &Case) -> Decision {
    asked(case, None)
}

fn asked(case: &Case, record: Option<RecordLabels>) -> Decision {
    let request = AccessRequest {
        record,
        ..case.request.clone()
    };
    Case {
        request,
        ..case.clone()
    }
    .decide()
}

/// The reasons that need no request, if a token for everything asks for a type that goes with every category.
fn without_request(mut case: Case) -> Vec<Reason> {
    case.evidence.token.scope = ScopeSet::parse("patient/*.rs");
    case.request = AccessRequest {
        interaction: Interaction::Read,
        resource: ResourceType::Practitioner,
        subject: None,
        purpose: None,
        record: None,
    };
    let reasons = case.decide().reasons;
    let standing = |reason: &Reason| matches!(reason.rule(), 1 | 2 | 3 | 5 | 10);
    reasons.into_iter().filter(standing).collect()
}

/// What introspection, codes and refreshes ask, held against what reads ask.
fn assert_standing_is_cedars(case: &Case) {
    let cedars = without_request(case.clone());
    let Case { evidence, now, .. } = case;
    assert_eq!(evidence.standing(*now), cedars.first().copied());
    let of_grant = cedars.iter().find(|reason| reason.rule() != 1);
    assert_eq!(evidence.grant_basis().standing(*now), of_grant.copied());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// The filter that goes into a query lets through exactly the rows that Cedar, asked for each, permits.
    #[test]
    fn the_filter_admits_what_cedar_permits_row_by_row(case in case(), rows in vec(record(), 8)) {
        let whole = about_type(&case);
        for row in rows {
            let permitted = asked(&case, Some(row.clone())).is_permit();
            let admitted = match whole.obligations.as_slice() {
                [Obligation::Filter(filter)] => filter.admits(&row),
                _ => false,
            };
            prop_assert_eq!(permitted, admitted, "{:?}", row);
        }
    }

    #[test]
    fn the_engine_gives_the_reasons_of_the_rule_book(case in case()) {
        prop_assert_eq!(case.decide().reasons, reference::reasons(&case));
    }

    /// The code that answers after Cedar never refuses what Cedar permitted, and never the other way round.
    #[test]
    fn the_type_has_a_filter_whenever_rules_6_and_10_let_it_through(case in case()) {
        let filter = RecordFilter::of(&case.evidence, case.request.resource, case.request.interaction, case.now);
        let refused = about_type(&case).reasons.iter().any(|reason| matches!(reason.rule(), 6 | 10));
        prop_assert_eq!(filter.is_none(), refused);
    }

    /// In both directions: a token stands exactly if Cedar refuses it by none of rules 1, 2, 3, 5 and 10.
    #[test]
    fn standing_gives_the_first_reason_that_cedar_gives_without_a_request(case in case()) {
        assert_standing_is_cedars(&case);
    }

    #[test]
    fn what_does_not_stand_reads_nothing(case in case()) {
        prop_assert!(case.evidence.standing(case.now).is_none() || !case.decide().is_permit());
    }

    #[test]
    fn an_inactive_consent_permits_nothing(case in case()) {
        prop_assert!(case.evidence.consent.is_active(case.now) || !case.decide().is_permit());
    }
}

/// Each state of the matrix, so that no reason is left to chance.
#[test]
fn each_reason_of_rules_1_2_3_5_and_10_is_the_one_of_standing() {
    let mut told = BTreeSet::new();
    for set in STATES.iter().map(|state| state.set) {
        let mut case = permitted();
        set(&mut case);
        if case.evidence.belongs_together() {
            assert_standing_is_cedars(&case);
            told.extend(case.evidence.standing(case.now));
        }
    }
    let rules = Reason::ALL.iter().copied();
    let of_standing = rules.filter(|reason| matches!(reason.rule(), 1 | 2 | 3 | 5 | 10));
    let left: Vec<_> = of_standing
        .filter(|reason| !told.contains(reason))
        .collect();
    // No token is bound to a key or an audience yet.
    assert_eq!(left, [Reason::KeyMismatch, Reason::WrongAudience]);
}

#[test]
fn what_is_generated_is_permitted_and_refused_often_enough_to_tell() {
    let mut runner = TestRunner::deterministic();
    let (mut permits, mut rows) = (0, 0);
    for _ in 0..300 {
        let case = case().new_tree(&mut runner).unwrap().current();
        let row = record().new_tree(&mut runner).unwrap().current();
        permits += u32::from(about_type(&case).is_permit());
        rows += u32::from(asked(&case, Some(row)).is_permit());
    }
    assert!((50..250).contains(&permits), "{permits} types");
    assert!((20..250).contains(&rows), "{rows} rows");
}

#[test]
fn evidence_that_does_not_belong_together_is_no_evidence() {
    let breaks: &[fn(&mut Case)] = &[
        |c| c.evidence.token.grant = crate::world::grant_id(9),
        |c| c.evidence.grant.subject = crate::world::ben(),
        |c| c.evidence.consent.subject = crate::world::ben(),
        |c| c.evidence.delegation = Some(crate::world::delegation()),
        |c| {
            crate::world::given_by_caregiver(c);
            c.evidence.delegation.as_mut().unwrap().subject = crate::world::ben();
        },
        |c| c.evidence.client.id = domain::ids::ClientId::parse("other").unwrap(),
    ];
    for break_it in breaks {
        let mut case = permitted();
        break_it(&mut case);
        assert_eq!(case.decide(), Decision::deny([Reason::Unavailable]));
        assert_eq!(case.evidence.standing(case.now), Some(Reason::Unavailable));
    }
}
