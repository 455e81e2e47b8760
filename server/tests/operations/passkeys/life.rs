//! What a person does with passkeys.

mod removing;

use std::slice;

use chrono::TimeDelta;
use domain::{
    assurance::AuthenticationMethod,
    audit::{AuditAction, Outcome},
    consent::ConsentState,
    passkey::PasskeyName,
    proof::ProofFor,
};
use server::operations::credentials::{
    begin_passkey::{BeginPasskeyError, begin_passkey},
    find_new_passkey::find_new_passkey,
    list_passkeys::list_passkeys,
    remove_passkey::{RemovePasskeyError, remove_passkey},
    rename_passkey::{RenamePasskeyError, rename_passkey},
};
use url::Url;
use webauthn_authenticator_rs::{AuthenticatorBackend, softpasskey::SoftPasskey};

use super::key::Key;
use crate::{
    on_every_database,
    support::{
        World,
        samples::{EMAIL, export},
    },
};

on_every_database!(
    a_passkey_is_added_listed_and_named,
    an_authenticator_that_is_not_ours_signs_in_what_it_was_added_as,
    a_passkey_signs_in_without_a_name_or_a_password,
    adding_a_passkey_needs_a_proof_for_just_that,
    the_question_for_a_new_passkey_is_answered_in_its_own_session_and_time,
    one_credential_is_added_once,
    somebody_elses_passkey_is_not_there,
    a_key_that_a_password_let_in_puts_what_rests_on_a_password_on_hold,
    a_new_and_a_removed_passkey_are_told,
    a_page_that_is_loaded_again_shows_the_question_that_waits
);

async fn a_page_that_is_loaded_again_shows_the_question_that_waits(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, _) = world.passkey(&maria).await;
    world.later(TimeDelta::seconds(1));
    let first = world.asked_to_prove(&maria, &export()).await;
    let again = world.asked_to_prove(&maria, &export()).await;
    assert_eq!(again.ceremony, first.ceremony);
    let other = world.asked_to_prove(&maria, &ProofFor::AddPasskey).await;
    assert_ne!(other.ceremony, first.ceremony);
    let answer = key.answer(&again.options, |_| {});
    world.prove(&maria, export(), &again, answer).await.unwrap();
    let after = world.asked_to_prove(&maria, &export()).await;
    assert_ne!(after.ceremony, first.ceremony, "each is answered once");
    world.passkey(&maria).await;
    let with_new_key = world.asked_to_prove(&maria, &export()).await;
    assert_ne!(with_new_key.ceremony, after.ceremony);
    world.later(TimeDelta::minutes(3));
    let late = world.asked_to_prove(&maria, &export()).await;
    assert_ne!(
        late.ceremony, with_new_key.ceremony,
        "half of its time is over"
    );
}

async fn a_passkey_is_added_listed_and_named(world: World) {
    let maria = world.maria_at_home().await;
    let mut key = Key::new();
    key.maker = *uuid::uuid!("fbfc3007-154e-4ecc-8c0b-6e020557d7bd").as_bytes();
    let (_, passkey) = world.passkey_like(&maria, key).await;
    let (deps, person) = (&world.deps, &maria.person);
    let keys = list_passkeys(deps, person.id).await.unwrap();
    assert_eq!(keys.passkeys, slice::from_ref(&passkey));
    assert_eq!(
        server::passkeys::aaguids::name_of(passkey.maker.unwrap()),
        Some("iCloud Keychain")
    );
    let name = PasskeyName::parse("Maria’s phone").unwrap();
    rename_passkey(deps, world.ctx(), person, passkey.id, &name)
        .await
        .unwrap();
    assert_eq!(
        list_passkeys(deps, person.id).await.unwrap().passkeys[0].name,
        name
    );
    assert_eq!(
        world.last_event(AuditAction::PasskeyAdded).await.outcome,
        Outcome::Done
    );
    assert_eq!(
        world.last_event(AuditAction::PasskeyRenamed).await.outcome,
        Outcome::Done
    );
}

async fn an_authenticator_that_is_not_ours_signs_in_what_it_was_added_as(world: World) {
    let maria = world.maria_at_home().await;
    let origin = Url::parse("http://localhost:3000").unwrap();
    let mut soft = SoftPasskey::new(true);
    let asked = world.asked_for_new(&maria).await;
    let options = serde_json::from_str(&asked.options).unwrap();
    let made =
        AuthenticatorBackend::perform_register(&mut soft, origin.clone(), options, 60_000).unwrap();
    world
        .add(&maria, &asked, serde_json::to_string(&made).unwrap())
        .await
        .unwrap();
    let asked = world.asked_to_prove(&maria, &export()).await;
    let options = serde_json::from_str(&asked.options).unwrap();
    let answer = AuthenticatorBackend::perform_auth(&mut soft, origin, options, 60_000).unwrap();
    let proof = world
        .prove(
            &maria,
            export(),
            &asked,
            serde_json::to_string(&answer).unwrap(),
        )
        .await
        .unwrap();
    // A password let it in a moment ago.
    assert_eq!(proof.assurance.method, AuthenticationMethod::Password);
}

