//! Getting in, staying in, getting out.

mod bounds;

use chrono::TimeDelta;
use domain::{
    actor::StaffRole,
    audit::{AuditAction, Outcome},
    language::Language,
    password::WeakPassword,
    proof::ProofFor,
    session::Session,
};
use server::{
    operations::{
        administration::add_person::{AddPersonError, NewPerson, add_person},
        credentials::{
            prove_with_code::prove_with_code,
            verify_password::{ProofError, verify_password},
        },
        sign_in::{
            find_session::find_session,
            sign_in_with_password::{Credentials, SignInError, SignedIn, sign_in},
            sign_out::sign_out,
        },
    },
    passwords::Password,
    rate_limits::RateLimits,
    store::AuditFilter,
};

use crate::{
    on_every_database,
    support::{
        World,
        samples::{EMAIL, PASSWORD, patient},
    },
};

async fn try_with(world: &World, email: &str, password: &str) -> Result<SignedIn, SignInError> {
    let credentials = Credentials {
        email: email.to_owned(),
        password: password.to_owned(),
    };
    sign_in(&world.deps, world.ctx(), credentials).await
}

async fn signed_in(world: &World) -> SignedIn {
    world.maria().await;
    try_with(world, EMAIL, PASSWORD).await.unwrap()
}

async fn is_in(world: &World, signed_in: &SignedIn) -> bool {
    find_session(&world.deps, &signed_in.secret)
        .await
        .unwrap()
        .is_some()
}

on_every_database!(
    the_right_password_opens_a_new_session_each_time,
    a_wrong_password_and_an_unknown_address_get_the_same_answer,
    guessing_at_a_proof_is_slowed_and_each_guess_is_written_down,
    a_session_left_alone_ends_and_a_used_one_ends_after_twelve_hours,
    signing_out_ends_the_session_at_once,
    staff_have_the_same_rule_for_passwords,
    the_holder_of_an_account_sees_who_got_in_and_who_did_not,
    a_proof_is_of_one_person_for_one_action_and_for_five_minutes
);

async fn staff_have_the_same_rule_for_passwords(world: World) {
    let staff = |password: &str| NewPerson {
        email: "admin@demo.sayso.example".parse().unwrap(),
        name: "Ada Admin".parse().unwrap(),
        password: Password::new(password.to_owned()),
        language: Language::English,
        patient: None,
        role: Some(StaffRole::Administrator),
    };
    for (weak, why) in [
        ("a", WeakPassword::TooShort),
        ("password1234", WeakPassword::Common),
    ] {
        let refused = add_person(&world.deps, world.ctx(), staff(weak)).await;
        assert!(matches!(refused, Err(AddPersonError::Weak(told)) if told == why));
    }
    let added = add_person(&world.deps, world.ctx(), staff("four small words here")).await;
    assert!(added.is_ok());
}

async fn the_right_password_opens_a_new_session_each_time(world: World) {
    let first = signed_in(&world).await;
    let second = try_with(&world, &format!(" {} ", EMAIL.to_uppercase()), PASSWORD)
        .await
        .unwrap();
    assert!(first.secret != second.secret && first.session.id != second.session.id);
    let visitor = find_session(&world.deps, &second.secret)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (visitor.person, visitor.session),
        (second.person, second.session)
    );
}

async fn a_wrong_password_and_an_unknown_address_get_the_same_answer(world: World) {
    world.maria().await;
    for (email, password) in [
        (EMAIL, "wrong"),
        (EMAIL, ""),
        ("nobody@b.example", PASSWORD),
        ("\0", "\0"),
    ] {
        let refused = try_with(&world, email, password).await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{email}");
    }
}

