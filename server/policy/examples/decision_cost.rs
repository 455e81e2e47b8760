//! What does one decision cost? `cargo run --release -p policy --example decision_cost`

#![expect(clippy::unwrap_used, reason = "the world of the tests, borrowed")]

#[path = "../tests/engine/world.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod world;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use domain::{catalogue::CategorySet, decision::AccessRequest};
use policy::Policy;

const ROUNDS: usize = 2_000;

fn main() {
    let start = Instant::now();
    black_box(Policy::load().is_ok());
    println!("load once: {:?}", start.elapsed());
    let row = world::permitted();
    measure("one record", &row);
    let request = AccessRequest {
        record: None,
        ..row.request.clone()
    };
    let mut whole = world::Case { request, ..row };
    measure("a type", &whole);
    whole.evidence.consent.granted = CategorySet::all();
    whole.evidence.token.scope = domain::scope::ScopeSet::parse("patient/*.rs");
    measure("a type, everything shared", &whole);
    whole.evidence.token.expires_at = whole.now;
    measure("a refusal", &whole);
}

fn measure(name: &str, case: &world::Case) {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let _ = black_box(case.decide());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let [p50, p99] = [2, 100].map(|share| times[ROUNDS - ROUNDS / share]);
    println!("{name}: p50 {p50:?}, p99 {p99:?}");
}
