//! What the real program tells programs that watch it: log lines, and spans for a collector.

use std::{
    fs::File,
    path::Path,
    sync::{Arc, Mutex},
};

use axum::{Router, body::Bytes, routing::post};
use serde_json::Value;

use crate::support::{
    World,
    program::{Program, program},
    samples::EMAIL,
};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/// A server whose log lines go to a file.
fn logging(world: &World, log: &Path, settings: &[(&str, &str)]) -> Program {
    let mut command = program(world.database.url(), &["serve"]);
    command
        .env("SAYSO_LISTEN", "127.0.0.1:0")
        .env("RUST_LOG", "info")
        .envs(settings.iter().copied())
        .stderr(File::create(log).unwrap());
    Program::start(command)
}

/// Tries to sign in with a wrong password; the number of the answer.
async fn try_to_sign_in(server: &Program) -> String {
    let stays = reqwest::redirect::Policy::none();
    let client = reqwest::Client::builder().redirect(stays).build().unwrap();
    let form = [("email", EMAIL), ("password", "hunter2")];
    let request = client.post(format!("{}/api/sign-in", server.origin));
    let request = request.form(&form).header("traceparent", PARENT);
    let answer = request.send().await.unwrap();
    answer.headers()["x-correlation-id"]
        .to_str()
        .unwrap()
        .to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_line_is_json_and_a_requests_lines_have_its_number_and_trace() {
    let world = World::new().await;
    world.maria().await;
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let server = logging(&world, &log, &[("SAYSO_LOG_FORMAT", "json")]);
    let correlation = try_to_sign_in(&server).await;
    assert!(server.stop().success());
    let lines = std::fs::read_to_string(&log).unwrap();
    assert!(!lines.contains("hunter2"));
    let lines = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let refused: Vec<_> = lines
        .filter(|line| line["message"] == "sign-in refused")
        .collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0]["span"]["correlation"], *correlation);
    assert_eq!(refused[0]["span"]["trace"], TRACE);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn lines_for_people_have_the_number_too() {
    let world = World::new().await;
    world.maria().await;
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let server = logging(&world, &log, &[]);
    let correlation = try_to_sign_in(&server).await;
    assert!(server.stop().success());
    let lines = std::fs::read_to_string(&log).unwrap();
    let mut refused = lines
        .lines()
        .filter(|line| line.contains("sign-in refused"));
    assert!(refused.next().unwrap().contains(&correlation));
}

/// A collector on this machine that keeps what it gets.
async fn collector() -> (String, Arc<Mutex<Vec<u8>>>) {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keeps = kept.clone();
    let take = async move |body: Bytes| keeps.lock().unwrap().extend_from_slice(&body);
    let router = Router::new().route("/v1/traces", post(take));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, kept)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_collector_gets_a_span_of_each_request_and_nothing_that_was_asked() {
    let world = World::new().await;
    let (url, kept) = collector().await;
    let server = Program::serve(world.database.url(), &[("SAYSO_OTLP_ENDPOINT", &url)]);
    let read = format!("{}/fhir/Patient/a-patient?name=keller", server.origin);
    let request = reqwest::Client::new()
        .get(read)
        .header("traceparent", PARENT);
    let answer = request.send().await.unwrap();
    let correlation = answer.headers()["x-correlation-id"]
        .to_str()
        .unwrap()
        .to_owned();
    // What has not left yet leaves at the end.
    assert!(server.stop().success());
    let kept = kept.lock().unwrap();
    let holds = |bytes: &[u8]| kept.windows(bytes.len()).any(|window| window == bytes);
    let trace = u128::from_str_radix(TRACE, 16).unwrap().to_be_bytes();
    for there in [
        &trace[..],
        b"/fhir/{type}/{id}",
        correlation.as_bytes(),
        b"sayso",
    ] {
        assert!(holds(there), "{there:?}");
    }
    for hidden in [&b"a-patient"[..], b"keller"] {
        assert!(!holds(hidden), "{hidden:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_collector_that_is_gone_holds_nobody_up() {
    let world = World::new().await;
    let nobody = [("SAYSO_OTLP_ENDPOINT", "http://127.0.0.1:9")];
    let server = Program::serve(world.database.url(), &nobody);
    let health = format!("{}/healthz", server.origin);
    for _ in 0..20 {
        assert!(reqwest::get(&health).await.unwrap().status().is_success());
    }
    assert!(server.stop().success());
}
