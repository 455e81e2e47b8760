//! Whoever comes through the same proxy is not one client, and nobody picks the place that they come from.

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode},
};
use server::rate_limits::RateLimits;

use super::{ATTACKER, Hospital, PATIENT};
use crate::on_every_database;

on_every_database!(
    a_flood_through_the_proxy_is_the_flooders_own,
    an_address_that_a_client_makes_up_counts_for_nothing,
    a_customer_with_an_ipv6_block_is_one_network,
    whoever_comes_without_the_proxy_is_not_believed
);

/// What a network may ask, with those that wait a little instead of being refused.
fn allowed(came: usize) -> bool {
    (RateLimits::CHALLENGES..RateLimits::CHALLENGES + 10).contains(&came)
}

async fn a_flood_through_the_proxy_is_the_flooders_own(hospital: Hospital) {
    let mut attacker = hospital.at(ATTACKER);
    assert!(allowed(attacker.use_up_challenges().await));
    assert_eq!(hospital.at(PATIENT).challenge().await, StatusCode::OK);
    hospital.world.later(RateLimits::ONE_COMES_BACK);
    assert_eq!(attacker.challenge().await, StatusCode::OK);
}

async fn an_address_that_a_client_makes_up_counts_for_nothing(hospital: Hospital) {
    let mut attacker = hospital.at(ATTACKER);
    let mut came = 0;
    for made_up in 0..2 * RateLimits::CHALLENGES {
        attacker.forwarded = format!("192.0.2.{}, {ATTACKER}", made_up % 250);
        came += usize::from(attacker.challenge().await == StatusCode::OK);
    }
    assert!(allowed(came), "{came}");
    // Nor does the place of somebody else, who has not asked for anything.
    attacker.forwarded = format!("{PATIENT}, {ATTACKER}, 10.0.0.2");
    assert_eq!(attacker.challenge().await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(hospital.at(PATIENT).challenge().await, StatusCode::OK);
}

async fn a_customer_with_an_ipv6_block_is_one_network(hospital: Hospital) {
    let mut attacker = hospital.at("");
    let mut came = 0;
    for host in 0..RateLimits::CHALLENGES + 20 {
        attacker.forwarded = format!("2001:db8:66:1:{host:x}::1");
        came += usize::from(attacker.challenge().await == StatusCode::OK);
    }
    assert!(allowed(came), "{came}");
    assert_eq!(
        hospital.at("2001:db8:66:2::1").challenge().await,
        StatusCode::OK
    );
}

async fn whoever_comes_without_the_proxy_is_not_believed(hospital: Hospital) {
    let ask = async |made_up: usize| {
        let peer: std::net::SocketAddr = format!("{ATTACKER}:4711").parse().unwrap();
        let request = Request::post("/api/passkey-question")
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .header("x-forwarded-for", format!("192.0.2.{made_up}"))
            .extension(ConnectInfo(peer));
        hospital
            .world
            .send(request.body(Body::from("{}")).unwrap())
            .await
    };
    let mut refused = None;
    for made_up in 0..RateLimits::CHALLENGES + 10 {
        let answer = ask(made_up).await;
        refused = (answer.status == StatusCode::TOO_MANY_REQUESTS).then_some(answer);
    }
    let refused = refused.expect("the last one is over the limit");
    assert_eq!(refused.header("retry-after"), "90");
}
