//! Metrics of the real program, on a listener of its own.

use reqwest::StatusCode;

use super::TOKEN;
use crate::support::{World, program::Program};

/// Where a program says that its metrics are.
fn address(server: &mut Program) -> String {
    let line = server.line();
    line.strip_prefix("Metrics are on ").unwrap().to_owned()
}

async fn status(url: &str, token: &str) -> StatusCode {
    let client = reqwest::Client::new();
    client
        .get(url)
        .header("host", "localhost:3000")
        .bearer_auth(token)
        .send()
        .await
        .unwrap()
        .status()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_listener_of_their_own_has_nothing_else() {
    let world = World::new().await;
    let own = [("SAYSO_METRICS_LISTEN", "127.0.0.1:0")];
    let mut server = Program::serve(world.database.url(), &own);
    let metrics = address(&mut server);
    assert_eq!(status(&metrics, "").await, StatusCode::OK);
    let elsewhere = format!("{}/metrics", server.origin);
    assert_eq!(status(&elsewhere, "").await, StatusCode::NOT_FOUND);
    let page = metrics.replace("/metrics", "/sign-in");
    assert_eq!(status(&page, "").await, StatusCode::NOT_FOUND);
    assert!(server.stop().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_token_is_asked_for_wherever_they_are() {
    let world = World::new().await;
    let both = [
        ("SAYSO_METRICS_LISTEN", "127.0.0.1:0"),
        ("SAYSO_METRICS_TOKEN", TOKEN),
    ];
    let mut server = Program::serve(world.database.url(), &both);
    for url in [address(&mut server), format!("{}/metrics", server.origin)] {
        assert_eq!(
            status(&url, "wrong").await,
            StatusCode::UNAUTHORIZED,
            "{url}"
        );
        assert_eq!(status(&url, TOKEN).await, StatusCode::OK, "{url}");
    }
}
