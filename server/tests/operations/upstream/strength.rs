//! How strong was the sign-in at the provider? What the provider says is held against what the hospital takes for strong.

use std::sync::Arc;

use domain::{actor::StaffRole, ids::AuthorizationRequestId, upstream::UpstreamClaims};
use server::{
    config::{Config, StrongUpstream},
    operations::sign_in::{begin_session::SignedIn, find_session::find_session},
};
use uuid::Uuid;

use super::{Finished, back_with};
use crate::{on_every_database, support::World};

on_every_database!(
    a_role_counts_after_a_sign_in_that_the_provider_calls_strong,
    a_weak_sign_in_opens_the_account_and_proves_nothing
);

/// The provider of these stories says `urn:hospital:two-factor`, `pwd` and `otp` of each sign-in.
fn taking_for_strong(mut world: World, values: &[&str]) -> World {
    world.deps.config = Arc::new(Config {
        upstream_role_claim: Some("groups".to_owned()),
        upstream_strong_acr: StrongUpstream(values.iter().map(|one| (*one).to_owned()).collect()),
        ..Config::default()
    });
    world
}

async fn olga(world: &World) -> SignedIn {
    let claims = UpstreamClaims {
        roles: vec!["support".to_owned()],
        email: Some("olga@hospital.example".parse().unwrap()),
        name: Some("Olga Office".parse().unwrap()),
        ..UpstreamClaims::default()
    };
    match back_with(world, "olga", claims).await.unwrap() {
        Finished::SignedIn(signed_in) => *signed_in,
        Finished::Unlinked => unreachable!("an account opens"),
    }
}

async fn role(world: &World, signed_in: &SignedIn) -> Option<StaffRole> {
    let visitor = find_session(&world.deps, &signed_in.secret).await.unwrap();
    visitor.expect("the account is open").person.role
}

async fn a_role_counts_after_a_sign_in_that_the_provider_calls_strong(world: World) {
    let mut world = world;
    for (values, counts) in [
        (&["urn:hospital:two-factor"][..], true),
        (&["hwk", "otp"], true),
        (&["hwk"], false),
        (&[], true),
    ] {
        world = taking_for_strong(world, values);
        let signed_in = olga(&world).await;
        let found = role(&world, &signed_in).await;
        assert_eq!(found.is_some(), counts, "{values:?}");
        assert_eq!(signed_in.session.is_weak, !counts, "{values:?}");
    }
}

async fn a_weak_sign_in_opens_the_account_and_proves_nothing(world: World) {
    let world = taking_for_strong(world, &["hwk"]);
    let signed_in = olga(&world).await;
    let request = AuthorizationRequestId::from_uuid(Uuid::nil());
    let led = signed_in.session.clone().led_by(Some(request));
    assert_eq!(led.sign_in().for_request(request, world.now()), None);
    // What is set in the sign-in that made the account came with it, unless that was weak.
    assert!(!signed_in.session.made(&signed_in.person));
}
