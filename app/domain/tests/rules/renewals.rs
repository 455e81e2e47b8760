//! A renewal proposes less: what was not read for 90 days, or for half of a shorter life, counts as unused.

use domain::{
    catalogue::{
        CategorySet,
        DataCategory::{LabResults, Visits},
    },
    consent::{LastReads, unused_since},
};
use proptest::prelude::*;

use crate::given::{consent, days, set};

#[test]
fn a_category_that_was_never_read_is_unused_after_ninety_days() {
    let given = consent(&[LabResults, Visits], 365);
    let reads = LastReads::from([(Visits, days(60))]);
    assert_eq!(unused_since(&given, &reads, days(89)), CategorySet::EMPTY);
    assert_eq!(unused_since(&given, &reads, days(90)), set(&[LabResults]));
    assert_eq!(unused_since(&given, &reads, days(150)), set(&[LabResults]));
    assert_eq!(
        unused_since(&given, &reads, days(151)),
        set(&[LabResults, Visits])
    );
}

#[test]
fn a_short_consent_is_judged_by_half_of_its_life() {
    let given = consent(&[LabResults], 30);
    assert_eq!(
        unused_since(&given, &LastReads::new(), days(14)),
        CategorySet::EMPTY
    );
    assert_eq!(
        unused_since(&given, &LastReads::new(), days(15)),
        set(&[LabResults])
    );
}

#[test]
fn a_read_of_something_else_keeps_nothing() {
    let given = consent(&[LabResults], 30);
    let reads = LastReads::from([(Visits, days(29))]);
    assert_eq!(unused_since(&given, &reads, days(29)), set(&[LabResults]));
}

proptest! {
    #[test]
    fn only_what_was_granted_can_be_unused(lasts in 1_i64..366, read in 0_i64..400, at in 0_i64..400) {
        let given = consent(&[LabResults], lasts);
        let reads = LastReads::from([(LabResults, days(read)), (Visits, days(read))]);
        prop_assert!(unused_since(&given, &reads, days(at)).is_subset(given.granted));
    }

    #[test]
    fn what_was_read_today_is_used(lasts in 1_i64..366, at in 0_i64..400) {
        let given = consent(&[LabResults], lasts);
        let reads = LastReads::from([(LabResults, days(at))]);
        prop_assert!(unused_since(&given, &reads, days(at)).is_empty());
    }
}
