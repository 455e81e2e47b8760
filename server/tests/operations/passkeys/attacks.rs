//! Each statement of an answer, bent and signed all the same; and questions answered by the wrong one, twice or late.

mod crossed;

use domain::{
    audit::{AuditAction, Outcome},
    decision::Reason,
};
use serde_json::Value;
use server::operations::sign_in::sign_in_with_passkey::PasskeySignInError;

use super::key::{BACKUP_ELIGIBLE, Key, Says};
use crate::{
    on_every_database,
    support::{World, samples::export},
};

type Bend = fn(&mut Says);

const BENDS: [(&str, Bend); 11] = [
    ("the other ceremony", |says| says.kind = "webauthn.create"),
    ("a sibling's origin", |says| {
        says.origin = "http://evil.localhost:3000".to_owned();
    }),
    ("another port", |says| {
        says.origin = "http://localhost:3001".to_owned();
    }),
    ("another scheme", |says| {
        says.origin = "https://localhost:3000".to_owned();
    }),
    ("a frame of somebody else", |says| says.cross_origin = true),
    ("another relying party", |says| {
        says.relying_party = "evil.example".to_owned();
    }),
    ("nobody present", |says| says.present = false),
    ("nobody verified", |says| says.verified = false),
    ("a bad signature", |says| says.signed_well = false),
    ("another person", |says| says.handle = Some(vec![7; 16])),
    ("a backup of what has none", Says::backed_up),
];

on_every_database!(
    what_is_not_as_asked_proves_nothing,
    what_is_not_as_asked_signs_nobody_in,
    a_new_key_that_is_not_as_asked_is_not_added,
    an_answer_counts_once,
    a_wrong_answer_uses_the_question_up,
    a_counter_that_went_back_is_refused_and_told_as_a_risk,
    a_key_does_not_change_whether_it_can_be_backed_up,
    the_question_at_the_door_tells_no_account_from_another
);

async fn what_is_not_as_asked_proves_nothing(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, _) = world.passkey(&maria).await;
    for (name, bend) in BENDS {
        assert!(
            world.prove_bent(&maria, &mut key, bend).await.is_err(),
            "{name}"
        );
        let event = world.last_event(AuditAction::IdentityProved).await;
        assert_eq!(
            (event.outcome, &event.reasons[..]),
            (Outcome::Refused, &[Reason::StepUpRequired][..]),
            "{name}"
        );
    }
    assert!(world.prove_bent(&maria, &mut key, |_| {}).await.is_ok());
}

async fn what_is_not_as_asked_signs_nobody_in(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, _) = world.passkey(&maria).await;
    let nameless: (&str, Bend) = ("nobody's", |says| says.handle = None);
    for (name, bend) in BENDS.into_iter().chain([nameless]) {
        let asked = world.asked_to_sign_in().await;
        let refused = world
            .sign_in_by_key(&asked, &key.answer(&asked.options, bend))
            .await;
        assert!(
            matches!(refused, Err(PasskeySignInError::Refused)),
            "{name}"
        );
        assert_eq!(
            world.last_event(AuditAction::SignIn).await.outcome,
            Outcome::Refused,
            "{name}"
        );
    }
}

async fn a_new_key_that_is_not_as_asked_is_not_added(world: World) {
    let maria = world.maria_at_home().await;
    let bends: [(&str, Bend); 6] = [
        ("the other ceremony", |says| says.kind = "webauthn.get"),
        ("another origin", |says| {
            says.origin = "http://evil.localhost:3000".to_owned();
        }),
        ("a frame of somebody else", |says| says.cross_origin = true),
        ("another relying party", |says| {
            says.relying_party = "evil.example".to_owned();
        }),
        ("nobody present", |says| says.present = false),
        ("nobody verified", |says| says.verified = false),
    ];
    for (name, bend) in bends {
        let asked = world.asked_for_new(&maria).await;
        let answer = Key::new().made(&asked.options, bend);
        assert!(world.add(&maria, &asked, answer).await.is_err(), "{name}");
    }
    let asked = world.asked_for_new(&maria).await;
    assert!(world.add(&maria, &asked, "{}".to_owned()).await.is_err());
}

