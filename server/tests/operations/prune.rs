//! What ended goes; what lives and what happened stays.

use chrono::TimeDelta;
use server::operations::administration::prune::prune;

use crate::{on_every_database, support::World};

on_every_database!(only_what_ended_a_day_ago_goes);

async fn only_what_ended_a_day_ago_goes(world: World) {
    let shared = world.shared().await;
    world.later(TimeDelta::hours(24));
    let newer = world.access_token(&shared.grant, &shared.consent).await;
    assert_eq!(prune(&world.deps).await.unwrap(), 0);
    world.later(TimeDelta::minutes(11));
    assert_eq!(prune(&world.deps).await.unwrap(), 1);
    let reader = world.store().read();
    assert!(
        reader
            .access_basis(&shared.access.digest())
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        reader
            .access_basis(&newer.digest())
            .await
            .unwrap()
            .is_some()
    );
}
