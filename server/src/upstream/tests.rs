//! Which description of a provider is believed, and does one that is silent hold anybody up?

use std::{
    future::pending,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

use axum::{
    Json, Router,
    extract::RawQuery,
    response::{IntoResponse, Redirect},
    routing::{MethodRouter, get},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::timeout};

use super::*;

const DESCRIPTION: &str = "/.well-known/openid-configuration";

fn description(issuer: &str, keys_at: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": "https://door.hospital.example/authorize",
        "jwks_uri": format!("{keys_at}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })
}

/// A provider that describes itself, as long as it is awake.
async fn provider(awake: &Arc<AtomicBool>) -> Arc<Provider> {
    let is_awake = Arc::clone(awake);
    described(|issuer| {
        let document = description(issuer, issuer);
        get(async move || {
            if !is_awake.load(Relaxed) {
                pending::<()>().await;
            }
            Json(document)
        })
    })
    .await
}

/// A provider whose description, at its own address, is what this answers.
async fn described(describe: impl FnOnce(&str) -> MethodRouter) -> Arc<Provider> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new()
        .route(DESCRIPTION, describe(&issuer))
        .route("/jwks", get(async || Json(json!({ "keys": [] }))));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let config = Config {
        upstream_issuer: Some(issuer),
        upstream_client_id: Some("sayso".to_owned()),
        ..Config::default()
    };
    Arc::new(Provider::of(&config).unwrap())
}

fn at(hour: i64) -> Timestamp {
    Timestamp::from_timestamp(1_777_888_800 + hour * 3600, 0).unwrap()
}

/// Within what a page may wait.
async fn soon<T>(answer: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(2), answer).await.unwrap()
}

#[tokio::test]
async fn what_was_known_serves_while_the_provider_is_silent() {
    let awake = Arc::new(AtomicBool::new(true));
    let provider = provider(&awake).await;
    assert!(provider.metadata(at(0)).await.is_ok());
    awake.store(false, Relaxed);
    for hour in [2, 3, 23] {
        assert!(soon(provider.metadata(at(hour))).await.is_ok(), "{hour}");
    }
}

#[tokio::test]
async fn a_description_of_another_issuer_is_not_believed() {
    let provider = described(|address| {
        let document = description("https://id.evil.example", address);
        get(async move || Json(document))
    })
    .await;
    let refused = provider.metadata(at(0)).await;
    assert!(matches!(
        refused,
        Err(ProviderError::Discovery(DiscoveryError::Validation(_)))
    ));
}

#[tokio::test]
async fn a_redirect_of_the_provider_is_not_followed() {
    let provider = described(|issuer| {
        let document = description(issuer, issuer);
        get(async move |RawQuery(query): RawQuery| match query {
            Some(_) => Json(document).into_response(),
            None => Redirect::temporary(&format!("{DESCRIPTION}?moved")).into_response(),
        })
    })
    .await;
    let refused = provider.metadata(at(0)).await;
    assert!(matches!(
        refused,
        Err(ProviderError::Discovery(DiscoveryError::Response(..)))
    ));
}

#[tokio::test]
async fn an_old_description_is_renewed_beside_the_answer() {
    let awake = Arc::new(AtomicBool::new(true));
    let provider = provider(&awake).await;
    provider.metadata(at(0)).await.unwrap();
    provider.metadata(at(2)).await.unwrap();
    for _ in 0..100 {
        if provider.kept_since(at(1)).is_some() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    unreachable!("nobody asked again");
}
