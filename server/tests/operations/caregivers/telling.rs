//! Who is told what, once, and who is not while quiet mode is on.

use chrono::TimeDelta;
use domain::{
    audit::AuditAction,
    catalogue::CategorySet,
    delegation::{Lasting, Limits},
};
use sea_orm::{ConnectionTrait, Statement};
use server::operations::delegations::{
    ask_for_more::ask_for_more,
    change_delegation::{ChangeDelegation, change_delegation},
    decline_more::decline_more,
    end_delegation::end_delegation,
    list_people::list_people,
    set_quiet_mode::set_quiet_mode,
};

use super::count;
use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{acting, usual},
    },
};

/// Who is told what: the name of the person or the address, and the kind.
async fn told(world: &World) -> Vec<String> {
    let raw = world.database.raw().await;
    let sql = "select coalesce(p.name, n.address), n.kind from notice n \
               left join person p on p.id = n.person order by n.created_at, n.kind";
    let rows = raw
        .query_all_raw(Statement::from_string(raw.get_database_backend(), sql))
        .await
        .unwrap();
    let told = rows.iter().map(|row| {
        let (who, kind): (String, String) = (
            row.try_get_by_index(0).unwrap(),
            row.try_get_by_index(1).unwrap(),
        );
        format!("{who}: {kind}")
    });
    let told = told.collect();
    raw.close().await.unwrap();
    told
}

async fn a_whole_story(world: &World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    set_quiet_mode(&world.deps, world.ctx(), maria.id, false)
        .await
        .unwrap();
    tell_it(world, &maria, &daniel).await;
}

async fn tell_it(world: &World, maria: &domain::person::Person, daniel: &domain::person::Person) {
    let second = chrono::TimeDelta::seconds(1);
    let delegation = world.delegation_to(maria, daniel, usual()).await;
    world.later(second);
    let longer = Some(Lasting::of_months(18).unwrap());
    ask_for_more(
        &world.deps,
        world.ctx(),
        daniel.id,
        delegation.id,
        usual(),
        longer,
    )
    .await
    .unwrap();
    world.later(second);
    let less = ChangeDelegation {
        delegation: delegation.id,
        limits: Limits {
            topics: domain::catalogue::TopicSet::EMPTY,
            ..usual()
        },
        lasting: None,
        proof: None,
    };
    change_delegation(&world.deps, world.ctx(), &acting(maria), less)
        .await
        .unwrap();
    world.later(second);
    end_delegation(&world.deps, world.ctx(), maria.id, delegation.id)
        .await
        .unwrap();
}

on_every_database!(
    each_side_is_told_what_the_other_did,
    however_often_a_caregiver_asks_the_patient_is_told_once_for_each_answer,
    quiet_mode_tells_the_caregiver_nothing
);

async fn each_side_is_told_what_the_other_did(world: World) {
    a_whole_story(&world).await;
    assert_eq!(
        told(&world).await,
        [
            "Maria Keller: invitation-accepted",
            "caregiver@demo.sayso.example: invited",
            "Maria Keller: more-asked",
            "Daniel Keller: delegation-changed",
            "Daniel Keller: delegation-ended",
        ]
    );
}

async fn however_often_a_caregiver_asks_the_patient_is_told_once_for_each_answer(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let wider = Limits {
        categories: CategorySet::all(),
        ..usual()
    };
    let ask = async |lasting| {
        world.later(TimeDelta::seconds(1));
        ask_for_more(
            &world.deps,
            world.ctx(),
            daniel.id,
            delegation.id,
            wider,
            lasting,
        )
        .await
        .unwrap()
    };
    let asked = async || {
        told(&world)
            .await
            .into_iter()
            .filter(|line| line.ends_with("more-asked"))
            .count()
    };
    for _ in 0..5 {
        ask(None).await;
    }
    let newest = ask(Some(Lasting::of_months(18).unwrap())).await;
    assert_eq!(asked().await, 1);
    let people = list_people(&world.deps, world.ctx(), &acting(&maria))
        .await
        .unwrap();
    assert_eq!(people.caregivers[0].asked, Some(newest));
    decline_more(&world.deps, world.ctx(), &acting(&maria), delegation.id)
        .await
        .unwrap();
    ask(None).await;
    assert_eq!(asked().await, 2);
}

async fn quiet_mode_tells_the_caregiver_nothing(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    set_quiet_mode(&world.deps, world.ctx(), maria.id, true)
        .await
        .unwrap();
    tell_it(&world, &maria, &daniel).await;
    let told = told(&world).await;
    assert!(
        !told.iter().any(|line| line.starts_with("Daniel")),
        "{told:?}"
    );
    assert_eq!(told.len(), 3);
    assert_eq!(count(&world, AuditAction::QuietModeChanged).await, (1, 0));
}