async fn guessing_at_a_proof_is_slowed_and_each_guess_is_written_down(world: World) {
    let person = signed_in(&world).await.person;
    let guess = || {
        let wrong = "wrong".to_owned();
        verify_password(
            &world.deps,
            world.ctx(),
            person.id,
            ProofFor::ChangePassword,
            wrong,
        )
    };
    let guesses = (0..RateLimits::PER_ACCOUNT + 2).map(|_| guess());
    let answers = futures::future::join_all(guesses).await;
    let waiting = answers
        .iter()
        .filter(|answer| matches!(answer, Err(ProofError::RateLimited)));
    assert_eq!(waiting.count(), 2);
    let code = prove_with_code(
        &world.deps,
        world.ctx(),
        &person,
        ProofFor::ChangePassword,
        "00000000",
    )
    .await;
    assert!(matches!(code, Err(ProofError::RateLimited)));
    let filter = AuditFilter {
        limit: 50,
        ..AuditFilter::default()
    };
    let events = world
        .store()
        .read()
        .events()
        .for_subject(&patient(), &filter)
        .await
        .unwrap();
    let refused = (AuditAction::IdentityProved, Outcome::Refused);
    let written = events
        .iter()
        .filter(|one| (one.event.action, one.event.outcome) == refused);
    assert_eq!(written.count(), RateLimits::PER_ACCOUNT + 3);
}

async fn a_session_left_alone_ends_and_a_used_one_ends_after_twelve_hours(world: World) {
    let left = signed_in(&world).await;
    let used = try_with(&world, EMAIL, PASSWORD).await.unwrap();
    for _ in 0..35 {
        world.later(TimeDelta::minutes(20));
        assert!(is_in(&world, &used).await);
    }
    assert!(!is_in(&world, &left).await);
    world.later(TimeDelta::minutes(20));
    assert!(!is_in(&world, &used).await);
}

async fn signing_out_ends_the_session_at_once(world: World) {
    let session = signed_in(&world).await;
    sign_out(&world.deps, world.ctx(), &session.secret)
        .await
        .unwrap();
    assert!(!is_in(&world, &session).await);
    sign_out(&world.deps, world.ctx(), &session.secret)
        .await
        .unwrap();
}

async fn the_holder_of_an_account_sees_who_got_in_and_who_did_not(world: World) {
    let session = signed_in(&world).await;
    assert!(try_with(&world, EMAIL, "wrong").await.is_err());
    sign_out(&world.deps, world.ctx(), &session.secret)
        .await
        .unwrap();
    let filter = AuditFilter {
        limit: 10,
        ..AuditFilter::default()
    };
    let events = world
        .store()
        .read()
        .events()
        .for_subject(&patient(), &filter)
        .await
        .unwrap();
    let mut seen: Vec<_> = events
        .iter()
        .map(|one| (one.seq, one.event.action, one.event.outcome))
        .collect();
    seen.sort_by_key(|one| one.0);
    let seen: Vec<_> = seen
        .into_iter()
        .map(|(_, action, outcome)| (action, outcome))
        .collect();
    assert_eq!(
        seen,
        [
            (AuditAction::SignIn, Outcome::Done),
            (AuditAction::SignIn, Outcome::Refused),
            (AuditAction::SignOut, Outcome::Done),
        ]
    );
}

async fn a_proof_is_of_one_person_for_one_action_and_for_five_minutes(world: World) {
    let session = signed_in(&world).await;
    let person = session.person.id;
    let proof = verify_password(
        &world.deps,
        world.ctx(),
        person,
        ProofFor::ChangePassword,
        PASSWORD.to_owned(),
    )
    .await
    .unwrap();
    let later = world.now() + TimeDelta::minutes(5);
    assert!(proof.of(person, &ProofFor::ChangePassword, later).is_some());
    assert!(proof.of(person, &ProofFor::AddPasskey, later).is_none());
    assert!(
        proof
            .of(
                person,
                &ProofFor::ChangePassword,
                later + TimeDelta::seconds(1)
            )
            .is_none()
    );
    assert!(
        proof
            .of(
                world.deps.new_id(world.now()),
                &ProofFor::ChangePassword,
                later
            )
            .is_none()
    );
    let wrong = verify_password(
        &world.deps,
        world.ctx(),
        person,
        ProofFor::ChangePassword,
        "wrong".to_owned(),
    )
    .await;
    assert!(matches!(wrong, Err(ProofError::Wrong)));
}
