//! Do the engine, its filter and the [rule book](domain::rules) say the same of whatever is asked?

use domain::decision::{AccessRequest, Decision, Obligation, Reason, RecordFilter, RecordLabels};
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};

use crate::{
    generated::{case, record},
    reference,
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

    #[test]
    fn an_inactive_consent_permits_nothing(case in case()) {
        prop_assert!(case.evidence.consent.is_active(case.now) || !case.decide().is_permit());
    }
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
    }
}
