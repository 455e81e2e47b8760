//! A choice that passes is never wider than its offer, and what it leaves out is remembered as refused.

use chrono::{NaiveDate, TimeDelta};
use domain::{
    catalogue::{SensitiveTopic, TopicSet},
    client::ReviewState,
    consent::{
        Access, AccessChoice, ApprovedChoice, Choice, ChoiceError, Consent, DataPeriod, LastDay,
        Offer, Parties,
    },
    ids::ConsentId,
    scope::ScopeSet,
    zone::Zone,
};
use proptest::{prelude::*, sample::select};
use uuid::Uuid;

use crate::given::{ada, choice, client, days, decision, now, offer, request, scope_text};

fn any_offer() -> impl Strategy<Value = Offer> {
    let review = select(vec![ReviewState::Verified, ReviewState::Unverified]);
    (scope_text(), review).prop_map(|(scope, review)| offer(&scope, review))
}

/// A choice of which what was offered is left, so that it can pass.
fn clipped(choice: &Choice, offer: &Offer) -> Choice {
    Choice {
        categories: choice.categories.intersection(offer.asked()),
        topics: choice.topics.intersection(offer.topics),
        ..choice.clone()
    }
}

proptest! {
    #[test]
    fn an_approved_choice_was_offered(offer in any_offer(), choice in choice(), honest: bool) {
        let choice = if honest { clipped(&choice, &offer) } else { choice };
        if let Ok(approved) = choice.check(&offer, now()) {
            prop_assert!(!approved.categories().is_empty());
            prop_assert!(approved.categories().is_subset(offer.asked()));
            prop_assert!(approved.topics().is_subset(offer.topics));
            prop_assert_eq!(approved.categories(), choice.categories);
            prop_assert_eq!(approved.topics(), choice.topics);
        }
    }

    #[test]
    fn what_was_asked_and_not_chosen_is_refused(offer in any_offer(), choice in choice()) {
        if let Ok(approved) = clipped(&choice, &offer).check(&offer, now()) {
            prop_assert_eq!(approved.categories().union(approved.refused()), offer.asked());
            prop_assert!(approved.categories().intersection(approved.refused()).is_empty());
            prop_assert_eq!(approved.topics().union(approved.refused_topics()), offer.topics);
        }
    }

    #[test]
    fn an_approved_choice_ends_within_its_limits(offer in any_offer(), choice in choice()) {
        if let Ok(approved) = clipped(&choice, &offer).check(&offer, now()) {
            let lasts = approved.expires_at() - now();
            let most = offer.limits.longest(!approved.topics().is_empty());
            prop_assert!(lasts > TimeDelta::zero());
            prop_assert!(lasts <= most + TimeDelta::days(1));
            prop_assert!(approved.access() != Access::OneTime || lasts <= TimeDelta::hours(1));
        }
    }

    #[test]
    fn a_data_period_starts_today_or_before(offer in any_offer(), choice in choice()) {
        if let Ok(approved) = clipped(&choice, &offer).check(&offer, now()) {
            prop_assert!(approved.period().is_none_or(|period| period.from <= now().date_naive()));
        }
    }

    #[test]
    fn the_choice_the_page_starts_with_passes_unless_it_is_empty(
        scope in scope_text(), needed in scope_text(),
    ) {
        let client = client(&needed, ReviewState::Unverified);
        let offer = Offer::of(&request(&scope), &client, None, now());
        let start = Choice::proposed(&offer);
        let empty = start.categories.is_empty();
        prop_assert_eq!(start.check(&offer, now()).is_err(), empty);
        prop_assert!(start.topics.is_empty());
        prop_assert!(start.categories.is_subset(ScopeSet::parse(&needed).categories()));
    }

    #[test]
    fn a_consent_holds_what_was_approved(offer in any_offer(), choice in choice()) {
        if let Ok(approved) = clipped(&choice, &offer).check(&offer, now()) {
            let consent = given(approved.clone());
            prop_assert_eq!(consent.granted, approved.categories());
            prop_assert_eq!(consent.topics, approved.topics());
            prop_assert_eq!(consent.refused, approved.refused());
            prop_assert_eq!(consent.expires_at, approved.expires_at());
            prop_assert!(consent.is_active(now()));
        }
    }

    #[test]
    fn a_change_that_needs_no_proof_adds_nothing(offer in any_offer(), one in choice(), two in choice()) {
        let before = clipped(&one, &offer).check(&offer, now());
        let after = clipped(&two, &offer).check(&offer, now());
        if let (Ok(before), Ok(after)) = (before, after) {
            let before = given(before);
            if after.narrows(&before) {
                prop_assert!(after.categories().is_subset(before.granted));
                prop_assert!(after.topics().is_subset(before.topics));
                prop_assert!(after.expires_at() <= before.expires_at);
                prop_assert!(before.access == Access::Until || after.access() == Access::OneTime);
            }
        }
    }
}

fn given(choice: ApprovedChoice) -> Consent {
    let client = client("", ReviewState::Verified);
    let parties = Parties {
        subject: ada(),
        client: client.id,
        purpose: client.purposes[0],
    };
    let id = ConsentId::from_uuid(Uuid::from_u128(3));
    Consent::give(id, parties, decision(choice), now())
}

