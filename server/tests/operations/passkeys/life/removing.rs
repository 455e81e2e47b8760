//! What a removed passkey, and the last one, take along.

use domain::{
    audit::{AuditAction, Outcome},
    proof::ProofFor,
};
use server::operations::{
    credentials::{
        begin_proof::begin_proof,
        remove_passkey::{RemovePasskeyError, remove_passkey},
    },
    sign_in::list_sessions::list_sessions,
};

use crate::{
    on_every_database,
    support::{
        World,
        samples::{EMAIL, export},
    },
};

on_every_database!(
    a_removed_passkey_opens_nothing,
    other_browsers_are_signed_out_with_the_last_passkey_and_not_before
);

async fn a_removed_passkey_opens_nothing(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, passkey) = world.passkey(&maria).await;
    let (sign_in, prove) = (
        world.asked_to_sign_in().await,
        world.asked_to_prove(&maria, &export()).await,
    );
    let (deps, person) = (&world.deps, &maria.person);
    let other = world.password_proof(
        &maria,
        ProofFor::RemovePasskey(world.deps.new_id(world.now())),
    );
    let refused =
        remove_passkey(deps, world.ctx(), person, maria.session, passkey.id, &other).await;
    assert!(matches!(refused, Err(RemovePasskeyError::StepUpRequired)));
    let proof = world.password_proof(&maria, ProofFor::RemovePasskey(passkey.id));
    remove_passkey(deps, world.ctx(), person, maria.session, passkey.id, &proof)
        .await
        .unwrap();
    assert!(
        world
            .sign_in_by_key(&sign_in, &key.answer(&sign_in.options, |_| {}))
            .await
            .is_err()
    );
    let answer = key.answer(&prove.options, |_| {});
    assert!(world.prove(&maria, export(), &prove, answer).await.is_err());
    assert!(
        begin_proof(deps, person.id, maria.session, &export())
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        world.last_event(AuditAction::PasskeyRemoved).await.outcome,
        Outcome::Done
    );
}

async fn other_browsers_are_signed_out_with_the_last_passkey_and_not_before(world: World) {
    let maria = world.maria_at_home().await;
    world.at_home(EMAIL).await;
    let (_, one) = world.passkey(&maria).await;
    let (_, last) = world.passkey(&maria).await;
    let mut left = Vec::new();
    for passkey in [one, last] {
        let proof = world.password_proof(&maria, ProofFor::RemovePasskey(passkey.id));
        let removed = remove_passkey(
            &world.deps,
            world.ctx(),
            &maria.person,
            maria.session,
            passkey.id,
            &proof,
        )
        .await;
        removed.unwrap();
        let sessions = list_sessions(&world.deps, maria.person.id).await.unwrap();
        left.push(
            sessions
                .iter()
                .map(|session| session.id)
                .collect::<Vec<_>>(),
        );
    }
    assert_eq!(
        (left[0].len(), left[1].as_slice()),
        (2, &[maria.session][..])
    );
}
