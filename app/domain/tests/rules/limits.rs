//! How far a caregiver may go can be given or not, and for how long a word of the patient counts.

use std::collections::BTreeSet;

use domain::{
    catalogue::{CategorySet, DataCategory, SensitiveTopic, TopicSet},
    delegation::{
        Ability, AbilitySet, Delegation, DelegationStatus, GuardianAges, Lasting, Limits,
        LimitsError,
    },
};

use crate::{delegations::delegation_with, given::days};

#[test]
fn limits_can_be_given_if_each_part_of_them_makes_sense() {
    let good = Limits {
        categories: CategorySet::of(DataCategory::LabResults),
        topics: TopicSet::for_apps(),
        abilities: [Ability::SeeRecords, Ability::Export].into_iter().collect(),
    };
    assert_eq!(good.check(), Ok(()));
    let abilities = AbilitySet::EMPTY;
    assert_eq!(
        Limits { abilities, ..good }.check(),
        Err(LimitsError::NoAbility)
    );
    let categories = CategorySet::EMPTY;
    assert_eq!(
        Limits { categories, ..good }.check(),
        Err(LimitsError::NoCategory)
    );
    let abilities = AbilitySet::of(Ability::Export);
    assert_eq!(
        Limits { abilities, ..good }.check(),
        Err(LimitsError::UnseenCopy)
    );
    let topics = TopicSet::of(SensitiveTopic::PsychotherapyNotes);
    assert_eq!(
        Limits { topics, ..good }.check(),
        Err(LimitsError::NotToGive)
    );
}

#[test]
fn two_limits_share_one_text_only_if_they_are_the_same() {
    let limits = |category, topic, ability| Limits {
        categories: CategorySet::of(category),
        topics: TopicSet::of(topic),
        abilities: AbilitySet::of(ability),
    };
    let of = DataCategory::LabResults;
    let all = [
        limits(of, SensitiveTopic::Hiv, Ability::SeeRecords),
        limits(
            DataCategory::Medications,
            SensitiveTopic::Hiv,
            Ability::SeeRecords,
        ),
        limits(of, SensitiveTopic::MentalHealth, Ability::SeeRecords),
        limits(of, SensitiveTopic::Hiv, Ability::Export),
    ];
    let texts: BTreeSet<_> = all.iter().map(|limits| limits.canonical()).collect();
    assert_eq!(texts.len(), all.len(), "{texts:?}");
}

#[test]
fn a_new_word_of_the_patient_starts_the_time_of_disuse_anew() {
    let one = delegation_with(Limits::of_a_child());
    let changed = one
        .change(Limits::of_a_child(), days(500), days(170))
        .unwrap();
    assert_eq!(changed.status(days(200)), DelegationStatus::Active);
    assert_eq!(changed.status(days(350)), DelegationStatus::Lapsed);
    assert_eq!((changed.decided_at, changed.until), (days(170), days(500)));
    assert_eq!(changed.topics_until, days(170 + 90));
}

#[test]
fn a_reminder_comes_thirty_and_seven_days_ahead_and_never_in_the_first_half() {
    let lasting = |days_left: i64| Delegation {
        until: days(days_left),
        ..delegation_with(Limits::of_a_child())
    };
    let long = lasting(180);
    let due = |one: &Delegation, at: i64| one.reminder_due(days(at));
    assert_eq!(due(&long, 149), None);
    assert_eq!(due(&long, 150), Some(30));
    assert_eq!(due(&long, 172), Some(30));
    assert_eq!(due(&long, 173), Some(7));
    let month = lasting(59);
    assert_eq!(due(&month, 40), None);
    assert_eq!(due(&month, 52), Some(7));
    assert_eq!(due(&lasting(60), 30), Some(30));
    assert_eq!(due(&lasting(13), 10), None);
}

#[test]
fn a_length_is_stored_as_its_months() {
    let six = Lasting::of_months(6).unwrap();
    assert_eq!(serde_json::to_string(&six).unwrap(), "6");
    assert_eq!(serde_json::from_str::<Lasting>("18").unwrap().months(), 18);
    assert!(serde_json::from_str::<Lasting>("5").is_err());
}

#[test]
fn ages_that_do_not_grow_are_refused() {
    for wrong in ["12,12,18", "12,18,18", "12,16,26", "18,16,12"] {
        assert!(GuardianAges::parse(wrong).is_err(), "{wrong}");
    }
    assert!(GuardianAges::parse("12,16,25").is_ok());
}

#[test]
fn less_for_a_caregiver_ends_when_the_patient_says() {
    let one = delegation_with(Limits::of_a_child());
    let less = Limits::of_a_teenager();
    let narrowed = one.clone().narrow(less, days(60), days(1)).unwrap();
    assert_eq!((narrowed.limits, narrowed.until), (less, days(60)));
    assert_eq!(narrowed.topics_until, days(60));
    let later = one.clone().narrow(less, days(120), days(1)).unwrap();
    assert_eq!(later.topics_until, one.topics_until);
}

#[test]
fn limits_lie_within_others_in_each_part() {
    let small = Limits {
        categories: CategorySet::of(DataCategory::LabResults),
        topics: TopicSet::EMPTY,
        abilities: AbilitySet::of(Ability::SeeRecords),
    };
    assert!(small.is_within(small));
    let topics = TopicSet::of(SensitiveTopic::Hiv);
    let categories = CategorySet::of(DataCategory::Visits);
    let abilities = AbilitySet::of(Ability::Export);
    assert!(!Limits { topics, ..small }.is_within(small));
    assert!(
        !Limits {
            categories,
            ..small
        }
        .is_within(small)
    );
    assert!(!Limits { abilities, ..small }.is_within(small));
}

#[test]
fn what_a_teenager_says_in_confidence_is_not_a_guardians_to_see() {
    let limits = Limits::of_a_teenager();
    assert_eq!(limits.abilities, AbilitySet::all());
    assert!(limits.topics.is_empty());
    assert!(limits.categories.contains(DataCategory::Immunizations));
    for private in [DataCategory::VisitNotes, DataCategory::Surveys] {
        assert!(!limits.categories.contains(private), "{private:?}");
    }
}

#[test]
fn a_yes_after_a_review_puts_a_delegation_back_in_force() {
    let held = delegation_with(Limits::of_a_child())
        .suspend(days(1))
        .unwrap();
    assert_eq!(held.status(days(1)), DelegationStatus::NeedsReview);
    let again = held
        .change(Limits::of_a_child(), days(100), days(2))
        .unwrap();
    assert_eq!(again.status(days(2)), DelegationStatus::Active);
}

#[test]
fn ages_are_stored_as_text_and_checked_when_they_are_read() {
    let ages: GuardianAges = serde_json::from_str("\"10,14,18\"").unwrap();
    assert_eq!(serde_json::to_string(&ages).unwrap(), "\"10,14,18\"");
    assert!(serde_json::from_str::<GuardianAges>("\"18,14,10\"").is_err());
}

#[test]
fn a_delegation_has_a_code_to_read_aloud() {
    let id = delegation_with(Limits::of_a_child()).id;
    assert_eq!(id.code(), "D-0004");
}
