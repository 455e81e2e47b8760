//! The state machine of a consent: what ends stays ended, and an end that was never stored is still an end.

use chrono::TimeDelta;
use domain::{
    assurance::{Assurance, AuthenticationMethod},
    catalogue::{DataCategory, SensitiveTopic, TopicSet},
    client::ReviewState,
    consent::{
        Access, Choice, Consent, ConsentState, ConsentStatus, RevocationCause, SuspensionCause,
    },
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::given::{assurance, consent, days, decision, now, offer, patient};

#[derive(Clone, Copy, Debug)]
enum Step {
    Wait(i64),
    Suspend,
    Confirm,
    Revoke,
    DecideAgain,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let wait = (1_i64..9).prop_map(Step::Wait);
    let act = select(vec![
        Step::Suspend,
        Step::Confirm,
        Step::DecideAgain,
        Step::DecideAgain,
        Step::Revoke,
    ]);
    vec(prop_oneof![2 => wait, 3 => act], 0..12)
}

/// A new decision for thirty days.
fn again() -> domain::consent::NewDecision {
    let offer = offer("patient/Goal.rs", ReviewState::Verified);
    let categories = offer.asked();
    let choice = Choice {
        categories,
        ..Choice::proposed(&offer)
    };
    decision(choice.check(&offer, now()).unwrap())
}

/// Takes one step, and returns what is in force afterwards and what was left behind.
fn take(step: Step, consent: Consent, at: &mut i64) -> Option<(Consent, Option<Consent>)> {
    let moment = days(*at);
    match step {
        Step::Wait(more) => {
            *at += more;
            Some((consent, None))
        }
        Step::Suspend => consent
            .suspend(SuspensionCause::Risk, moment)
            .ok()
            .map(|c| (c, None)),
        Step::Confirm => consent.confirm(assurance(), moment).ok().map(|c| (c, None)),
        Step::Revoke => {
            let cause = RevocationCause::StoppedByPatient;
            consent
                .revoke(patient(), cause, moment)
                .ok()
                .map(|c| (c, None))
        }
        Step::DecideAgain => {
            let (old, new) = consent.decide_again(again(), moment).ok()?;
            Some((new, Some(old)))
        }
    }
}

fn refuses_everything(consent: &Consent, at: i64) -> bool {
    [
        Step::Suspend,
        Step::Confirm,
        Step::Revoke,
        Step::DecideAgain,
    ]
    .into_iter()
    .all(|step| take(step, consent.clone(), &mut at.clone()).is_none())
}

proptest! {
    #[test]
    fn whatever_ended_stays_ended(steps in steps()) {
        let (mut current, mut at) = (consent(&[DataCategory::CarePlans], 20), 0);
        for step in steps {
            let before = current.clone();
            let Some((next, left_behind)) = take(step, current, &mut at) else {
                current = before;
                continue;
            };
            for ended in left_behind.iter().chain((!next.is_live(days(at))).then_some(&next)) {
                prop_assert!(refuses_everything(ended, at), "{:?}", ended.state);
                prop_assert!(refuses_everything(ended, at + 400), "{:?}", ended.state);
            }
            current = next;
        }
    }

    #[test]
    fn a_transition_changes_the_state_and_nothing_that_was_decided(steps in steps()) {
        let (mut current, mut at) = (consent(&[DataCategory::CarePlans], 20), 0);
        for step in steps {
            let before = current.clone();
            match take(step, current, &mut at) {
                None => current = before,
                Some((next, Some(old))) => {
                    prop_assert_eq!(next.version, old.version + 1);
                    prop_assert_eq!(&old.state, &ConsentState::Superseded { by_version: next.version });
                    prop_assert_eq!(&Consent { state: before.state.clone(), ..old }, &before);
                    current = next;
                }
                Some((next, None)) => {
                    let same = Consent { state: before.state.clone(), ..next.clone() };
                    prop_assert_eq!(&same, &before);
                    current = next;
                }
            }
        }
    }

    #[test]
    fn an_end_is_seen_at_its_moment_and_never_stored(lasts in 1_i64..400, after in 0_i64..1000) {
        let given = consent(&[DataCategory::Visits], lasts);
        prop_assert!(given.is_active(given.expires_at - TimeDelta::milliseconds(1)));
        prop_assert_eq!(given.status(given.expires_at + TimeDelta::seconds(after)), ConsentStatus::Expired);
        prop_assert_eq!(&given.state, &ConsentState::Active);
    }

    #[test]
    fn a_consent_on_hold_is_live_and_reads_nothing(at in 0_i64..20) {
        let held = consent(&[DataCategory::Visits], 20).suspend(SuspensionCause::Risk, now()).unwrap();
        prop_assert!(held.is_live(days(at)) && !held.is_active(days(at)));
        prop_assert!(!held.is_live(days(20)));
    }

    #[test]
    fn a_consent_is_stored_and_read_back_whole(steps in steps()) {
        let (mut current, mut at) = (consent(&[DataCategory::CarePlans], 20), 0);
        for step in steps {
            current = take(step, current.clone(), &mut at).map_or(current, |(next, _)| next);
        }
        let stored = serde_json::to_string(&current).unwrap();
        prop_assert_eq!(serde_json::from_str::<Consent>(&stored).unwrap(), current);
    }
}

#[test]
fn it_ends_soon_for_its_last_fourteen_days() {
    let given = consent(&[DataCategory::Visits], 30);
    assert_eq!(given.status(days(15)), ConsentStatus::Active);
    assert_eq!(given.status(days(16)), ConsentStatus::EndsSoon);
    assert!(given.is_active(days(29)));
}

#[test]
fn the_one_who_stopped_it_is_remembered() {
    let cause = RevocationCause::StoppedByPatient;
    let stopped = consent(&[DataCategory::Visits], 30)
        .revoke(patient(), cause, days(2))
        .unwrap();
    assert_eq!(stopped.status(days(1)), ConsentStatus::Stopped);
    let by = patient();
    assert_eq!(
        stopped.state,
        ConsentState::Revoked {
            by,
            at: days(2),
            cause
        }
    );
}

#[test]
fn a_reminder_comes_two_weeks_ahead_or_half_way() {
    let reminded = |lasts| consent(&[DataCategory::Visits], lasts).remind_at();
    assert_eq!(reminded(365), days(351));
    assert_eq!(reminded(28), days(14));
    assert_eq!(reminded(10), days(5));
}

#[test]
fn a_look_once_never_ends_soon() {
    let once = Consent {
        access: Access::OneTime,
        ..consent(&[DataCategory::Visits], 1)
    };
    assert_eq!(once.status(now()), ConsentStatus::Active);
}

#[test]
fn a_confirmed_consent_rests_on_the_new_proof() {
    let weak = Assurance {
        method: AuthenticationMethod::EmailCode,
        authenticated_at: now(),
    };
    let given = Consent {
        assurance: weak,
        ..consent(&[DataCategory::Visits], 30)
    };
    assert!(given.rests_on(AuthenticationMethod::EmailCode));
    assert!(given.rests_on(AuthenticationMethod::Password));
    assert!(!given.rests_on(AuthenticationMethod::RecoveryCode));
    let held = given.suspend(SuspensionCause::Risk, now()).unwrap();
    let confirmed = held.confirm(assurance(), days(1)).unwrap();
    assert_eq!(confirmed.assurance, assurance());
    assert!(!confirmed.rests_on(AuthenticationMethod::Password));
}

#[test]
fn a_topic_is_shared_if_it_was_ticked() {
    let given = Consent {
        topics: TopicSet::of(SensitiveTopic::Hiv),
        ..consent(&[DataCategory::Visits], 30)
    };
    assert!(given.shares(SensitiveTopic::Hiv));
    assert!(!given.shares(SensitiveTopic::Genetics));
}

#[test]
fn each_stored_state_has_its_name() {
    let given = consent(&[DataCategory::Visits], 30);
    let held = given.clone().suspend(SuspensionCause::Risk, now()).unwrap();
    let cause = RevocationCause::StoppedByPatient;
    let stopped = given.clone().revoke(patient(), cause, now()).unwrap();
    let (old, _) = given.clone().decide_again(again(), now()).unwrap();
    let names = [given, held, stopped, old].map(|consent| consent.state.key());
    assert_eq!(names, ["active", "needs-review", "revoked", "superseded"]);
}
