//! What the page puts before the patient: what was asked, little of it switched on, and what a renewal changes.

use domain::{
    catalogue::{CategorySet, DataCategory, SensitiveTopic, TopicSet},
    client::ReviewState,
    consent::{AccessChoice, Change, Choice, DataPeriod, LastAnswer, LastDay, LastReads, Offer},
    scope::ScopeSet,
    zone::Zone,
};
use proptest::prelude::*;

use crate::given::{categories, client, consent, days, now, offer, request, scope_text, set};

const CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

#[test]
fn only_what_the_app_needs_starts_switched_on() {
    let app = client("patient/Goal.rs patient/Coverage.rs", ReviewState::Verified);
    let offer = Offer::of(
        &request("patient/Goal.rs patient/Encounter.rs"),
        &app,
        None,
        now(),
    );
    assert_eq!(
        offer.asked(),
        set(&[DataCategory::Visits, DataCategory::CarePlans])
    );
    assert_eq!(offer.proposed(), set(&[DataCategory::CarePlans]));
}

#[test]
fn a_wildcard_offers_every_category_and_no_topic() {
    let offer = offer("patient/*.read", ReviewState::Verified);
    assert_eq!(offer.asked(), CategorySet::all());
    assert!(offer.topics.is_empty() && offer.proposed().is_empty());
}

#[test]
fn a_topic_is_offered_if_it_was_asked_by_name_but_never_psychotherapy_notes() {
    let scope = format!("patient/*.rs?_security={CODE}|MH patient/*.rs?_security={CODE}|PSYTHPN");
    let offer = offer(&scope, ReviewState::Verified);
    assert_eq!(offer.topics, TopicSet::of(SensitiveTopic::MentalHealth));
    assert!(offer.asked().is_empty());
}

#[test]
fn an_unverified_app_gets_thirty_days() {
    let limits = offer("patient/*.rs", ReviewState::Unverified).limits;
    assert_eq!((limits.max_days, limits.max_days_sensitive), (30, 30));
    let limits = offer("patient/*.rs", ReviewState::Verified).limits;
    assert_eq!((limits.max_days, limits.max_days_sensitive), (366, 90));
}

#[test]
fn a_renewal_says_what_is_new_same_removed_and_dropped() {
    use DataCategory::{CarePlans, Insurance, Visits};
    let before = consent(&[Visits, CarePlans, Insurance], 365);
    let reads = LastReads::from([(Visits, days(200))]);
    let app = client("", ReviewState::Verified);
    let asked = request("patient/Encounter.rs patient/Goal.rs patient/Immunization.rs");
    let offer = Offer::of(&asked, &app, Some((&before, &reads)), days(220));
    let changes: Vec<_> = offer
        .categories
        .iter()
        .map(|row| (row.category.key(), row.change))
        .collect();
    let expected = [
        ("immunizations", Some(Change::New)),
        ("visits", Some(Change::Same)),
        ("care-plans", Some(Change::Removed)),
    ];
    assert_eq!(changes, expected);
    assert_eq!(offer.dropped, set(&[Insurance]));
    assert_eq!(offer.proposed(), set(&[Visits]));
}

#[test]
fn a_page_starts_from_the_last_answer_and_no_stays_no() {
    use DataCategory::{CarePlans, Insurance, Visits};
    let mut before = consent(&[Visits], 7);
    before.refused = set(&[CarePlans]);
    before.period = Some(DataPeriod {
        from: now().date_naive(),
    });
    let app = client("patient/Goal.rs patient/Coverage.rs", ReviewState::Verified);
    let asked = request("patient/Encounter.rs patient/Goal.rs patient/Coverage.rs");
    let first = Offer::of(&asked, &app, None, days(20));
    assert_eq!(first.proposed(), set(&[CarePlans, Insurance]));
    let last = LastAnswer::of(&before, now(), days(20), &Zone::default());
    let offer = first.starting_from(&before, last);
    assert_eq!(offer.proposed(), set(&[Insurance]));
    let start = Choice::proposed(&offer);
    assert_eq!(start.access, AccessChoice::Days(7));
    assert_eq!(start.period, before.period);
    let declined = offer
        .categories
        .iter()
        .filter(|row| row.change == Some(Change::Declined));
    let declined: Vec<_> = declined.map(|row| row.category).collect();
    assert_eq!(declined, [CarePlans]);
}