#[test]
fn what_was_not_offered_cannot_be_chosen() {
    let narrow = offer("patient/MedicationRequest.rs", ReviewState::Verified);
    let wide = offer("patient/*.rs", ReviewState::Verified);
    let mut choice = Choice::proposed(&wide);
    assert_eq!(choice.check(&wide, now()), Err(ChoiceError::Nothing));
    choice.categories = wide.asked();
    assert!(choice.check(&wide, now()).is_ok());
    assert_eq!(choice.check(&narrow, now()), Err(ChoiceError::NotOffered));
}

/// Everything that a checked app may have, for thirty days.
fn wide() -> (Offer, Choice) {
    let offer = Offer {
        topics: TopicSet::of(SensitiveTopic::Hiv),
        ..offer("patient/*.rs", ReviewState::Verified)
    };
    let choice = Choice {
        categories: offer.asked(),
        ..Choice::proposed(&offer)
    };
    (offer, choice)
}

fn until_day(day: NaiveDate) -> AccessChoice {
    AccessChoice::Until(LastDay::of(day, &Zone::default()))
}

fn day(from_today: i64) -> NaiveDate {
    days(from_today).date_naive()
}

#[test]
fn an_end_lies_ahead_and_no_further_than_the_last_day_that_fits() {
    let (offer, choice) = wide();
    let until = |day| {
        let access = until_day(day);
        let choice = Choice {
            access,
            ..choice.clone()
        };
        choice.check(&offer, now()).map(|_| ())
    };
    assert_eq!(until(day(-1)), Err(ChoiceError::EndOutOfRange));
    assert_eq!(until(day(0)), Ok(()));
    assert_eq!(until(day(366)), Ok(()));
    assert_eq!(until(day(367)), Err(ChoiceError::EndOutOfRange));
}

#[test]
fn a_sensitive_topic_lasts_ninety_days_at_most() {
    let (offer, choice) = wide();
    let for_ = |access| {
        let topics = offer.topics;
        let choice = Choice {
            access,
            topics,
            ..choice.clone()
        };
        choice.check(&offer, now()).map(|_| ())
    };
    assert_eq!(for_(AccessChoice::Days(90)), Ok(()));
    assert_eq!(for_(until_day(day(90))), Ok(()));
    let too_long = Err(ChoiceError::TooLongForSensitive);
    assert_eq!(for_(until_day(day(91))), too_long);
    assert_eq!(for_(AccessChoice::Days(365)), too_long);
}

#[test]
fn only_the_lengths_on_the_page_can_be_had() {
    let (offer, choice) = wide();
    let access = AccessChoice::Days(8);
    let choice = Choice { access, ..choice };
    assert_eq!(choice.check(&offer, now()), Err(ChoiceError::EndOutOfRange));
}

#[test]
fn data_may_start_where_it_is_today_and_not_later() {
    let (offer, choice) = wide();
    let from = |from| {
        let period = Some(DataPeriod { from });
        let choice = Choice {
            period,
            ..choice.clone()
        };
        choice.check(&offer, now()).map(|_| ())
    };
    assert_eq!(from(day(0)), Ok(()));
    assert_eq!(from(day(2)), Err(ChoiceError::PeriodOutOfRange));
}

#[test]
fn less_needs_no_proof_and_one_thing_more_does() {
    let (offer, start) = wide();
    let start = Choice {
        topics: offer.topics,
        period: Some(DataPeriod { from: day(-100) }),
        ..start
    };
    let before = given(start.check(&offer, now()).unwrap());
    let narrows = |bend: &dyn Fn(&mut Choice)| {
        let mut choice = start.clone();
        bend(&mut choice);
        choice.check(&offer, now()).unwrap().narrows(&before)
    };
    assert!(narrows(&|_| {}));
    assert!(narrows(&|choice| choice.topics = TopicSet::EMPTY));
    assert!(narrows(&|choice| choice.access = AccessChoice::Days(7)));
    assert!(narrows(&|choice| choice.access = AccessChoice::OneTime));
    assert!(narrows(
        &|choice| choice.period = Some(DataPeriod { from: day(-99) })
    ));
    assert!(!narrows(
        &|choice| choice.period = Some(DataPeriod { from: day(-101) })
    ));
    assert!(!narrows(&|choice| choice.period = None));
    assert!(!narrows(&|choice| choice.access = AccessChoice::Days(90)));
}

#[test]
fn a_consent_with_less_is_widened_by_what_it_lacks() {
    let (offer, choice) = wide();
    let after = choice.check(&offer, now()).unwrap();
    let before = given(after.clone());
    assert!(after.narrows(&before));
    let topics = offer.topics;
    let with_topic = Choice {
        topics,
        ..choice.clone()
    };
    assert!(!with_topic.check(&offer, now()).unwrap().narrows(&before));
    let once = Consent {
        access: Access::OneTime,
        ..before.clone()
    };
    assert!(!after.narrows(&once));
    let fewer = Consent {
        granted: before
            .granted
            .without(before.granted.iter().take(1).collect()),
        ..before
    };
    assert!(!after.narrows(&fewer));
}

#[test]
fn a_change_without_a_new_end_keeps_the_end_and_the_way_of_access() {
    let (offer, choice) = wide();
    let before = given(choice.check(&offer, now()).unwrap());
    let later = days(20);
    let once = Choice {
        access: AccessChoice::OneTime,
        ..choice
    };
    let kept = once.check_keeping_end(&offer, &before, later).unwrap();
    assert_eq!(kept.expires_at(), before.expires_at);
    assert_eq!(kept.access(), Access::Until);
}