async fn a_passkey_signs_in_without_a_name_or_a_password(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, passkey) = world.trusted_passkey(&maria).await;
    world.later(TimeDelta::hours(1));
    let asked = world.asked_to_sign_in().await;
    let signed_in = world
        .sign_in_by_key(&asked, &key.answer(&asked.options, |_| {}))
        .await
        .unwrap();
    assert_eq!(signed_in.person, maria.person);
    assert_eq!(
        signed_in.session.assurance.method,
        AuthenticationMethod::Passkey
    );
    let keys = list_passkeys(&world.deps, maria.person.id).await.unwrap();
    assert_eq!(
        (keys.passkeys[0].id, keys.passkeys[0].last_used_at),
        (passkey.id, Some(world.now()))
    );
}

async fn adding_a_passkey_needs_a_proof_for_just_that(world: World) {
    let maria = world.maria_at_home().await;
    let other = world.password_proof(&maria, export());
    let old = world.password_proof(&maria, ProofFor::AddPasskey);
    world.later(TimeDelta::minutes(6));
    for proof in [other, old] {
        let refused = begin_passkey(
            &world.deps,
            world.ctx(),
            &maria.person,
            maria.session,
            &proof,
        )
        .await;
        assert!(matches!(refused, Err(BeginPasskeyError::StepUpRequired)));
    }
    assert_eq!(
        world.last_event(AuditAction::PasskeyAdded).await.outcome,
        Outcome::Refused
    );
}

async fn the_question_for_a_new_passkey_is_answered_in_its_own_session_and_time(world: World) {
    let (maria, ana) = (world.maria_at_home().await, world.ana_at_home().await);
    let asked = world.asked_for_new(&maria).await;
    let found = find_new_passkey(&world.deps, ana.person.id, ana.session, asked.ceremony)
        .await
        .unwrap();
    assert!(found.is_none());
    let answer = Key::new().made(&asked.options, |_| {});
    assert!(world.add(&ana, &asked, answer.clone()).await.is_err());
    let again = world.at_home(maria.person.email.as_str()).await;
    assert!(world.add(&again, &asked, answer.clone()).await.is_err());
    world.later(TimeDelta::minutes(5));
    assert!(world.add(&maria, &asked, answer).await.is_err());
    assert!(
        list_passkeys(&world.deps, maria.person.id)
            .await
            .unwrap()
            .passkeys
            .is_empty()
    );
}

async fn one_credential_is_added_once(world: World) {
    let (maria, ana) = (world.maria_at_home().await, world.ana_at_home().await);
    let (mut key, _) = world.passkey(&maria).await;
    let asked = world.asked_for_new(&ana).await;
    let answer = key.made(&asked.options, |_| {});
    assert!(world.add(&ana, &asked, answer).await.is_err());
    assert!(
        list_passkeys(&world.deps, ana.person.id)
            .await
            .unwrap()
            .passkeys
            .is_empty()
    );
}

async fn somebody_elses_passkey_is_not_there(world: World) {
    let (maria, ana) = (world.maria_at_home().await, world.ana_at_home().await);
    let (_, passkey) = world.passkey(&maria).await;
    let proof = world.password_proof(&ana, ProofFor::RemovePasskey(passkey.id));
    let removed = remove_passkey(
        &world.deps,
        world.ctx(),
        &ana.person,
        ana.session,
        passkey.id,
        &proof,
    )
    .await;
    assert!(matches!(removed, Err(RemovePasskeyError::NotFound)));
    let renamed = rename_passkey(
        &world.deps,
        world.ctx(),
        &ana.person,
        passkey.id,
        &passkey.name,
    )
    .await;
    assert!(matches!(renamed, Err(RenamePasskeyError::NotFound)));
}

async fn a_key_that_a_password_let_in_puts_what_rests_on_a_password_on_hold(world: World) {
    let shared = world.shared().await;
    let maria = world.at_home(EMAIL).await;
    let (mut key, _) = world.trusted_passkey(&maria).await;
    let consent = world
        .store()
        .read()
        .consents()
        .find(shared.consent.id)
        .await
        .unwrap()
        .unwrap();
    assert!(matches!(consent.state, ConsentState::NeedsReview { .. }));
    // A key that a key let in changes nothing.
    let asked = world.asked_to_prove(&maria, &ProofFor::AddPasskey).await;
    let answer = key.answer(&asked.options, |_| {});
    let proof = world
        .prove(&maria, ProofFor::AddPasskey, &asked, answer)
        .await
        .unwrap();
    let asked = world.asked_for_new_under(&maria, &proof).await;
    let answer = Key::new().made(&asked.options, |_| {});
    assert_eq!(world.add(&maria, &asked, answer).await.unwrap().held, 0);
}

async fn a_new_and_a_removed_passkey_are_told(world: World) {
    let maria = world.maria_at_home().await;
    let (_, passkey) = world.passkey(&maria).await;
    let proof = world.password_proof(&maria, ProofFor::RemovePasskey(passkey.id));
    remove_passkey(
        &world.deps,
        world.ctx(),
        &maria.person,
        maria.session,
        passkey.id,
        &proof,
    )
    .await
    .unwrap();
    for kind in ["passkey-added", "passkey-removed"] {
        let told = world
            .database
            .execute(&format!(
                "update notice set tries = tries where kind = '{kind}'"
            ))
            .await
            .unwrap();
        assert_eq!(told, 1, "{kind}");
    }
}
