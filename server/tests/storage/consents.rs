//! One live consent per patient, app and purpose; versions that stay; ends that need no job.

use chrono::TimeDelta;
use domain::{
    assurance::{Assurance, AuthenticationMethod},
    catalogue::DataCategory,
    consent::{Consent, ConsentStatus, SuspensionCause},
    grant::{GrantEndCause, GrantState},
};
use server::store::{StoreError, Triple};

use crate::{
    on_every_database,
    support::{
        World,
        samples::{BILL_HELPER, SUGAR_COACH, categories},
    },
};

async fn decided(world: &World) -> Consent {
    let (person, client) = (world.maria().await, world.app(SUGAR_COACH).await);
    let consent = world.decision(&person, &client);
    world.give(&consent).await;
    consent
}

on_every_database!(
    what_was_decided_reads_back_as_it_was,
    a_second_live_consent_for_the_same_app_and_purpose_is_refused,
    a_consent_on_hold_keeps_its_place,
    another_app_may_have_a_consent_of_its_own,
    deciding_again_leaves_the_old_version_as_history,
    a_consent_that_ran_out_makes_room_and_its_grants_end,
    an_end_needs_no_job,
    a_hold_and_its_end_read_back
);

async fn what_was_decided_reads_back_as_it_was(world: World) {
    let consent = decided(&world).await;
    let found = world
        .store()
        .read()
        .consents()
        .find(consent.id)
        .await
        .unwrap();
    assert_eq!(found, Some(consent));
}

async fn a_second_live_consent_for_the_same_app_and_purpose_is_refused(world: World) {
    let first = decided(&world).await;
    let second = Consent {
        id: world.deps.new_id(world.now()),
        ..first
    };
    let tx = world.store().begin().await.unwrap();
    let refused = tx.consents().insert(&second).await;
    assert!(matches!(refused, Err(StoreError::Taken(_))), "{refused:?}");
}

async fn a_consent_on_hold_keeps_its_place(world: World) {
    let first = decided(&world).await;
    let second = Consent {
        id: world.deps.new_id(world.now()),
        ..first.clone()
    };
    let tx = world.store().begin().await.unwrap();
    let held = first.suspend(SuspensionCause::Risk, world.now()).unwrap();
    tx.consents().save(&held).await.unwrap();
    let refused = tx.consents().insert(&second).await;
    assert!(matches!(refused, Err(StoreError::Taken(_))), "{refused:?}");
}

async fn another_app_may_have_a_consent_of_its_own(world: World) {
    let (person, app) = (world.maria().await, world.app(SUGAR_COACH).await);
    let other = world.app(BILL_HELPER).await;
    world.give(&world.decision(&person, &app)).await;
    world.give(&world.decision(&person, &other)).await;
    let reader = world.store().read();
    let list = reader
        .consents()
        .list_for(&person.patient.unwrap())
        .await
        .unwrap();
    assert_eq!(list.len(), 2);
}

async fn deciding_again_leaves_the_old_version_as_history(world: World) {
    let shared = world.shared().await;
    let mut next = shared.consent.clone();
    next.version = 2;
    next.granted = categories(&[DataCategory::LabResults]);
    let mut previous = shared.consent.clone();
    previous.state = domain::consent::ConsentState::Superseded { by_version: 2 };
    let tx = world.store().begin().await.unwrap();
    tx.consents().replace(&previous, &next).await.unwrap();
    tx.commit().await.unwrap();
    let reader = world.store().read();
    let versions = reader.consents().versions(next.id).await.unwrap();
    assert_eq!(versions, [previous, next.clone()]);
    let evidence = reader.access_basis(&shared.access.digest()).await.unwrap();
    assert_eq!(evidence.unwrap().consent, next);
}

async fn a_consent_that_ran_out_makes_room_and_its_grants_end(world: World) {
    let shared = world.shared().await;
    world.later(TimeDelta::days(30));
    let again = Consent {
        id: world.deps.new_id(world.now()),
        decided_at: world.now(),
        expires_at: world.now() + TimeDelta::days(7),
        ..shared.consent.clone()
    };
    world.give(&again).await;
    let reader = world.store().read();
    let old = reader
        .consents()
        .find(shared.consent.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(old.status(world.now()), ConsentStatus::Expired);
    let grant = reader
        .grants()
        .find(shared.grant.id)
        .await
        .unwrap()
        .unwrap();
    let ended = GrantState::Ended {
        at: world.now(),
        cause: GrantEndCause::ConsentEnded,
    };
    assert_eq!(grant.state, ended);
    let found = reader
        .consents()
        .in_force(Triple::of(&again), world.now())
        .await
        .unwrap();
    assert_eq!(found, Some(again));
}

async fn an_end_needs_no_job(world: World) {
    let shared = world.shared().await;
    world.later(TimeDelta::days(30));
    let reader = world.store().read();
    let in_force = reader
        .consents()
        .in_force(shared.triple(), world.now())
        .await
        .unwrap();
    assert_eq!(in_force, None);
    let evidence = reader
        .access_basis(&shared.access.digest())
        .await
        .unwrap()
        .unwrap();
    assert!(!evidence.consent.is_active(world.now()));
}

async fn a_hold_and_its_end_read_back(world: World) {
    let consent = decided(&world).await;
    let held = consent
        .suspend(SuspensionCause::PasswordReset, world.now())
        .unwrap();
    let tx = world.store().begin().await.unwrap();
    tx.consents().save(&held).await.unwrap();
    let found = tx.consents().lock(held.id).await.unwrap().unwrap();
    assert_eq!(found, held);
    let proof = Assurance {
        method: AuthenticationMethod::Passkey,
        authenticated_at: world.now(),
    };
    let confirmed = found.confirm(proof, world.now()).unwrap();
    tx.consents().save(&confirmed).await.unwrap();
    tx.commit().await.unwrap();
    let found = world.store().read().consents().find(held.id).await.unwrap();
    assert_eq!(found, Some(confirmed));
}
