//! A caregiver never goes further than the patient said: not by looking, not by changing, not by asking.

mod changing;

use chrono::TimeDelta;
use domain::{
    acr::Demand,
    audit::AuditAction,
    catalogue::{DataCategory, PurposeOfUse},
    consent::PkceChallenge,
    delegation::{Ability, Delegation, Lasting, Limits},
    ids::AuthorizationRequestId,
    person::Person,
    scope::ScopeSet,
};
use server::operations::{
    acting::{Acting, ActingError},
    connect::{
        records_to_choose::records_to_choose,
        request_authorization::{NewAuthorizationRequest, request_authorization},
    },
    consents::{
        list_activity::{ActivityFilter, list_activity},
        list_connected_apps::list_connected_apps,
    },
    delegations::change_delegation::{ChangeDelegation, change_delegation},
    records::view_records::{Wanted, view_records},
};

use super::{count, written};
use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{acting, may, usual},
        samples::SUGAR_COACH,
    },
};

fn change(delegation: &Delegation, limits: Limits, lasting: Option<Lasting>) -> ChangeDelegation {
    ChangeDelegation {
        delegation: delegation.id,
        limits,
        lasting,
        proof: None,
    }
}

fn proved(world: &World, person: &Person, change: ChangeDelegation) -> ChangeDelegation {
    let proof = world.proof(person.id, change.proof_for());
    ChangeDelegation {
        proof: Some(proof),
        ..change
    }
}

on_every_database!(
    a_caregiver_sees_what_is_ticked_and_each_look_is_written_down,
    topics_end_after_ninety_days_and_the_rest_goes_on,
    each_ability_is_given_on_its_own,
    a_caregivers_history_holds_what_they_may_see_and_nothing_of_the_account
);

async fn a_caregiver_sees_what_is_ticked_and_each_look_is_written_down(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let on_behalf = Acting::for_another(world.delegation_to(&maria, &daniel, usual()).await);
    let problems = Some(DataCategory::Problems);
    let seen = view_records(
        &world.deps,
        world.ctx(),
        &on_behalf,
        problems,
        &Wanted::default(),
    )
    .await
    .unwrap();
    let titles: Vec<_> = seen
        .entries
        .iter()
        .map(|one| one.title.as_deref().unwrap())
        .collect();
    assert_eq!(titles, ["Low mood", "Knee pain"]);
    assert_eq!(seen.counts.total, 3);
    assert_eq!((seen.counts.hidden.total, seen.counts.topics.len()), (0, 1));
    let look = &written(&world).await[0];
    assert_eq!(
        (look.action, look.count),
        (AuditAction::RecordViewed, Some(2))
    );
    assert_eq!(
        (look.actor.person(), look.delegation),
        (
            Some(daniel.id),
            Some(on_behalf.delegation.as_ref().unwrap().id)
        )
    );
    let unticked = Some(DataCategory::Immunizations);
    let refused = view_records(
        &world.deps,
        world.ctx(),
        &on_behalf,
        unticked,
        &Wanted::default(),
    )
    .await;
    assert!(matches!(refused, Err(ActingError::Refused(_))));
    assert_eq!(count(&world, AuditAction::RecordViewed).await, (1, 1));
    let own = view_records(
        &world.deps,
        world.ctx(),
        &acting(&maria),
        problems,
        &Wanted::default(),
    )
    .await
    .unwrap();
    assert_eq!(own.entries.len(), 3);
}

async fn topics_end_after_ninety_days_and_the_rest_goes_on(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let on_behalf = Acting::for_another(world.delegation_to(&maria, &daniel, usual()).await);
    let seen = async || {
        let problems = Some(DataCategory::Problems);
        view_records(
            &world.deps,
            world.ctx(),
            &on_behalf,
            problems,
            &Wanted::default(),
        )
        .await
        .unwrap()
        .entries
        .len()
    };
    world.later(TimeDelta::days(90) - TimeDelta::seconds(1));
    assert_eq!(seen().await, 2);
    world.later(TimeDelta::seconds(1));
    assert_eq!(seen().await, 1);
}

