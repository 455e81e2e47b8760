//! Roles of staff come and go with what the hospital's sign-in says.

use std::sync::Arc;

use domain::{
    actor::StaffRole,
    audit::{AuditAction, Outcome},
    decision::Reason,
    upstream::UpstreamClaims,
};
use server::{
    config::Config,
    operations::activation::finish_upstream::{EnrolError, FinishError, Finished},
};

use super::{back_with, bob, say_yes, signed_in};
use crate::{on_every_database, support::World};

on_every_database!(
    a_role_begins_an_account_of_staff_and_each_sign_in_says_it_anew,
    two_roles_at_once_open_nothing,
    a_role_goes_also_where_only_a_passkey_signs_in,
    without_the_setting_roles_stay
);

fn asking(mut world: World, claim: Option<&str>) -> World {
    world.deps.config = Arc::new(Config {
        upstream_role_claim: claim.map(str::to_owned),
        ..Config::default()
    });
    world
}

fn groups(names: &[&str]) -> UpstreamClaims {
    UpstreamClaims {
        roles: names.iter().map(|name| (*name).to_owned()).collect(),
        email: Some("olga@hospital.example".parse().unwrap()),
        name: Some("Olga Office".parse().unwrap()),
        ..UpstreamClaims::default()
    }
}

async fn actions(world: &World) -> Vec<(AuditAction, Outcome)> {
    let events = world.store().read().events().page(0, 100).await.unwrap();
    let told = events
        .iter()
        .map(|row| (row.event.action, row.event.outcome));
    told.filter(|(action, _)| *action != AuditAction::SignIn)
        .collect()
}

async fn a_role_begins_an_account_of_staff_and_each_sign_in_says_it_anew(world: World) {
    let world = asking(world, Some("groups"));
    let come = async |names: &[&str]| signed_in(back_with(&world, "olga", groups(names)).await);
    let olga = come(&["nurses", "support"]).await;
    assert_eq!((olga.role, olga.patient), (Some(StaffRole::Support), None));
    assert_eq!(olga.name.as_str(), "Olga Office");
    for (names, role) in [
        (&["support"][..], Some(StaffRole::Support)),
        (&["privacy-officer"], Some(StaffRole::PrivacyOfficer)),
        (&[], None),
    ] {
        let again = come(names).await;
        assert_eq!((again.id, again.role), (olga.id, role));
    }
    let stored = world.store().read().people().find(olga.id).await.unwrap();
    assert_eq!(stored.unwrap().role, None);
    let changed = (AuditAction::RoleChanged, Outcome::Done);
    let begun = [AuditAction::StaffAdded, AuditAction::UpstreamLinked];
    let begun = begun.map(|action| (action, Outcome::Done));
    assert_eq!(
        actions(&world).await,
        [&begun[..], &[changed, changed]].concat()
    );
}

async fn two_roles_at_once_open_nothing(world: World) {
    let world = asking(world, Some("groups"));
    let two = groups(&["support", "administrator"]);
    let nothing = back_with(&world, "olga", two.clone()).await;
    assert!(matches!(
        nothing,
        Err(FinishError::Enrol(EnrolError::Roles(_)))
    ));
    signed_in(back_with(&world, "olga", groups(&["support"])).await);
    let nothing = back_with(&world, "olga", two).await;
    assert!(matches!(
        nothing,
        Err(FinishError::Enrol(EnrolError::Roles(_)))
    ));
    let events = world.store().read().events().page(0, 100).await.unwrap();
    let refused = events
        .iter()
        .filter(|row| row.event.outcome == Outcome::Refused);
    let reasons: Vec<_> = refused.map(|row| row.event.reasons.clone()).collect();
    assert_eq!(reasons, vec![vec![Reason::RoleNotAllowed]; 2]);
}

async fn a_role_goes_also_where_only_a_passkey_signs_in(world: World) {
    let world = asking(world, Some("groups"));
    let home = world.maria_at_home().await;
    let maria = home.person.id;
    world.trusted_passkey(&home).await;
    let (started, _) = super::back_as(&world, "hospital-maria", None).await;
    say_yes(&world, maria, &started.browser).await.unwrap();
    let choice = "update person set role = 'support', only_passkeys = true";
    world.database.execute(choice).await.unwrap();
    for (names, role) in [
        (&["privacy-officer"][..], Some(StaffRole::PrivacyOfficer)),
        (&[], None),
    ] {
        let refused = back_with(&world, "hospital-maria", groups(names)).await;
        assert!(matches!(refused, Err(FinishError::PasskeyOnly)));
        let stored = world.store().read().people().find(maria).await.unwrap();
        assert_eq!(stored.unwrap().role, role);
    }
    let events = world.store().read().events().page(0, 100).await.unwrap();
    let event = &events.last().unwrap().event;
    assert_eq!(
        (event.action, event.outcome, event.reasons.as_slice()),
        (
            AuditAction::SignIn,
            Outcome::Refused,
            &[Reason::StepUpRequired][..]
        )
    );
}

async fn without_the_setting_roles_stay(world: World) {
    let world = asking(world, None);
    let bob = bob(&world).await;
    let (started, waits) = super::back_as(&world, "hospital-bob", None).await;
    assert!(matches!(waits, Ok(Finished::Unlinked)));
    say_yes(&world, bob, &started.browser).await.unwrap();
    let again = signed_in(back_with(&world, "hospital-bob", UpstreamClaims::default()).await);
    assert_eq!(again.role, Some(StaffRole::Support));
}
