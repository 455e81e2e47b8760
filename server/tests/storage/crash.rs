//! A real process is killed while it writes: what it had acknowledged is there afterwards, and the log is whole.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::ids::CorrelationId;
use futures::future::join_all;
use server::{audit, clock::Clock, clock::SystemClock, store::Store};

use crate::support::World;

/// A server of its own on the world's database. It is killed without warning when it is dropped.
struct Server {
    process: Child,
    origin: String,
}

impl Server {
    fn start(database_url: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .arg("serve")
            .env("SAYSO_DATABASE_URL", database_url)
            .env("SAYSO_LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let address = line.split_whitespace().nth(3).unwrap();
        let origin = format!("http://{address}");
        Self { process, origin }
    }

    fn kill(mut self) {
        // SIGKILL on Unix: nothing is flushed, nothing is closed.
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.process.try_wait().unwrap().is_none() {
            self.process.kill().unwrap();
            self.process.wait().unwrap();
        }
    }
}

/// Reads until the server is gone; the trace numbers of the answers that came.
async fn read_until_gone(url: String, token: String, begun: Arc<AtomicBool>) -> Vec<CorrelationId> {
    let client = reqwest::Client::new();
    let mut answered = Vec::new();
    while let Ok(answer) = client.get(&url).bearer_auth(&token).send().await {
        assert_eq!(answer.status(), 200);
        let id = answer.headers()["x-correlation-id"].to_str().unwrap();
        answered.push(id.parse().unwrap());
        begun.store(answered.len() > 20, Ordering::Relaxed);
    }
    answered
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_acknowledged_survives_a_kill() {
    let world = World::new().await;
    world.clock.set(SystemClock.now());
    let shared = world.shared().await;
    let server = Server::start(world.database.url());
    let url = format!("{}/fhir/Observation", server.origin);
    let begun = Arc::new(AtomicBool::new(false));
    let readers = (0..8).map(|_| {
        let token = shared.access.expose().to_owned();
        tokio::spawn(read_until_gone(url.clone(), token, begun.clone()))
    });
    let readers: Vec<_> = readers.collect();
    while !begun.load(Ordering::Relaxed) {
        assert!(
            readers.iter().all(|reader| !reader.is_finished()),
            "the server does not answer"
        );
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    server.kill();
    let answered: Vec<_> = join_all(readers)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .collect();
    assert!(answered.len() > 20);
    assert_all_there(
        &Store::connect(world.database.url()).await.unwrap(),
        &answered,
    )
    .await;
}

async fn assert_all_there(store: &Store, answered: &[CorrelationId]) {
    let reader = store.read();
    for id in answered {
        let events = reader.events().for_correlation(*id).await.unwrap();
        assert_eq!(events.len(), 1, "{id} was answered and left no evidence");
    }
    audit::seal_waiting(store).await.unwrap();
    let found = audit::verify(&reader).await.unwrap();
    assert!(found.sealed >= answered.len() as u64);
    assert_eq!(found.findings, []);
}
