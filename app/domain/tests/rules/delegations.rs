//! A caregiver never reaches further than the patient's last word, whatever happens and whenever it is asked.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    actor::Actor,
    catalogue::{CategorySet, TopicSet},
    consent::{AccessChoice, Choice},
    delegation::{
        Ability, AbilitySet, AgeEvent, AgeEvents, Basis, Delegation, DelegationEndCause,
        DelegationState, DelegationStatus, GuardianAges, Invitation, InvitationCode,
        InvitationError, InvitationState, InvitationStatus, Lasting, Limits, Relationship,
    },
    ids::{DelegationId, InvitationId, PatientId, PersonId},
    person::Email,
};
use proptest::{collection::vec, prelude::*, sample::select};
use uuid::Uuid;

use crate::given::{days, now, offer};

fn limits() -> impl Strategy<Value = Limits> {
    (any::<u32>(), any::<u32>(), any::<u32>()).prop_map(|(categories, topics, abilities)| Limits {
        categories: CategorySet::from_mask(categories & CategorySet::all().mask()).unwrap(),
        topics: TopicSet::from_mask(topics & TopicSet::for_apps().mask()).unwrap(),
        abilities: AbilitySet::from_mask(abilities & AbilitySet::all().mask()).unwrap(),
    })
}

fn ada() -> PatientId {
    PatientId::parse("ada").unwrap()
}

fn caregiver() -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(2))
}

fn invitation(limits: Limits, until: Timestamp) -> Invitation {
    Invitation {
        id: InvitationId::from_uuid(Uuid::from_u128(3)),
        delegation: DelegationId::from_uuid(Uuid::from_u128(4)),
        subject: ada(),
        name: "Ben".parse().unwrap(),
        email: Email::parse("ben@b.example").unwrap(),
        relationship: Relationship::Child,
        limits,
        until,
        sent_at: now(),
        code: InvitationCode::parse("482913").unwrap(),
        wrong_codes: 0,
        state: InvitationState::Sent,
    }
}

pub(crate) fn delegation_with(limits: Limits) -> Delegation {
    Delegation::begin(&invitation(limits, days(180)), caregiver(), now())
}

#[derive(Clone, Debug)]
enum Step {
    Wait(i64),
    Use,
    Change(Limits, i64),
    Suspend,
    End,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (1_i64..60).prop_map(Step::Wait),
        2 => Just(Step::Use),
        2 => (limits(), 1_i64..540).prop_map(|(limits, last)| Step::Change(limits, last)),
        1 => Just(Step::Suspend),
        1 => Just(Step::End),
    ];
    vec(step, 0..14)
}

