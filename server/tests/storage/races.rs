//! When many do the same at once, one wins and the others are told.

use chrono::TimeDelta;
use domain::{
    audit::AuditAction,
    consent::{Consent, RevocationCause},
    token::{RefreshToken, Rotation},
};
use futures::future::join_all;
use server::{
    secret::{Digest, SecretKind, SuccessorSalt},
    store::{Store, StoreError},
};

use crate::{
    on_every_database,
    support::{World, samples::SUGAR_COACH},
};

const MANY: usize = 16;

async fn wins(tries: impl Iterator<Item = impl Future<Output = bool> + Send + 'static>) -> usize {
    let running: Vec<_> = tries.map(tokio::spawn).collect();
    let won = join_all(running).await;
    won.into_iter().filter(|won| *won.as_ref().unwrap()).count()
}

async fn revoke(store: Store, consent: Consent, now: domain::Timestamp) -> bool {
    let tx = store.begin().await.unwrap();
    let found = tx.consents().lock(consent.id).await.unwrap().unwrap();
    let by = consent.grantor.clone();
    let Ok(revoked) = found.revoke(by, RevocationCause::StoppedByPatient, now) else {
        return false;
    };
    tx.consents().save(&revoked).await.unwrap();
    tx.commit().await.unwrap();
    true
}

async fn rotate(store: Store, token: Digest, now: domain::Timestamp) -> bool {
    let tx = store.begin().await.unwrap();
    let found = tx.tokens().lock_refresh(&token).await.unwrap().unwrap();
    let Rotation::Rotated(used) = found.rotate(TimeDelta::days(90), now) else {
        return false;
    };
    let salt = SuccessorSalt::from_bytes([7; 32]);
    tx.tokens()
        .save_refresh(&token, &used, &salt)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    true
}

async fn give(store: Store, consent: Consent) -> bool {
    let tx = store.begin().await.unwrap();
    match tx.consents().insert(&consent).await {
        Ok(()) => tx.commit().await.is_ok(),
        Err(StoreError::Taken(_)) => false,
        Err(other) => unreachable!("{other}"),
    }
}

on_every_database!(
    of_many_who_stop_one_wins,
    of_many_who_refresh_one_wins,
    of_many_first_decisions_one_stands,
    evidence_from_many_is_all_there_in_one_chain,
    one_event_that_cannot_be_written_takes_no_other_with_it
);

async fn of_many_who_stop_one_wins(world: World) {
    let shared = world.shared().await;
    let tries =
        (0..MANY).map(|_| revoke(world.store().clone(), shared.consent.clone(), world.now()));
    assert_eq!(wins(tries).await, 1);
}

async fn of_many_who_refresh_one_wins(world: World) {
    let shared = world.shared().await;
    let secret = world.deps.secret(SecretKind::RefreshToken).digest();
    let token = RefreshToken::issue(shared.grant.id, shared.consent.expires_at, world.now());
    let tx = world.store().begin().await.unwrap();
    tx.tokens().insert_refresh(&secret, &token).await.unwrap();
    tx.commit().await.unwrap();
    let tries = (0..MANY).map(|_| rotate(world.store().clone(), secret, world.now()));
    assert_eq!(wins(tries).await, 1);
}

async fn of_many_first_decisions_one_stands(world: World) {
    let (person, client) = (world.maria().await, world.app(SUGAR_COACH).await);
    let tx = world.store().begin().await.unwrap();
    tx.wordings()
        .insert("Sugar Coach asks to see your lab results.")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let tries = (0..MANY).map(|_| give(world.store().clone(), world.decision(&person, &client)));
    assert_eq!(wins(tries).await, 1);
}

async fn evidence_from_many_is_all_there_in_one_chain(world: World) {
    let records = (0..200).map(|_| {
        let (writer, event) = (world.deps.audit.clone(), world.read_event());
        async move { writer.record(event).await.is_ok() }
    });
    let sealers = (0..4).map(|_| {
        tokio::spawn({
            let store = world.store().clone();
            async move { server::audit::seal_waiting(&store).await.unwrap() }
        })
    });
    let sealing: Vec<_> = sealers.collect();
    assert_eq!(wins(records).await, 200);
    join_all(sealing).await;
    server::audit::seal_waiting(world.store()).await.unwrap();
    let found = server::audit::verify(&world.store().read()).await.unwrap();
    assert_eq!(
        (found.sealed, found.unsealed, found.findings),
        (200, 0, vec![])
    );
}

async fn one_event_that_cannot_be_written_takes_no_other_with_it(world: World) {
    let good = world.read_event();
    let twin = good.clone();
    let other = world.read_event();
    assert_eq!(other.action, AuditAction::RecordSearched);
    let writer = &world.deps.audit;
    let (one, two, three) = tokio::join!(
        writer.record(good),
        writer.record(twin),
        writer.record(other)
    );
    assert_eq!(
        [one, two, three].iter().filter(|done| done.is_ok()).count(),
        2
    );
    assert!(three.is_ok());
}
