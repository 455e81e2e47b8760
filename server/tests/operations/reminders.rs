//! Both sides of a delegation hear when it ends, ahead and afterwards, each once; in quiet mode the caregiver hears
//! nothing, not even what was written before.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{delegation::Delegation, notice::NoticeKind, person::Person};
use server::{
    operations::{
        delegations::set_quiet_mode::set_quiet_mode,
        notices::{
            list_notices::list_notices, list_outbox::list_outbox,
            remind_delegations::remind_delegations,
        },
    },
    state::Deps,
};

use crate::{
    on_every_database,
    support::{World, caregivers::usual},
};

const SOON: NoticeKind = NoticeKind::DelegationEndsSoon;
const ENDED: NoticeKind = NoticeKind::DelegationEnded;

async fn patients(world: &World) -> (Person, Person, Delegation) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    (maria, daniel, delegation)
}

/// What somebody was told about ends, newest first.
async fn told(world: &World, person: &Person) -> Vec<NoticeKind> {
    let listed = list_notices(&world.deps, person.id).await.unwrap();
    let kinds = listed.told.into_iter().map(|one| one.kind);
    kinds.filter(|kind| matches!(*kind, SOON | ENDED)).collect()
}

async fn remind(world: &World) -> u64 {
    remind_delegations(&world.deps).await.unwrap()
}

fn until_days_before(world: &World, delegation: &Delegation, days: i64) {
    world.later(delegation.until - world.now() - TimeDelta::days(days));
}

fn demo(world: &World) -> Deps {
    let mut config = (*world.deps.config).clone();
    config.demo = true;
    Deps {
        config: Arc::new(config),
        ..world.deps.clone()
    }
}

on_every_database!(
    both_sides_hear_it_thirty_and_seven_days_ahead_and_at_the_end,
    a_late_job_says_the_last_of_what_is_due,
    in_quiet_mode_the_caregiver_hears_nothing,
    what_was_written_before_quiet_mode_does_not_leave_in_it
);

async fn both_sides_hear_it_thirty_and_seven_days_ahead_and_at_the_end(world: World) {
    let (maria, daniel, delegation) = patients(&world).await;
    until_days_before(&world, &delegation, 31);
    assert_eq!(remind(&world).await, 0);
    for days in [30, 7, 0] {
        until_days_before(&world, &delegation, days);
        assert_eq!(remind(&world).await, 2, "{days} days before");
        world.later(TimeDelta::hours(1));
        assert_eq!(remind(&world).await, 0);
    }
    for person in [&maria, &daniel] {
        assert_eq!(told(&world, person).await, [ENDED, SOON, SOON]);
    }
}

async fn a_late_job_says_the_last_of_what_is_due(world: World) {
    let (maria, daniel, delegation) = patients(&world).await;
    until_days_before(&world, &delegation, 5);
    assert_eq!(remind(&world).await, 2);
    for person in [&maria, &daniel] {
        assert_eq!(told(&world, person).await, [SOON]);
    }
}

async fn in_quiet_mode_the_caregiver_hears_nothing(world: World) {
    let (maria, daniel, delegation) = patients(&world).await;
    set_quiet_mode(&world.deps, world.ctx(), maria.id, true)
        .await
        .unwrap();
    until_days_before(&world, &delegation, 7);
    assert_eq!(remind(&world).await, 1);
    assert_eq!(told(&world, &maria).await, [SOON]);
    assert!(told(&world, &daniel).await.is_empty());
}

async fn what_was_written_before_quiet_mode_does_not_leave_in_it(world: World) {
    let (maria, daniel, delegation) = patients(&world).await;
    until_days_before(&world, &delegation, 7);
    assert_eq!(remind(&world).await, 2);
    set_quiet_mode(&world.deps, world.ctx(), maria.id, true)
        .await
        .unwrap();
    let mails = list_outbox(&demo(&world)).await.unwrap().unwrap();
    let about_end = |to: &Person| {
        let to = to.email.as_str();
        mails
            .iter()
            .filter(|mail| mail.to == to && mail.subject.contains("until"))
            .count()
    };
    assert_eq!((about_end(&maria), about_end(&daniel)), (1, 0));
}
