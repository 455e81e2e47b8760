//! Getting back in: nothing is told to whoever guesses, and it is never weaker than a passkey.

mod guessing;
mod stopping;

use chrono::TimeDelta;
use domain::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    audit::{AuditAction, Outcome},
    consent::ConsentStatus,
    passkey::{Passkey, PasskeyName},
    password::WeakPassword,
    person::Person,
    proof::ProofFor,
    recovery::{Recovery, Step},
};
use server::{
    operations::{
        credentials::{
            begin_recovery::begin_recovery,
            check_recovery::{CheckRecoveryError, check_recovery, find_recovery},
            make_recovery_codes::make_recovery_codes,
            recover_account::{RecoverError, recover_account},
            stop_recovery::{
                StopRecoveryError, WaitingRecovery, find_waiting_recovery, stop_recovery,
            },
        },
        proof::Proof,
        sign_in::{
            find_session::find_session,
            sign_in_with_password::{Credentials, SignInError, SignedIn, sign_in},
        },
    },
    passwords::Password,
    secret::Secret,
    store::{AuditFilter, StoredPasskey},
};

use crate::{
    on_every_database,
    support::{
        World,
        samples::{EMAIL, PASSWORD, patient},
    },
};

const NEW: &str = "four small words here";

async fn begun(world: &World, email: &str) -> Secret {
    begin_recovery(&world.deps, world.ctx(), email)
        .await
        .unwrap()
}

async fn typed(world: &World, of: &Secret, code: &str) -> Result<Step, CheckRecoveryError> {
    check_recovery(&world.deps, world.ctx(), of, code).await
}

async fn recovered(world: &World, of: &Secret, new: &str) -> Result<(), RecoverError> {
    let new = Password::new(new.to_owned());
    recover_account(&world.deps, world.ctx(), of, new).await
}

async fn signed_in(world: &World, password: &str) -> Result<SignedIn, SignInError> {
    let credentials = Credentials {
        email: EMAIL.to_owned(),
        password: password.to_owned(),
    };
    sign_in(&world.deps, world.ctx(), credentials).await
}

/// Somebody who has had a passkey for longer than a recovery waits.
async fn with_passkey(world: &World) -> Person {
    let maria = world.maria().await;
    let now = world.now() - Recovery::WAIT;
    add_key(world, &maria, now).await;
    maria
}

async fn add_key(world: &World, maria: &Person, now: Timestamp) {
    let stored = StoredPasskey {
        passkey: Passkey {
            id: world.deps.new_id(now),
            person: maria.id,
            name: PasskeyName::parse("Phone").unwrap(),
            maker: None,
            created_at: now,
            last_used_at: None,
            proved_by: None,
            let_in_at: now,
            suspended_at: None,
        },
        credential_id: vec![1, 2, 3],
        credential: "{}".to_owned(),
    };
    let tx = world.store().begin().await.unwrap();
    tx.passkeys().insert(&stored).await.unwrap();
    tx.commit().await.unwrap();
}

async fn paper(world: &World, person: &Person) -> Vec<String> {
    let proof = Proof {
        person: person.id,
        action: ProofFor::MakeRecoveryCodes,
        assurance: Assurance {
            method: AuthenticationMethod::Passkey,
            authenticated_at: world.now(),
        },
    };
    make_recovery_codes(&world.deps, world.ctx(), person, &proof)
        .await
        .unwrap()
}

async fn outcomes(world: &World, action: AuditAction) -> Vec<Outcome> {
    let filter = AuditFilter {
        limit: 50,
        ..AuditFilter::default()
    };
    let reader = world.store().read();
    let mut events = reader
        .events()
        .for_subject(&patient(), &filter)
        .await
        .unwrap();
    events.sort_by_key(|one| one.seq);
    let of_action = events.iter().filter(|one| one.event.action == action);
    of_action.map(|one| one.event.outcome).collect()
}

/// As many wrong codes as an attempt takes, and what each was answered.
async fn guesses(world: &World, of: &Secret) -> Vec<&'static str> {
    let mut answers = Vec::new();
    for guess in 0..Recovery::TRIES {
        answers.push(match typed(world, of, &format!("0000000{guess}")).await {
            Err(CheckRecoveryError::Wrong) => "wrong",
            Err(CheckRecoveryError::Over) => "over",
            other => unreachable!("{other:?}"),
        });
    }
    answers
}

on_every_database!(
    a_mailed_code_and_a_new_password_let_somebody_without_a_passkey_back_in,
    an_unknown_address_looks_like_a_known_one_until_the_end,
    with_a_passkey_the_mail_alone_waits_a_day_and_tells_its_holder,
    a_paper_code_beside_the_mail_needs_no_wait_and_works_once
);

