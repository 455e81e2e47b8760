//! A real process is killed while it writes: what it had acknowledged is there afterwards, and the log is whole.

use std::sync::{Arc, atomic::AtomicUsize};

use domain::ids::CorrelationId;
use futures::future::join_all;
use server::{audit, clock::Clock, clock::SystemClock, store::Store};

use crate::support::{
    World,
    program::{Program, ask_until_gone, until_heard},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_acknowledged_survives_a_kill() {
    let world = World::new().await;
    world.clock.set(SystemClock.now());
    let shared = world.shared().await;
    let server = Program::serve(world.database.url(), &[]);
    let url = format!("{}/fhir/Observation", server.origin);
    let heard = Arc::new(AtomicUsize::new(0));
    let readers = (0..8).map(|_| {
        let read = reqwest::Client::new().get(&url);
        let read = read.bearer_auth(shared.access.expose());
        tokio::spawn(ask_until_gone(read, heard.clone()))
    });
    let readers: Vec<_> = readers.collect();
    until_heard(&heard, 100).await;
    server.kill();
    let answered: Vec<_> = join_all(readers)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .inspect(|answer| assert_eq!(answer.status, 200))
        .map(|answer| answer.correlation)
        .collect();
    assert!(answered.len() >= 100);
    let store = Store::connect(world.database.url()).await.unwrap();
    assert_all_there(&store, &answered).await;
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
