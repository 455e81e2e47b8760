//! Parents of minors: set by the hospital, changed by birthdays, announced ahead, and never later than the birthday.

use chrono::{NaiveDate, TimeDelta};
use domain::{
    actor::Actor,
    audit::AuditAction,
    catalogue::DataCategory,
    delegation::{Delegation, DelegationStatus},
    ids::PatientId,
    person::Person,
};
use serde_json::json;
use server::operations::{
    acting::Acting,
    delegations::{
        add_guardian::{AddGuardianError, add_guardian},
        change_delegation::{ChangeDelegation, change_delegation},
        settle_ages::settle_ages,
    },
    records::{
        import_records::Import,
        view_records::{Wanted, view_records},
    },
};

use super::count;
use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{DANIEL, acting},
        samples::patient,
    },
};

/// Maria is a minor, and Daniel her guardian.
async fn minor(world: &World, born: NaiveDate) -> (Person, Person, Delegation) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let record = json!({
        "resourceType": "Patient",
        "id": patient().as_str(),
        "name": [{ "text": "Maria Keller" }],
        "birthDate": born.to_string(),
    });
    let mut import = Import::new(&world.deps, world.ctx());
    import.text("birth", &record.to_string()).await.unwrap();
    let guardian = add_guardian(&world.deps, world.ctx(), DANIEL, patient(), Actor::System)
        .await
        .unwrap();
    (maria, daniel, guardian)
}

async fn conditions(world: &World, guardian: &Delegation) -> Option<usize> {
    let acting = Acting::for_another(guardian.clone());
    let problems = Some(DataCategory::Problems);
    let seen = view_records(
        &world.deps,
        world.ctx(),
        &acting,
        problems,
        &Wanted::default(),
    )
    .await;
    seen.ok().map(|seen| seen.entries.len())
}

async fn stored(world: &World, guardian: &Delegation) -> Delegation {
    let found = world.store().read().delegations().find(guardian.id).await;
    found.unwrap().unwrap()
}

async fn notices(world: &World, kind: &str) -> u64 {
    let sql = format!("update notice set kind = kind where kind = '{kind}'");
    world.database.execute(&sql).await.unwrap()
}

on_every_database!(
    birthdays_narrow_suspend_and_end_without_any_job,
    the_young_person_says_yes_and_it_goes_on,
    the_job_announces_ahead_and_writes_down_once,
    a_corrected_birth_date_reaches_the_guardian_at_once,
    who_came_of_age_before_the_access_began_is_seen_years_later_too,
    only_for_a_minor_with_a_birth_date_and_an_account_for_the_guardian
);

async fn birthdays_narrow_suspend_and_end_without_any_job(world: World) {
    let born = world.now().date_naive() - TimeDelta::days(365 * 11);
    let (_, _, guardian) = minor(&world, born).await;
    let ages = guardian.ages.unwrap();
    let to = |at: domain::Timestamp| world.later(at - world.now());
    assert_eq!(conditions(&world, &guardian).await, Some(3));
    to(ages.narrow_at - TimeDelta::seconds(1));
    assert_eq!(conditions(&world, &guardian).await, Some(3));
    to(ages.narrow_at);
    assert_eq!(conditions(&world, &guardian).await, Some(1));
    to(ages.suspend_at.unwrap());
    assert_eq!(conditions(&world, &guardian).await, None);
    assert_eq!(
        stored(&world, &guardian).await.status(world.now()),
        DelegationStatus::NeedsReview
    );
}

async fn the_young_person_says_yes_and_it_goes_on(world: World) {
    let born = world.now().date_naive() - TimeDelta::days(365 * 16 + 10);
    let (maria, _, guardian) = minor(&world, born).await;
    assert_eq!(conditions(&world, &guardian).await, None);
    let yes = ChangeDelegation {
        delegation: guardian.id,
        limits: guardian.limits,
        lasting: None,
        proof: None,
    };
    let proof = world.proof(maria.id, yes.proof_for());
    let unproved = change_delegation(&world.deps, world.ctx(), &acting(&maria), yes.clone()).await;
    assert!(unproved.is_err());
    let yes = ChangeDelegation {
        proof: Some(proof),
        ..yes
    };
    change_delegation(&world.deps, world.ctx(), &acting(&maria), yes)
        .await
        .unwrap();
    assert_eq!(conditions(&world, &guardian).await, Some(1));
    world.later(guardian.until - world.now());
    assert_eq!(conditions(&world, &guardian).await, None);
}