#[test]
fn a_last_length_that_no_button_has_becomes_a_day_and_never_goes_over_the_limit() {
    let before = consent(&[DataCategory::Visits], 40);
    let last = LastAnswer::of(&before, now(), days(5), &Zone::default());
    let day = AccessChoice::Until(LastDay::of(days(45).date_naive(), &Zone::default()));
    assert_eq!((last.access, last.days), (day, 40));
    let starts = |review| {
        let offer = offer("patient/Encounter.rs", review).starting_from(&before, last);
        Choice::proposed(&offer).access
    };
    assert_eq!(starts(ReviewState::Verified), day);
    assert_eq!(starts(ReviewState::Unverified), AccessChoice::Days(30));
}

#[test]
fn a_caregiver_is_offered_what_they_may_share_for_as_long_as_they_may_act() {
    use DataCategory::{CarePlans, Immunizations, Visits};
    let before = consent(&[Visits, CarePlans], 365);
    let asked =
        format!("patient/Immunization.rs patient/Encounter.rs patient/*.rs?_security={CODE}|HIV");
    let app = client("", ReviewState::Verified);
    let whole = Offer::of(
        &request(&asked),
        &app,
        Some((&before, &LastReads::new())),
        now(),
    );
    assert_eq!(whole.dropped, set(&[CarePlans]));
    let may = (set(&[Immunizations]), TopicSet::EMPTY);
    let cut = whole.clone().within(may, (days(40), days(10)), now());
    assert_eq!(cut.asked(), set(&[Immunizations]));
    assert!(cut.topics.is_empty() && cut.dropped.is_empty());
    assert_eq!(
        (cut.limits.max_days, cut.limits.max_days_sensitive),
        (40, 10)
    );
    let everything = (CategorySet::all(), TopicSet::all());
    let uncut = whole
        .clone()
        .within(everything, (days(999), days(999)), now());
    assert_eq!(uncut, whole);
}

#[test]
fn a_change_offers_again_what_was_refused_if_the_grant_still_names_it() {
    use DataCategory::{CarePlans, Insurance, Visits};
    let mut before = consent(&[Visits], 30);
    before.refused = set(&[CarePlans, Insurance]);
    let app = client("patient/Encounter.rs", ReviewState::Unverified);
    let scope = ScopeSet::parse("patient/Goal.rs");
    let offer = Offer::of_change(&before, &app, &scope);
    assert_eq!(offer.asked(), set(&[Visits, CarePlans]));
    assert_eq!(offer.proposed(), set(&[Visits]));
    let needed: Vec<bool> = offer.categories.iter().map(|row| row.needed).collect();
    assert_eq!(needed, [true, false]);
    assert_eq!(offer.limits.max_days, 30);
}

proptest! {
    #[test]
    fn an_offer_holds_what_was_asked_and_the_rest_was_never_asked(scope in scope_text()) {
        let offer = offer(&scope, ReviewState::Verified);
        prop_assert_eq!(offer.asked(), ScopeSet::parse(&scope).categories());
        prop_assert_eq!(offer.asked().union(offer.never_asked()), CategorySet::all());
        prop_assert!(offer.topics.is_subset(ScopeSet::parse(&scope).topics()));
    }

    #[test]
    fn a_renewal_proposes_nothing_new_unless_the_app_needs_it(scope in scope_text(), before in categories()) {
        let before = consent(&before.iter().collect::<Vec<_>>(), 30);
        let offer = Offer::of(
            &request(&scope),
            &client("patient/Goal.rs", ReviewState::Verified),
            Some((&before, &LastReads::new())),
            days(1),
        );
        let needed = set(&[DataCategory::CarePlans]);
        prop_assert!(offer.proposed().is_subset(before.granted.union(needed)));
        prop_assert_eq!(offer.dropped, before.granted.without(offer.asked()));
    }

    #[test]
    fn a_change_by_the_patient_offers_only_what_the_connection_can_carry(
        granted in categories(), refused in categories(), scope in scope_text(),
    ) {
        let mut before = consent(&granted.iter().collect::<Vec<_>>(), 30);
        before.refused = refused.without(granted);
        let scope = ScopeSet::parse(&scope);
        let offer = Offer::of_change(&before, &client("", ReviewState::Verified), &scope);
        prop_assert_eq!(offer.proposed(), granted);
        let carried = before.refused.intersection(scope.categories());
        prop_assert!(offer.asked().without(granted).is_subset(carried));
    }
}
