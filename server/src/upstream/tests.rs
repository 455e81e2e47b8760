//! Does a provider that is silent hold anybody up?

use std::{
    future::pending,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

use axum::{Json, Router, routing::get};
use serde_json::json;
use tokio::{net::TcpListener, time::timeout};

use super::*;

/// A provider that describes itself, as long as it is awake.
async fn provider(awake: &Arc<AtomicBool>) -> Arc<Provider> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let (about, is_awake) = (issuer.clone(), Arc::clone(awake));
    let document = json!({
        "issuer": about,
        "authorization_endpoint": "https://door.hospital.example/authorize",
        "jwks_uri": format!("{about}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    let describe = get(async move || {
        if !is_awake.load(Relaxed) {
            pending::<()>().await;
        }
        Json(document)
    });
    let router = Router::new()
        .route("/.well-known/openid-configuration", describe)
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