/// Sugar Coach asks for results.
async fn asked(world: &World) -> AuthorizationRequestId {
    let asked = NewAuthorizationRequest {
        client: world.app(SUGAR_COACH).await.id,
        redirect_uri: "http://127.0.0.1:4711/callback".to_owned(),
        scope: ScopeSet::parse("launch/patient patient/Observation.rs"),
        purpose: PurposeOfUse::SelfCare,
        state: None,
        nonce: None,
        challenge: PkceChallenge::parse("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM").unwrap(),
        demand: Demand::of(None, None, world.now()),
    };
    let asked = request_authorization(&world.deps, world.ctx(), asked, true).await;
    asked.unwrap()
}

async fn each_ability_is_given_on_its_own(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let mut delegation = world
        .delegation_to(&maria, &daniel, may(&[Ability::SeeRecords]))
        .await;
    let request = asked(&world).await;
    let mut answers = Vec::new();
    for abilities in [
        &[Ability::SeeRecords][..],
        &[Ability::SeeActivity],
        &[Ability::ManageApps],
    ] {
        let wanted = proved(&world, &maria, change(&delegation, may(abilities), None));
        delegation = change_delegation(&world.deps, world.ctx(), &acting(&maria), wanted)
            .await
            .unwrap();
        let on_behalf = Acting::for_another(delegation.clone());
        let records = view_records(
            &world.deps,
            world.ctx(),
            &on_behalf,
            None,
            &Wanted::default(),
        )
        .await;
        let activity = list_activity(
            &world.deps,
            world.ctx(),
            &on_behalf,
            &ActivityFilter::default(),
        )
        .await;
        let apps = list_connected_apps(&world.deps, world.ctx(), &on_behalf).await;
        let choose = records_to_choose(&world.deps, &daniel, request).await;
        let choose = choose.unwrap().unwrap();
        answers.push((
            records.is_ok(),
            activity.is_ok(),
            apps.is_ok(),
            choose.len(),
        ));
    }
    assert_eq!(
        answers,
        [
            (true, false, false, 0),
            (false, true, false, 0),
            (false, false, true, 1)
        ]
    );
}

async fn a_caregivers_history_holds_what_they_may_see_and_nothing_of_the_account(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    world.signed_in(crate::support::samples::EMAIL).await;
    let on_behalf = Acting::for_another(world.delegation_to(&maria, &daniel, usual()).await);
    view_records(
        &world.deps,
        world.ctx(),
        &on_behalf,
        Some(DataCategory::LabResults),
        &Wanted::default(),
    )
    .await
    .unwrap();
    world.deps.audit.record(world.read_event()).await.unwrap();
    let history = async |acting: &Acting| {
        let all = ActivityFilter::default();
        let activity = list_activity(&world.deps, world.ctx(), acting, &all)
            .await
            .unwrap();
        let mut actions: Vec<_> = activity
            .entries
            .iter()
            .map(|entry| entry.statement.action)
            .collect();
        actions.sort_unstable();
        (actions, activity)
    };
    let (told, _) = history(&on_behalf).await;
    assert_eq!(
        told,
        [
            AuditAction::RecordSearched,
            AuditAction::InvitationAccepted,
            AuditAction::RecordViewed
        ]
    );
    let (all, activity) = history(&acting(&maria)).await;
    assert!(all.contains(&AuditAction::SignIn) && all.contains(&AuditAction::InvitationSent));
    let look = activity
        .entries
        .iter()
        .find(|entry| entry.statement.action == AuditAction::RecordViewed)
        .unwrap();
    assert_eq!(look.statement.facts.actor.as_deref(), Some("Daniel"));
    // As Maria calls him, whatever he calls himself.
    assert_eq!(look.statement.facts.caregiver.as_deref(), Some("Daniel"));
}
