//! Every address of the server with its answer for nobody, for a person who has no right to it, and for the one who
//! has. An address without a row fails; a changed answer is a diff in the golden table.

mod hostile;
mod people;
mod rows;

use std::collections::BTreeSet;

use crate::support::World;
use people::{Ids, Who};
use rows::{ROWS, Row};

/// What the router itself says it answers: its `Debug` names every path.
fn registered(world: &World) -> BTreeSet<String> {
    let printed = format!("{:?}", world.router);
    let texts = printed.split('"').skip(1).step_by(2);
    texts
        // What is no address is axum's own name for everything else.
        .filter(|text| text.starts_with('/') && !text.contains("__private__"))
        .map(str::to_owned)
        .collect()
}

/// With everything that a setting adds.
async fn everything() -> World {
    let token = "a-token-of-the-monitoring-0123456789".to_owned();
    let world = World::new().await.with_notice("Our text").await;
    world.with(|set| set.metrics_token = Some(token.try_into().unwrap()))
}

#[tokio::test]
async fn every_address_has_a_row() {
    let registered = registered(&everything().await);
    assert!(registered.contains("/oauth/token"), "{registered:?}");
    let rows: BTreeSet<_> = ROWS.iter().map(|row| row.path.to_owned()).collect();
    let without: Vec<_> = registered.difference(&rows).collect();
    assert_eq!(without, Vec::<&String>::new(), "addresses without a row");
    let gone: Vec<_> = rows.difference(&registered).collect();
    assert_eq!(gone, Vec::<&String>::new(), "rows without an address");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_address_answers_each_person_as_the_table_says() {
    let mut table = String::new();
    let world = everything().await;
    let ids = Ids::prepare(&world).await;
    let before = ids.state(&world).await;
    let mut answers = vec![Vec::new(); ROWS.len()];
    for who in Who::ALL {
        for (row, told) in ROWS.iter().zip(&mut answers) {
            told.push(ids.answer(&world, row, who).await);
        }
        if who != Who::Owner {
            assert_eq!(ids.state(&world).await, before, "{who:?} changed something");
        }
    }
    for (row, told) in ROWS.iter().zip(&answers) {
        table.push_str(&line(row, told));
    }
    insta::assert_snapshot!("answers", table);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_address_answers_with_every_header_that_protects() {
    let world = everything().await;
    let ids = Ids::prepare(&world).await;
    let world =
        world.with(|set| set.public_url = "https://records.hospital.example".parse().unwrap());
    for row in ROWS {
        for who in [Who::Nobody, Who::Owner] {
            let answer = ids.ask(&world, row, who).await;
            for (name, part) in PROTECTS {
                let value = answer.header(name);
                assert!(
                    value.contains(part),
                    "{} {} {who:?}: {name}: {value}",
                    row.method,
                    row.path
                );
            }
            // The keys are public, and verifiers may keep them for a while.
            let stored = answer.header("cache-control");
            assert!(
                stored == "no-store" || row.path == "/oauth/jwks",
                "{} {} {who:?}: {stored}",
                row.method,
                row.path
            );
        }
    }
    let missing = world.get("/no-such-page").await;
    assert!(
        PROTECTS
            .iter()
            .all(|(name, part)| missing.header(name).contains(part))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_answer_with_a_body_says_what_it_is() {
    let world = World::new().await;
    let ids = Ids::prepare(&world).await;
    for row in ROWS {
        for who in [Who::Nobody, Who::Owner] {
            let answer = ids.ask(&world, row, who).await;
            let kind = answer.header("content-type");
            let named = answer.body.is_empty() || !kind.is_empty();
            let written = !kind.starts_with("text/") || kind.ends_with("charset=utf-8");
            assert!(
                named && written,
                "{} {} {who:?}: {kind}",
                row.method,
                row.path
            );
        }
    }
}

const PROTECTS: [(&str, &str); 9] = [
    (
        "strict-transport-security",
        "max-age=63072000; includeSubDomains",
    ),
    ("cross-origin-opener-policy", "same-origin-allow-popups"),
    ("permissions-policy", "camera=()"),
    ("content-security-policy", "default-src 'none'"),
    ("content-security-policy", "base-uri 'none'"),
    ("content-security-policy", "frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
];

#[tokio::test]
async fn plain_http_on_this_machine_is_not_forced_to_https() {
    let answer = everything().await.get("/healthz").await;
    assert_eq!(answer.header("strict-transport-security"), "");
}

fn line(row: &Row, told: &[String]) -> String {
    let told: Vec<String> = Who::ALL
        .iter()
        .zip(told)
        .map(|(who, told)| format!("  {:<10}{told}\n", who.name()))
        .collect();
    format!("{} {}\n{}", row.method, row.path, told.concat())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_somebodys_own_opens_for_nobody_else() {
    let world = everything().await;
    let ids = Ids::prepare(&world).await;
    for row in ROWS.iter().filter(|row| row.own) {
        for who in Who::ALL.into_iter().filter(|who| *who != Who::Owner) {
            let answer = ids.answer(&world, row, who).await;
            let opened = answer.starts_with("200") || answer.ends_with("stopped");
            assert!(!opened, "{} {} for {who:?}: {answer}", row.method, row.path);
        }
    }
}
