//! Several nodes count together, and what they count stays small.

use std::sync::Arc;

use chrono::TimeDelta;
use server::{
    entropy::SeededEntropy,
    operations::sign_in::sign_in_with_password::{Credentials, SignInError, sign_in},
    rate_limits::RateLimits,
    secret::Digest,
    state::Deps,
    store::{Bucket, Store},
};

use crate::{
    on_every_database,
    support::{World, samples::EMAIL},
};

on_every_database!(
    what_one_node_refuses_no_other_answers,
    a_flood_of_keys_is_bounded_and_forgets_the_emptiest,
    a_try_that_does_not_fit_changes_nothing
);

async fn what_one_node_refuses_no_other_answers(world: World) {
    world.maria().await;
    let store = Store::connect(world.database.url()).await.unwrap();
    let config = (*world.deps.config).clone();
    let entropy = Arc::new(SeededEntropy::from_seed(7));
    let second = Deps::new(store, world.clock.clone(), entropy, config);
    let nodes = [&world.deps, &second];
    let mut heard = 0;
    for attempt in 0..2 * RateLimits::PER_ACCOUNT {
        let wrong = Credentials {
            email: EMAIL.to_owned(),
            password: "wrong".to_owned(),
        };
        let answer = sign_in(nodes[attempt % 2], world.ctx(), wrong).await;
        heard += usize::from(matches!(answer, Err(SignInError::Refused)));
    }
    assert_eq!(heard, RateLimits::PER_ACCOUNT);
}

fn bucket(name: u32) -> Bucket {
    Bucket {
        key: Digest::of(&name.to_be_bytes()),
        one: TimeDelta::minutes(1),
        full: TimeDelta::minutes(3),
        beyond: TimeDelta::zero(),
    }
}

async fn a_flood_of_keys_is_bounded_and_forgets_the_emptiest(world: World) {
    let tx = world.store().begin().await.unwrap();
    let (limits, now) = (tx.rate_limits(), world.now());
    for _ in 0..3 {
        limits.fill(bucket(0), now).await.unwrap().unwrap();
    }
    for name in 1..40 {
        limits.fill(bucket(name), now).await.unwrap().unwrap();
    }
    assert_eq!(limits.prune(now, 10).await.unwrap(), 30);
    assert_eq!(limits.fill(bucket(0), now).await.unwrap(), None);
    let over = now + TimeDelta::minutes(3);
    limits.prune(over, 10).await.unwrap();
    assert_eq!(limits.count().await.unwrap(), 0);
}

async fn a_try_that_does_not_fit_changes_nothing(world: World) {
    let tx = world.store().begin().await.unwrap();
    let (limits, now) = (tx.rate_limits(), world.now());
    let fill = async |at| limits.fill(bucket(0), at).await.unwrap();
    for minutes in 1..=3 {
        assert_eq!(fill(now).await, Some(now + TimeDelta::minutes(minutes)));
    }
    for _ in 0..5 {
        assert_eq!(fill(now).await, None);
    }
    let later = now + TimeDelta::minutes(1);
    assert_eq!(fill(later).await, Some(later + TimeDelta::minutes(3)));
    limits.take_back(bucket(0)).await.unwrap();
    assert!(fill(later).await.is_some());
    limits.empty(&bucket(0).key).await.unwrap();
    assert_eq!(fill(later).await, Some(later + TimeDelta::minutes(1)));
}