/// The same record, with another birth date.
async fn corrected(world: &World, born: NaiveDate) {
    let record = json!({
        "resourceType": "Patient",
        "id": patient().as_str(),
        "name": [{ "text": "Maria Keller" }],
        "birthDate": born.to_string(),
    });
    let mut import = Import::new(&world.deps, world.ctx());
    import.text("birth", &record.to_string()).await.unwrap();
}

async fn a_corrected_birth_date_reaches_the_guardian_at_once(world: World) {
    let years = |years: i64| world.now().date_naive() - TimeDelta::days(366 * years);
    let (_, _, guardian) = minor(&world, years(5)).await;
    assert_eq!(conditions(&world, &guardian).await, Some(3));
    let seen = async || {
        let now = stored(&world, &guardian).await;
        (conditions(&world, &now).await, now.status(world.now()))
    };
    corrected(&world, years(13)).await;
    assert_eq!(seen().await, (Some(1), DelegationStatus::Active));
    corrected(&world, years(17)).await;
    assert_eq!(seen().await, (None, DelegationStatus::NeedsReview));
    // The wrong date was the second one: the child is small, and its guardian acts as before.
    corrected(&world, years(5)).await;
    assert_eq!(seen().await, (Some(3), DelegationStatus::Active));
    corrected(&world, years(19)).await;
    assert_eq!(seen().await, (None, DelegationStatus::Expired));
    assert!(notices(&world, "delegation-changed").await >= 2);
}

async fn who_came_of_age_before_the_access_began_is_seen_years_later_too(world: World) {
    let born = |years: i64| world.now().date_naive() - TimeDelta::days(366 * years);
    let (_, _, guardian) = minor(&world, born(5)).await;
    world.later(TimeDelta::days(400));
    // Of age for longer than the access lasted, and for a part of the time that it did.
    for age in [25, 18] {
        corrected(&world, born(age)).await;
        let seen = stored(&world, &guardian).await;
        assert_eq!(seen.status(world.now()), DelegationStatus::Expired, "{age}");
        assert_eq!(conditions(&world, &seen).await, None, "{age}");
    }
}

async fn the_job_announces_ahead_and_writes_down_once(world: World) {
    let born = world.now().date_naive() - TimeDelta::days(365 * 11);
    let (_, _, guardian) = minor(&world, born).await;
    let ages = guardian.ages.unwrap();
    let to = |at: domain::Timestamp| world.later(at - world.now());
    assert_eq!(settle_ages(&world.deps).await.unwrap(), 0);
    to(ages.narrow_at - TimeDelta::days(30));
    for _ in 0..2 {
        assert_eq!(settle_ages(&world.deps).await.unwrap(), 0);
    }
    assert_eq!(notices(&world, "age-event-ahead").await, 2);
    to(ages.narrow_at);
    assert_eq!(settle_ages(&world.deps).await.unwrap(), 1);
    assert_eq!(settle_ages(&world.deps).await.unwrap(), 0);
    to(ages.end_at);
    // It slept through the sixteenth birthday: the end is what there is to write down.
    assert_eq!(settle_ages(&world.deps).await.unwrap(), 1);
    assert_eq!(
        stored(&world, &guardian).await.status(world.now()),
        DelegationStatus::Ended
    );
    assert_eq!(notices(&world, "delegation-ended").await, 2);
    assert_eq!(count(&world, AuditAction::DelegationEnded).await, (1, 0));
    assert_eq!(settle_ages(&world.deps).await.unwrap(), 0);
}

async fn only_for_a_minor_with_a_birth_date_and_an_account_for_the_guardian(world: World) {
    let add = async |email: &str, of: &str| {
        add_guardian(
            &world.deps,
            world.ctx(),
            email,
            PatientId::parse(of).unwrap(),
            Actor::System,
        )
        .await
        .unwrap_err()
    };
    let born = world.now().date_naive() - TimeDelta::days(365 * 11);
    minor(&world, born).await;
    assert!(matches!(
        add("nobody@b.example", "maria").await,
        AddGuardianError::NoAccount
    ));
    assert!(matches!(
        add(DANIEL, "nobody").await,
        AddGuardianError::NoBirthDate
    ));
    assert!(matches!(
        add(DANIEL, "maria").await,
        AddGuardianError::Taken
    ));
    world.later(TimeDelta::days(365 * 8));
    assert!(matches!(
        add(DANIEL, "maria").await,
        AddGuardianError::OfAge
    ));
}
