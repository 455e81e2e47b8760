//! Ends: by either side, at once, in the middle of a session, under load, and by themselves.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::TimeDelta;
use domain::{
    actor::Actor,
    audit::AuditAction,
    catalogue::DataCategory,
    delegation::{DelegationEndCause, DelegationState, DelegationStatus},
};
use server::operations::{
    acting::{Acting, ActingError, acting_for},
    delegations::{
        act_for::{ActForError, act_for},
        end_delegation::{EndError, end_delegation},
        list_people::list_patients,
    },
    records::view_records::{Wanted, view_records},
    sign_in::find_session::find_session,
};

use super::{count, written};
use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{DANIEL, usual},
    },
};

const READERS: usize = 50;

on_every_database!(
    an_end_counts_in_the_middle_of_a_session,
    either_side_ends_it_once_and_nobody_else,
    no_look_that_begins_after_the_end_is_answered,
    time_and_disuse_end_it_without_anybody
);

async fn an_end_counts_in_the_middle_of_a_session(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let browser = world.signed_in(DANIEL).await;
    let visitor = find_session(&world.deps, &browser.secret)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(visitor.acting, None);
    act_for(
        &world.deps,
        world.ctx(),
        &visitor.session,
        Some(delegation.id),
    )
    .await
    .unwrap();
    let visitor = find_session(&world.deps, &browser.secret)
        .await
        .unwrap()
        .unwrap();
    let acting = Acting::for_another(visitor.acting.unwrap());
    let lab = Some(DataCategory::LabResults);
    view_records(&world.deps, world.ctx(), &acting, lab, &Wanted::default())
        .await
        .unwrap();
    end_delegation(&world.deps, world.ctx(), maria.id, delegation.id)
        .await
        .unwrap();
    // What a request found before the end counts for nothing after it.
    let late = view_records(&world.deps, world.ctx(), &acting, lab, &Wanted::default()).await;
    assert!(matches!(late, Err(ActingError::Refused(_))));
    let visitor = find_session(&world.deps, &browser.secret)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((visitor.acting, visitor.person.id), (None, daniel.id));
    let again = act_for(
        &world.deps,
        world.ctx(),
        &visitor.session,
        Some(delegation.id),
    )
    .await;
    assert!(matches!(again, Err(ActForError::NotFound)));
    assert_eq!(count(&world, AuditAction::RecordViewed).await, (1, 1));
    assert_eq!(count(&world, AuditAction::ActingBegan).await, (1, 1));
}

async fn either_side_ends_it_once_and_nobody_else(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let eve = world.somebody("eve@b.example", "Eve").await;
    for (ends, cause) in [
        (&maria, DelegationEndCause::EndedByPatient),
        (&daniel, DelegationEndCause::EndedByCaregiver),
    ] {
        let delegation = world.delegation_to(&maria, &daniel, usual()).await;
        let end = async |person: &domain::person::Person| {
            end_delegation(&world.deps, world.ctx(), person.id, delegation.id).await
        };
        assert!(matches!(end(&eve).await, Err(EndError::NotFound)));
        let ended = end(ends).await.unwrap();
        let at = world.now();
        let by = match cause {
            DelegationEndCause::EndedByPatient => Actor::Patient { person: ends.id },
            _ => Actor::Caregiver {
                person: ends.id,
                delegation: delegation.id,
            },
        };
        assert_eq!(
            ended.delegation.state,
            DelegationState::Ended { by, at, cause }
        );
        assert!(matches!(end(&maria).await, Err(EndError::Over)));
        world.later(TimeDelta::seconds(1));
    }
    assert_eq!(
        list_patients(&world.deps, daniel.id).await.unwrap().len(),
        2
    );
}

async fn no_look_that_begins_after_the_end_is_answered(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let acting = Acting::for_another(delegation.clone());
    let (ended, before) = (AtomicBool::new(false), AtomicUsize::new(0));
    let looks = (0..READERS).map(|_| async {
        loop {
            let began_after = ended.load(Ordering::SeqCst);
            let lab = Some(DataCategory::LabResults);
            let seen = view_records(&world.deps, world.ctx(), &acting, lab, &Wanted::default())
                .await
                .is_ok();
            match (seen, began_after) {
                (true, true) => return true,
                (true, false) => _ = before.fetch_add(1, Ordering::Relaxed),
                (false, _) => return false,
            }
            tokio::task::yield_now().await;
        }
    });
    let end = async {
        while before.load(Ordering::Relaxed) < READERS {
            tokio::task::yield_now().await;
        }
        end_delegation(&world.deps, world.ctx(), maria.id, delegation.id)
            .await
            .unwrap();
        ended.store(true, Ordering::SeqCst);
    };
    let (late, ()) = tokio::join!(futures::future::join_all(looks), end);
    assert!(late.iter().all(|late| !late));
    // Each look that was answered is in the history, and so is each that was not.
    let events = written(&world).await;
    assert!(
        events
            .iter()
            .any(|event| event.action == AuditAction::RecordViewed)
    );
}

async fn time_and_disuse_end_it_without_anybody(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let may_act = async || {
        acting_for(&world.deps, &daniel, delegation.id)
            .await
            .unwrap()
            .is_some()
    };
    world.later(TimeDelta::days(179));
    assert!(may_act().await);
    world.later(TimeDelta::days(1));
    assert!(!may_act().await);
    let patients = list_patients(&world.deps, daniel.id).await.unwrap();
    assert_eq!(
        patients[0].delegation.status(world.now()),
        DelegationStatus::Lapsed
    );
    // What ran out makes room for a new word of the patient.
    let next = world.delegation_to(&maria, &daniel, usual()).await;
    assert!(next.id != delegation.id);
    world.later(TimeDelta::days(100));
    let browser = world.signed_in(DANIEL).await;
    act_for(&world.deps, world.ctx(), &browser.session, Some(next.id))
        .await
        .unwrap();
    world.later(next.until - world.now() - TimeDelta::seconds(1));
    assert!(
        acting_for(&world.deps, &daniel, next.id)
            .await
            .unwrap()
            .is_some()
    );
    world.later(TimeDelta::seconds(1));
    assert!(
        acting_for(&world.deps, &daniel, next.id)
            .await
            .unwrap()
            .is_none()
    );
}
