//! How much an app may ask, and how much one search may.

use std::num::NonZeroU32;

use chrono::TimeDelta;
use domain::catalogue::DataCategory::LabResults;
use server::rate_limits::apps::AppLimits;

use crate::resource_server::{
    samples::{LAB, lab, patient},
    world::World,
};

crate::on_every_database!(
    an_app_that_asks_too_often_waits_and_others_do_not,
    a_search_with_many_alternatives_counts_for_more,
    alternatives_are_bounded_over_all_parameters
);

impl World {
    /// A hospital where a grant may ask ten times, and then once a second.
    fn patient_with_apps(mut self) -> Self {
        self.deps.app_limits = AppLimits::new(NonZeroU32::MIN);
        self.with_deps()
    }
}

async fn an_app_that_asks_too_often_waits_and_others_do_not(world: World) {
    let world = world.patient_with_apps();
    world
        .import(&[patient("alice"), lab("l", "2026-04-01")])
        .await;
    let greedy = world.app(LAB, &[LabResults]).await;
    for _ in 0..10 {
        assert_eq!(greedy.get("Observation/l").await.status, 200);
    }
    let refused = greedy.get("Observation/l").await;
    refused.assert_outcome(429);
    assert_eq!(refused.header("retry-after"), "2");
    let modest = world.app(LAB, &[LabResults]).await;
    assert_eq!(modest.get("Observation/l").await.status, 200);
    world.clock.advance(TimeDelta::seconds(2));
    assert_eq!(greedy.get("Observation/l").await.status, 200);
}

async fn a_search_with_many_alternatives_counts_for_more(world: World) {
    let world = world.patient_with_apps();
    let app = world.app(LAB, &[LabResults]).await;
    let codes = vec!["718-7"; 150].join(",");
    let heavy = format!("Observation?code={codes}");
    assert_eq!(app.get(&heavy).await.status, 200);
    app.get("Observation?_count=1").await.assert_outcome(429);
}

async fn alternatives_are_bounded_over_all_parameters(world: World) {
    let app = world.app(LAB, &[LabResults]).await;
    let search = |parameters: usize, alternatives: usize| {
        let codes = vec!["718-7"; alternatives].join(",");
        format!(
            "Observation?{}",
            vec![format!("code={codes}"); parameters].join("&")
        )
    };
    assert_eq!(app.get(&search(5, 100)).await.status, 200);
    app.get(&search(5, 101)).await.assert_outcome(400);
    app.get(&search(99, 75)).await.assert_outcome(400);
    let unknown = search(99, 75).replace("code=", "colour=");
    app.get(&unknown).await.assert_outcome(400);
}
