//! A choice that passes is never wider than its offer, and what it leaves out is remembered as refused.

use chrono::TimeDelta;
use domain::{
    client::ReviewState,
    consent::{Access, Choice, ChoiceError, Consent, Offer, Parties},
    ids::ConsentId,
    scope::ScopeSet,
};
use proptest::{prelude::*, sample::select};
use uuid::Uuid;

use crate::given::{ada, choice, client, decision, now, offer, request, scope_text};

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

fn given(choice: domain::consent::ApprovedChoice) -> Consent {
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