proptest! {
    #[test]
    fn a_caregiver_never_reaches_more_than_the_patients_last_word(
        first in limits(),
        steps in steps(),
        ability in select(Ability::ALL),
    ) {
        let (mut one, mut word, mut at) = (delegation_with(first), (first, days(180), now()), 0);
        for step in steps {
            let moment = days(at);
            match step {
                Step::Wait(more) => at += more,
                Step::Use if one.is_active(moment) => one.last_used_at = moment,
                Step::Use => {}
                Step::Change(limits, last) => {
                    let until = moment + TimeDelta::days(last);
                    if let Ok(changed) = one.clone().change(limits, until, moment) {
                        (one, word) = (changed, (limits, until, moment));
                    }
                }
                Step::Suspend => one = one.clone().suspend(moment).unwrap_or(one),
                Step::End => {
                    let cause = DelegationEndCause::EndedByPatient;
                    one = one.clone().end(Actor::System, cause, moment).unwrap_or(one);
                }
            }
            let moment = days(at);
            let (categories, topics) = one.reach(ability, moment);
            prop_assert!(categories.is_subset(word.0.categories));
            prop_assert!(topics.is_subset(word.0.topics));
            prop_assert!(categories.is_empty() || word.0.abilities.contains(ability));
            let over = moment >= word.1 || !one.is_active(moment);
            prop_assert!(!over || (categories.is_empty() && topics.is_empty()));
            let topics_over = moment - word.2 >= Delegation::TOPICS_LAST;
            prop_assert!(!topics_over || topics.is_empty());
        }
    }

    #[test]
    fn narrowing_gives_nothing_that_was_not_there(
        before in limits(),
        after in limits(),
        last in 1_i64..300,
        at in 0_i64..200,
        ability in select(Ability::ALL),
    ) {
        let (one, moment, until) = (delegation_with(before), days(at), days(at + last));
        if one.is_narrowed_by(after, until, moment) {
            let narrowed = one.clone().narrow(after, until, moment).unwrap();
            for later in [at, at + 1, at + 89, at + 90, at + 400] {
                let (had, has) = (one.reach(ability, days(later)), narrowed.reach(ability, days(later)));
                prop_assert!(has.0.is_subset(had.0) && has.1.is_subset(had.1), "day {later}");
            }
        }
    }

    #[test]
    fn what_ended_stays_ended(limits in limits(), at in 0_i64..179) {
        let cause = DelegationEndCause::EndedByCaregiver;
        let ended = delegation_with(limits).end(Actor::System, cause, days(at)).unwrap();
        prop_assert!(ended.clone().change(limits, days(300), days(at)).is_err());
        prop_assert!(ended.clone().narrow(limits, days(1), days(at)).is_err());
        prop_assert!(ended.clone().suspend(days(at)).is_err());
        prop_assert!(ended.clone().end(Actor::System, cause, days(at)).is_err());
        prop_assert_eq!(ended.status(days(at)), DelegationStatus::Ended);
    }

    #[test]
    fn an_offer_within_limits_approves_nothing_beyond_them(
        categories in any::<u32>(),
        until in 1_i64..400,
        length in select(vec![7_u16, 30, 90, 365]),
    ) {
        let limit = CategorySet::from_mask(categories & CategorySet::all().mask()).unwrap();
        let offer = offer("patient/*.rs", domain::client::ReviewState::Verified);
        let ends = (days(until), days(until));
        let offer = offer.within((limit, TopicSet::EMPTY), ends, now());
        let choice = Choice {
            categories: offer.asked(),
            topics: TopicSet::EMPTY,
            access: AccessChoice::Days(length),
            period: None,
        };
        if let Ok(approved) = choice.check(&offer, now()) {
            prop_assert!(approved.categories().is_subset(limit));
            prop_assert!(approved.expires_at() <= days(until));
        }
        // What the page starts with can be approved wherever there is anything to share.
        let proposed = Choice { categories: offer.asked(), ..Choice::proposed(&offer) };
        prop_assert!(offer.asked().is_empty() || proposed.check(&offer, now()).is_ok());
    }
}

#[test]
fn an_end_is_seen_on_its_day_and_disuse_after_180() {
    let one = delegation_with(Limits::of_a_child());
    let status = |at: i64| one.status(days(at));
    assert_eq!(status(0), DelegationStatus::Active);
    assert_eq!(status(150), DelegationStatus::EndsSoon);
    assert_eq!(status(180), DelegationStatus::Expired);
    let longer = Delegation {
        until: days(400),
        ..one.clone()
    };
    assert_eq!(longer.status(days(179)), DelegationStatus::Active);
    assert_eq!(longer.status(days(180)), DelegationStatus::Lapsed);
}

#[test]
fn nobody_picks_a_length_that_is_not_on_the_page() {
    let longest = Lasting::of_months(18).unwrap();
    assert_eq!(longest.ends_at(now()), now() + Delegation::LONGEST);
    for months in [0, 2, 12, 19, 255] {
        assert!(Lasting::of_months(months).is_err(), "{months}");
    }
}

#[test]
fn an_invitation_is_answered_once_by_whom_it_is_for() {
    let sent = invitation(Limits::of_a_child(), days(180));
    let ben = Email::parse("Ben@b.example").unwrap();
    assert_eq!(sent.require_open(&ben, None, now()), Ok(()));
    let eve = Email::parse("eve@b.example").unwrap();
    assert_eq!(
        sent.require_open(&eve, None, now()),
        Err(InvitationError::OtherAddress)
    );
    assert_eq!(
        sent.require_open(&ben, Some(&ada()), now()),
        Err(InvitationError::Oneself)
    );
    assert_eq!(
        sent.require_open(&ben, None, days(7)),
        Err(InvitationError::Expired)
    );
    let accepted = sent.clone().accept(now()).unwrap();
    assert_eq!(
        accepted.require_open(&ben, None, now()),
        Err(InvitationError::Over)
    );
    assert!(accepted.clone().decline(now()).is_err() && accepted.withdraw(now()).is_err());
    let closed = (0..5).fold(sent, |one, _| one.count_wrong_code());
    assert_eq!(closed.status(now()), InvitationStatus::Closed);
    assert_eq!(
        closed.require_open(&ben, None, now()),
        Err(InvitationError::RateLimited)
    );
    assert!(closed.accept(now()).is_err());
}