async fn a_mailed_code_and_a_new_password_let_somebody_without_a_passkey_back_in(world: World) {
    let shared = world.shared().await;
    let left_open = signed_in(&world, PASSWORD).await.unwrap();
    let attempt = begun(&world, EMAIL).await;
    assert_eq!(
        find_recovery(&world.deps, &attempt).await.unwrap(),
        Step::MailedCode
    );
    let code = world.mailed_code().await.unwrap();
    assert_eq!(
        typed(&world, &attempt, &code).await.unwrap(),
        Step::NewPassword
    );
    let weak = recovered(&world, &attempt, "short").await;
    assert!(matches!(
        weak,
        Err(RecoverError::Weak(WeakPassword::TooShort))
    ));
    recovered(&world, &attempt, NEW).await.unwrap();

    assert!(
        find_session(&world.deps, &left_open.secret)
            .await
            .unwrap()
            .is_none()
    );
    assert!(matches!(
        signed_in(&world, PASSWORD).await,
        Err(SignInError::Refused)
    ));
    assert!(signed_in(&world, NEW).await.is_ok());
    let reader = world.store().read();
    let consent = reader
        .consents()
        .find(shared.consent.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(consent.status(world.now()), ConsentStatus::NeedsReview);
    assert_eq!(
        world.told().await,
        ["account-recovered", "consent-on-hold", "sign-in-code"]
    );
    assert_eq!(
        outcomes(&world, AuditAction::AccountRecovered).await,
        [Outcome::Done]
    );
    let twice = recovered(&world, &attempt, "another four small words").await;
    assert!(matches!(twice, Err(RecoverError::Over)));
}

async fn an_unknown_address_looks_like_a_known_one_until_the_end(world: World) {
    world.maria().await;
    let mut seen = Vec::new();
    for email in [EMAIL, "nobody@b.example", "no address", ""] {
        let attempt = begun(&world, email).await;
        let step = find_recovery(&world.deps, &attempt).await.unwrap();
        seen.push((step, guesses(&world, &attempt).await));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
    assert_eq!(seen[0].1, ["wrong", "wrong", "wrong", "wrong", "over"]);
    assert_eq!(world.told().await, ["sign-in-code"]);
}

async fn with_a_passkey_the_mail_alone_waits_a_day_and_tells_its_holder(world: World) {
    let maria = with_passkey(&world).await;
    let attempt = begun(&world, EMAIL).await;
    let code = world.mailed_code().await.unwrap();
    let until = world.now() + TimeDelta::hours(24);
    assert_eq!(
        typed(&world, &attempt, &code).await.unwrap(),
        Step::Wait { until }
    );
    assert_eq!(world.told().await, ["account-recovered", "sign-in-code"]);
    assert_eq!(
        find_waiting_recovery(&world.deps, &maria).await.unwrap(),
        Some(WaitingRecovery {
            begun_at: until - Recovery::WAIT,
            opens_at: until,
        })
    );

    world.later(TimeDelta::hours(24) - TimeDelta::seconds(1));
    assert!(matches!(
        recovered(&world, &attempt, NEW).await,
        Err(RecoverError::TooEarly)
    ));
    assert!(signed_in(&world, PASSWORD).await.is_ok());
    world.later(TimeDelta::seconds(1));
    recovered(&world, &attempt, NEW).await.unwrap();
    assert!(signed_in(&world, NEW).await.is_ok());
    assert_eq!(
        outcomes(&world, AuditAction::AccountRecovered).await,
        [Outcome::Refused, Outcome::Done]
    );
}

async fn a_paper_code_beside_the_mail_needs_no_wait_and_works_once(world: World) {
    let maria = with_passkey(&world).await;
    let codes = paper(&world, &maria).await;
    for (round, expected) in [(0, true), (1, false)] {
        world.later(TimeDelta::minutes(round));
        let attempt = begun(&world, EMAIL).await;
        let alone = typed(&world, &attempt, &codes[0]).await;
        assert!(
            matches!(alone, Err(CheckRecoveryError::Wrong)),
            "paper alone opens nothing"
        );
        let code = world.mailed_code().await.unwrap();
        assert!(matches!(
            typed(&world, &attempt, &code).await,
            Ok(Step::Wait { .. })
        ));
        let opened = matches!(
            typed(&world, &attempt, &codes[0]).await,
            Ok(Step::NewPassword)
        );
        assert_eq!(opened, expected);
    }
}
