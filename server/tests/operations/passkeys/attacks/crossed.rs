//! Answers to a question that was not theirs: of another action, session, key, time or ceremony.

use chrono::TimeDelta;
use domain::proof::ProofFor;
use server::operations::sign_in::sign_in_with_passkey::PasskeySignInError;

use super::super::key::Key;
use crate::{
    on_every_database,
    support::{World, samples::export},
};

on_every_database!(
    an_answer_counts_for_its_own_action,
    an_answer_counts_in_its_own_session,
    somebody_elses_key_proves_nothing_and_stays_as_it_was,
    an_answer_after_five_minutes_is_late,
    a_sign_in_is_no_proof_and_a_proof_is_no_sign_in
);

async fn an_answer_counts_for_its_own_action(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, passkey) = world.passkey(&maria).await;
    for action in [
        ProofFor::AddPasskey,
        ProofFor::RemovePasskey(passkey.id),
        ProofFor::ChangePassword,
    ] {
        let asked = world.asked_to_prove(&maria, &export()).await;
        let answer = key.answer(&asked.options, |_| {});
        assert!(world.prove(&maria, action, &asked, answer).await.is_err());
    }
}

async fn an_answer_counts_in_its_own_session(world: World) {
    let (maria, ana) = (world.maria_at_home().await, world.ana_at_home().await);
    let (mut key, _) = world.passkey(&maria).await;
    let (mut hers, _) = world.passkey(&ana).await;
    let elsewhere = world.at_home(maria.person.email.as_str()).await;
    let asked = world.asked_to_prove(&maria, &export()).await;
    let answer = key.answer(&asked.options, |_| {});
    assert!(
        world
            .prove(&elsewhere, export(), &asked, answer.clone())
            .await
            .is_err()
    );
    assert!(
        world
            .prove(&ana, export(), &asked, hers.answer(&asked.options, |_| {}))
            .await
            .is_err()
    );
    // What others tried leaves the question with the one who was asked.
    assert!(world.prove(&maria, export(), &asked, answer).await.is_ok());
}

async fn somebody_elses_key_proves_nothing_and_stays_as_it_was(world: World) {
    let (maria, ana) = (world.maria_at_home().await, world.ana_at_home().await);
    world.passkey(&maria).await;
    let mut hers = Key::new();
    hers.counter = 5;
    let (mut hers, _) = world.passkey_like(&ana, hers).await;
    let mut bent = hers.copied();
    assert!(world.prove_bent(&maria, &mut bent, |_| {}).await.is_err());
    bent.belongs_to(maria.person.id);
    assert!(world.prove_bent(&maria, &mut bent, |_| {}).await.is_err());
    assert!(world.prove_bent(&ana, &mut hers, |_| {}).await.is_ok());
}

async fn an_answer_after_five_minutes_is_late(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, _) = world.passkey(&maria).await;
    let (prove, sign_in) = (
        world.asked_to_prove(&maria, &export()).await,
        world.asked_to_sign_in().await,
    );
    world.later(TimeDelta::minutes(5));
    let answer = key.answer(&prove.options, |_| {});
    assert!(world.prove(&maria, export(), &prove, answer).await.is_err());
    let late = world
        .sign_in_by_key(&sign_in, &key.answer(&sign_in.options, |_| {}))
        .await;
    assert!(matches!(late, Err(PasskeySignInError::Refused)));
}

async fn a_sign_in_is_no_proof_and_a_proof_is_no_sign_in(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, _) = world.passkey(&maria).await;
    let (sign_in, prove) = (
        world.asked_to_sign_in().await,
        world.asked_to_prove(&maria, &export()).await,
    );
    let answer = key.answer(&sign_in.options, |_| {});
    assert!(
        world
            .prove(&maria, export(), &sign_in, answer)
            .await
            .is_err()
    );
    let answer = key.answer(&prove.options, |_| {});
    assert!(world.sign_in_by_key(&prove, &answer).await.is_err());
    let answer = key.answer(&sign_in.options, |_| {});
    assert!(world.prove(&maria, export(), &prove, answer).await.is_err());
}
