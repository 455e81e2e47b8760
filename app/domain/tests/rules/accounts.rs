//! Who somebody is, how well that was shown, and how long it counts.

use chrono::TimeDelta;
use domain::{
    acr::Acr,
    actor::{Actor, StaffRole},
    assurance::{Assurance, AuthenticationMethod, StepUpAction},
    device::System,
    ids::{ClientId, DelegationId, RecoveryId, SessionId},
    language::Language,
    name::{self, PersonName},
    passkey::{InvalidName, PasskeyName},
    password::{LEAST, LONGEST, WeakPassword, check},
    person::{Email, Person},
    recovery::{Recovery, Step},
    session::Session,
    upstream::{
        UpstreamAttempt, UpstreamClaims, UpstreamContext, UpstreamIdentity, UpstreamSignIn,
        UpstreamStage,
    },
};
use uuid::Uuid;

use crate::given::{ada, days, minutes, now, person};

fn seconds(seconds: i64) -> domain::Timestamp {
    now() + TimeDelta::seconds(seconds)
}

#[test]
fn an_actor_is_written_down_by_kind_person_and_delegation() {
    let (person, delegation) = (person(), DelegationId::from_uuid(Uuid::from_u128(4)));
    let client = ClientId::parse("sugar-coach").unwrap();
    let role = StaffRole::Support;
    let actors = [
        (Actor::Patient { person }, "patient", Some(person), None),
        (
            Actor::Caregiver { person, delegation },
            "delegate",
            Some(person),
            Some(delegation),
        ),
        (Actor::Client { client }, "client", None, None),
        (Actor::Staff { person, role }, "staff", Some(person), None),
        (Actor::System, "system", None, None),
        (Actor::Unknown, "unknown", None, None),
    ];
    for (actor, kind, person, delegation) in actors {
        assert_eq!(actor.kind(), kind);
        assert_eq!(actor.person(), person, "{kind}");
        assert_eq!(actor.delegation(), delegation, "{kind}");
    }
}

fn somebody() -> Person {
    Person {
        id: person(),
        email: Email::parse("ada.lovelace@mail.example").unwrap(),
        name: "Ada Lovelace".parse().unwrap(),
        language: Language::English,
        patient: None,
        role: None,
        created_at: now(),
    }
}

#[test]
fn staff_acts_as_staff_unless_the_account_has_a_record_of_its_own() {
    let role = StaffRole::Support;
    let staff = Person {
        role: Some(role),
        ..somebody()
    };
    let person = person();
    assert_eq!(somebody().actor(), Actor::Patient { person });
    assert_eq!(staff.actor(), Actor::Staff { person, role });
    let both = Person {
        patient: Some(ada()),
        ..staff
    };
    assert_eq!(both.actor(), Actor::Patient { person });
}

#[test]
fn a_name_has_at_most_sixty_characters() {
    let longest = "é".repeat(name::LONGEST);
    assert_eq!(PersonName::parse(&longest).unwrap().as_str(), longest);
    assert!(PersonName::parse(&format!("{longest}é")).is_err());
    let longest = "é".repeat(PasskeyName::LONGEST);
    assert_eq!(PasskeyName::parse(&longest).unwrap().as_str(), longest);
    assert_eq!(PasskeyName::parse(&format!("{longest}é")), Err(InvalidName));
}

#[test]
fn an_address_has_at_most_254_bytes() {
    let label = "b".repeat(60);
    let host = format!("{label}.{label}.{label}.example");
    let local = "a".repeat(254 - 1 - host.len());
    let longest = format!("{local}@{host}");
    assert_eq!(Email::parse(&longest).unwrap().as_str(), longest);
    assert!(Email::parse(&format!("a{longest}")).is_err());
    let longest = format!("{}@b.example", "a".repeat(64));
    assert_eq!(Email::parse(&longest).unwrap().as_str(), longest);
    assert!(Email::parse(&format!("a{longest}")).is_err());
}

#[test]
fn each_way_of_proving_has_its_values_for_clients() {
    use AuthenticationMethod::{EmailCode, Passkey, Password, RecoveryCode, Upstream};
    let values = [
        (RecoveryCode, Acr::Code, vec!["otp"]),
        (EmailCode, Acr::Code, vec!["otp"]),
        (Password, Acr::Password, vec!["pwd"]),
        (Upstream, Acr::Upstream, vec!["fed"]),
        (Passkey, Acr::PhishingResistant, vec!["hwk", "user"]),
    ];
    for (method, acr, amr) in values {
        let shown = Assurance {
            method,
            authenticated_at: now(),
        };
        assert_eq!((shown.acr(), method.amr()), (acr, &amr[..]));
    }
}