async fn an_answer_counts_once(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, _) = world.passkey(&maria).await;
    let asked = world.asked_to_prove(&maria, &export()).await;
    let answer = key.answer(&asked.options, |_| {});
    assert!(
        world
            .prove(&maria, export(), &asked, answer.clone())
            .await
            .is_ok()
    );
    assert!(
        world
            .prove(&maria, export(), &asked, answer.clone())
            .await
            .is_err()
    );
    let newer = world.asked_to_prove(&maria, &export()).await;
    assert!(world.prove(&maria, export(), &newer, answer).await.is_err());
    let asked = world.asked_to_sign_in().await;
    let answer = key.answer(&asked.options, |_| {});
    assert!(world.sign_in_by_key(&asked, &answer).await.is_ok());
    assert!(world.sign_in_by_key(&asked, &answer).await.is_err());
}

async fn a_wrong_answer_uses_the_question_up(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, _) = world.passkey(&maria).await;
    let asked = world.asked_to_prove(&maria, &export()).await;
    let wrong = key.answer(&asked.options, |says| says.signed_well = false);
    assert!(world.prove(&maria, export(), &asked, wrong).await.is_err());
    let right = key.answer(&asked.options, |_| {});
    assert!(world.prove(&maria, export(), &asked, right).await.is_err());
}

async fn a_counter_that_went_back_is_refused_and_told_as_a_risk(world: World) {
    let maria = world.maria_at_home().await;
    let mut key = Key::new();
    key.counter = 5;
    let (mut key, _) = world.passkey_like(&maria, key).await;
    let mut clone = key.copied();
    assert!(world.prove_bent(&maria, &mut key, |_| {}).await.is_ok());
    assert!(world.prove_bent(&maria, &mut clone, |_| {}).await.is_err());
    assert_eq!(
        world.last_event(AuditAction::IdentityProved).await.reasons,
        [Reason::PasskeyCopied]
    );
    let mut clone = key.copied();
    assert!(world.prove_bent(&maria, &mut key, |_| {}).await.is_ok());
    let asked = world.asked_to_sign_in().await;
    assert!(
        world
            .sign_in_by_key(&asked, &clone.answer(&asked.options, |_| {}))
            .await
            .is_err()
    );
    assert_eq!(
        world.last_event(AuditAction::SignIn).await.reasons,
        [Reason::PasskeyCopied]
    );
}

async fn a_key_does_not_change_whether_it_can_be_backed_up(world: World) {
    let maria = world.maria_at_home().await;
    let (mut bound, _) = world.passkey(&maria).await;
    assert!(
        world
            .prove_bent(&maria, &mut bound, |says| says.flags = BACKUP_ELIGIBLE)
            .await
            .is_err()
    );
    let mut synced = Key::new();
    synced.flags = BACKUP_ELIGIBLE;
    let (mut synced, _) = world.passkey_like(&maria, synced).await;
    assert!(
        world
            .prove_bent(&maria, &mut synced, |says| says.flags = 0)
            .await
            .is_err()
    );
    assert!(
        world
            .prove_bent(&maria, &mut synced, Says::backed_up)
            .await
            .is_ok()
    );
}

async fn the_question_at_the_door_tells_no_account_from_another(world: World) {
    let maria = world.maria_at_home().await;
    let before = world.asked_to_sign_in().await;
    world.passkey(&maria).await;
    let after = world.asked_to_sign_in().await;
    let shape = |options: &str| {
        let mut options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(options["allowCredentials"], serde_json::json!([]));
        assert_eq!(options["userVerification"], "required");
        options["challenge"].take();
        options
    };
    assert_eq!(shape(&before.options), shape(&after.options));
    assert_ne!(before.options, after.options);
}