#[test]
fn a_code_is_typed_as_people_type_it() {
    let code = InvitationCode::parse("048291").unwrap();
    for typed in ["048291", " 048 291 ", "048-291"] {
        assert!(code.is_typed(typed), "{typed}");
    }
    for typed in ["", "48291", "0482911", "048 292", "０４８２９１"] {
        assert!(!code.is_typed(typed), "{typed}");
    }
    assert_eq!(InvitationCode::of_chance(7).as_str(), "000007");
    assert_eq!(format!("{code:?}"), "InvitationCode(…)");
}

#[test]
fn a_guardians_access_follows_the_age_of_the_minor() {
    let born = days(-365 * 11).date_naive();
    let ages = AgeEvents::of(born, GuardianAges::default());
    let subject = (ada(), born);
    let id = DelegationId::from_uuid(Uuid::from_u128(4));
    let one = Delegation::of_guardian(
        id,
        subject.clone(),
        caregiver(),
        GuardianAges::default(),
        now(),
    )
    .unwrap();
    assert_eq!((one.basis, one.until), (Basis::Guardian, ages.end_at));
    let second = TimeDelta::seconds(1);
    assert_eq!(one.limits_at(ages.narrow_at - second), Limits::of_a_child());
    assert_eq!(one.limits_at(ages.narrow_at), Limits::of_a_teenager());
    let suspend_at = ages.suspend_at.unwrap();
    assert!(one.is_active(suspend_at - second) && !one.is_active(suspend_at));
    assert_eq!(one.status(suspend_at), DelegationStatus::NeedsReview);
    // The young person says yes: it goes on as a teenager's, up to their coming of age.
    let agreed = one
        .clone()
        .change(Limits::of_a_child(), ages.end_at, suspend_at)
        .unwrap();
    assert_eq!(
        agreed.limits_at(suspend_at).categories,
        Limits::of_a_teenager().categories
    );
    assert!(agreed.limits_at(suspend_at).topics.is_empty());
    let used = Delegation {
        last_used_at: suspend_at,
        ..agreed
    };
    assert!(used.is_active(ages.end_at - second) && !used.is_active(ages.end_at));
    let grown = Delegation::of_guardian(
        id,
        subject,
        caregiver(),
        GuardianAges::default(),
        ages.end_at,
    );
    assert_eq!(grown, None);
}

proptest! {
    #[test]
    fn whatever_birth_date_is_corrected_to_no_part_outlives_the_whole(
        age in 0_i64..18,
        corrected_to in 0_i64..30 * 365,
        later in 0_i64..15 * 365,
        ends_early: Option<u8>,
    ) {
        let (ages, at) = (GuardianAges::default(), days(later));
        let id = DelegationId::from_uuid(Uuid::from_u128(4));
        let born = days(-365 * age).date_naive();
        let made = Delegation::of_guardian(id, (ada(), born), caregiver(), ages, now()).unwrap();
        let until = ends_early.map_or(made.until, |early| made.until.min(days(1 + i64::from(early))));
        let made = Delegation { until, topics_until: made.topics_until.min(until), ..made };
        let born = at.date_naive() - TimeDelta::days(corrected_to);
        let Some(corrected) = made.corrected_birth(born, ages, at) else {
            return Ok(());
        };
        prop_assert!(corrected.until > corrected.created_at);
        prop_assert!(corrected.topics_until <= corrected.until);
        let end = corrected.ages.unwrap().end_at;
        prop_assert!(!corrected.is_active(end.max(at + TimeDelta::seconds(1))));
    }
}

#[test]
fn what_a_birthday_did_is_written_down_once_and_changes_nothing_more() {
    let born = days(-365 * 11).date_naive();
    let id = DelegationId::from_uuid(Uuid::from_u128(4));
    let ages = GuardianAges::default();
    let one = Delegation::of_guardian(id, (ada(), born), caregiver(), ages, now()).unwrap();
    let events = one.ages.unwrap();
    let (mut stored, mut seen) = (one.clone(), Vec::new());
    for at in [
        now(),
        events.narrow_at,
        events.suspend_at.unwrap(),
        events.end_at,
    ] {
        while let Some((event, settled)) = stored.settle_age(at) {
            for ability in Ability::ALL {
                assert_eq!(
                    settled.reach(*ability, at),
                    one.reach(*ability, at),
                    "{event:?}"
                );
            }
            seen.push(event);
            stored = settled;
        }
    }
    assert_eq!(seen, [AgeEvent::Narrow, AgeEvent::Suspend, AgeEvent::End]);
    assert!(matches!(
        stored.state,
        DelegationState::Ended {
            cause: DelegationEndCause::CameOfAge,
            ..
        }
    ));
}