#[test]
fn a_sign_in_is_fresh_for_exactly_five_minutes() {
    let sign_in = Some(Assurance {
        method: AuthenticationMethod::Passkey,
        authenticated_at: now(),
    });
    let needs = |action: StepUpAction, after| action.needs_proof(sign_in, seconds(after));
    assert!(!needs(StepUpAction::ApproveFirst, 300));
    assert!(needs(StepUpAction::ApproveFirst, 301));
    assert!(needs(StepUpAction::ApproveWider, 0));
    assert!(!needs(StepUpAction::Less, 301));
}

#[test]
fn phones_and_tablets_are_held_in_the_hand() {
    let held: Vec<System> = System::ALL
        .iter()
        .copied()
        .filter(|system| system.is_handheld())
        .collect();
    assert_eq!(held, [System::Android, System::Ipad, System::Iphone]);
}

#[test]
fn a_password_is_long_enough_short_enough_and_no_name() {
    let said = |text: &str| check(text, &somebody());
    let mixed = |length| "ab".repeat(length / 2);
    assert_eq!(said(&mixed(LEAST)), Ok(()));
    assert_eq!(said(&mixed(LEAST)[1..]), Err(WeakPassword::TooShort));
    assert_eq!(said(&mixed(LONGEST)), Ok(()));
    assert_eq!(said(&mixed(LONGEST + 2)), Err(WeakPassword::TooLong));
    for guessable in [
        "aaaaaaaaaaaa",
        "Ada Lovelace!",
        "ada-lovelace",
        "ada.lovelace@mail.example",
    ] {
        assert_eq!(said(guessable), Err(WeakPassword::Guessable), "{guessable}");
    }
}

#[test]
fn a_request_is_written_down_once_a_minute() {
    let assurance = Assurance {
        method: AuthenticationMethod::Password,
        authenticated_at: now(),
    };
    let id = SessionId::from_uuid(Uuid::nil());
    let session = Session::begin(id, person(), assurance, now());
    assert!(!session.last_seen_is_stale(seconds(59)));
    assert!(session.last_seen_is_stale(seconds(60)));
    assert_eq!(session.ends_unused(), minutes(30));
    assert_eq!(session.expires_at, minutes(12 * 60));
}

fn attempt(next: &str) -> UpstreamAttempt {
    UpstreamAttempt {
        issuer: "https://id.example".to_owned(),
        next: next.to_owned(),
        person: None,
        stage: UpstreamStage::Away {
            nonce: "n".to_owned(),
            verifier: "v".to_owned(),
        },
        created_at: now(),
    }
}

#[test]
fn an_attempt_at_the_provider_lasts_ten_minutes() {
    let attempt = attempt("/");
    assert_eq!(attempt.expires_at(), minutes(10));
    assert!(attempt.is_live(seconds(599)) && !attempt.is_live(minutes(10)));
}

#[test]
fn only_a_sign_in_that_leads_to_a_decision_must_be_fresh() {
    assert!(attempt("/consent/request_1").must_be_fresh());
    assert!(!attempt("/apps").must_be_fresh());
}

#[test]
fn an_identity_without_an_account_waits_to_be_linked() {
    let identity = UpstreamIdentity {
        issuer: "https://id.example".to_owned(),
        subject: "ada".to_owned(),
    };
    let said = UpstreamContext {
        acr: Some("high".to_owned()),
        amr: vec!["pwd".to_owned()],
    };
    let sign_in = UpstreamSignIn {
        identity: identity.clone(),
        authenticated_at: days(1),
        said: said.clone(),
        claims: UpstreamClaims::default(),
    };
    let worth = sign_in.assurance(now());
    assert_eq!(worth.method, AuthenticationMethod::Upstream);
    assert_eq!(worth.authenticated_at, now());
    assert!(attempt("/").waiting().is_none());
    let back = attempt("/").unlinked(sign_in);
    assert_eq!(back.waiting(), Some((identity, said)));
}

#[test]
fn a_right_code_by_mail_forgets_the_wrong_ones_before() {
    let id = RecoveryId::from_uuid(Uuid::nil());
    let begun = Recovery::begin(id, Some(person()), now());
    let wrong = (1..Recovery::TRIES).fold(begun, |attempt, _| attempt.code_wrong());
    let proved = wrong.mailed_code_right(true, now());
    assert_eq!(proved.wrong_codes, 0);
    let until = now() + Recovery::WAIT;
    assert_eq!(
        proved.clone().code_wrong().step(now()),
        Step::Wait { until }
    );
    assert_eq!(proved.expires_at, now() + Recovery::LONGEST);
    assert_eq!(Recovery::LONGEST, TimeDelta::hours(24 + 48));
}
