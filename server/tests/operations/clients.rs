//! Which apps there are, and what happens when one is suspended.

use domain::{
    client::{Client, ReviewState},
    grant::{GrantEndCause, GrantState},
    scope::ScopeSet,
};
use server::operations::administration::{
    register_client::{Credential, RegisterError, register_client},
    review_client::{ReviewError, review_client},
};

use crate::{
    on_every_database,
    support::{World, samples::SUGAR_COACH},
};

on_every_database!(
    an_app_is_registered_once_and_reads_back_as_it_was,
    what_an_app_needs_must_be_what_it_may_ask_for,
    suspending_an_app_ends_its_connections,
    an_app_that_is_not_there_cannot_be_reviewed
);

async fn an_app_is_registered_once_and_reads_back_as_it_was(world: World) {
    let client = world.app(SUGAR_COACH).await;
    let found = world
        .store()
        .read()
        .clients()
        .find(&client.id)
        .await
        .unwrap();
    assert_eq!(found, Some(client.clone()));
    let again = register_client(&world.deps, world.ctx(), client, Credential::None).await;
    assert!(matches!(again, Err(RegisterError::Taken)));
}

async fn what_an_app_needs_must_be_what_it_may_ask_for(world: World) {
    let client = world.app(SUGAR_COACH).await;
    let greedy = Client {
        needed_scopes: ScopeSet::parse("user/Patient.rs"),
        ..client
    };
    let refused = register_client(&world.deps, world.ctx(), greedy, Credential::None).await;
    assert!(matches!(refused, Err(RegisterError::NeedsTooMuch)));
}

async fn suspending_an_app_ends_its_connections(world: World) {
    let shared = world.shared().await;
    let id = &shared.consent.client;
    let reviewed = review_client(&world.deps, world.ctx(), id, ReviewState::Suspended)
        .await
        .unwrap();
    assert_eq!(
        (reviewed.client.review, reviewed.ended),
        (ReviewState::Suspended, 1)
    );
    let evidence = world
        .store()
        .read()
        .access_basis(&shared.access.digest())
        .await
        .unwrap()
        .unwrap();
    let ended = GrantState::Ended {
        at: world.now(),
        cause: GrantEndCause::ClientSuspended,
    };
    assert_eq!(
        (evidence.grant.state, evidence.client.review),
        (ended, ReviewState::Suspended)
    );
}

async fn an_app_that_is_not_there_cannot_be_reviewed(world: World) {
    let id = "nobody".parse().unwrap();
    let refused = review_client(&world.deps, world.ctx(), &id, ReviewState::Verified).await;
    assert!(matches!(refused, Err(ReviewError::NotFound)));
}
