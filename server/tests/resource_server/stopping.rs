//! Stopping, raced against readers: whatever starts after "stopped" was said must fail.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use domain::catalogue::DataCategory::LabResults;
use futures::future::join_all;

use crate::resource_server::{
    samples::{LAB, lab, patient},
    world::{App, World},
};

crate::on_every_database!(no_read_that_starts_after_the_stop_succeeds);

const READERS: usize = 50;
const ROUNDS: usize = 6;

/// Reads until it is refused; the answer is whether a read that began after the stop still succeeded.
async fn reads_on(
    app: &App<'_>,
    stopped: Arc<AtomicBool>,
    before: &std::sync::atomic::AtomicUsize,
) -> bool {
    loop {
        let began_after_stop = stopped.load(Ordering::SeqCst);
        let served = app.get("Observation?_count=5").await.status == 200;
        match (served, began_after_stop) {
            (true, true) => return true,
            (true, false) => _ = before.fetch_add(1, Ordering::Relaxed),
            (false, _) => return false,
        }
        tokio::task::yield_now().await;
    }
}

async fn no_read_that_starts_after_the_stop_succeeds(world: World) {
    world
        .import(&[patient("alice"), lab("l", "2026-04-01")])
        .await;
    for round in 0..ROUNDS {
        let app = world.app(LAB, &[LabResults]).await;
        let stopped = Arc::new(AtomicBool::new(false));
        let before = std::sync::atomic::AtomicUsize::new(0);
        let stop = async {
            while before.load(Ordering::Relaxed) < READERS {
                tokio::task::yield_now().await;
            }
            app.is_stopped().await;
            stopped.store(true, Ordering::SeqCst);
            false
        };
        let readers = join_all((0..READERS).map(|_| reads_on(&app, stopped.clone(), &before)));
        let (_, late) = futures::join!(stop, readers);
        assert!(
            before.load(Ordering::Relaxed) >= READERS,
            "round {round} was no race"
        );
        assert_eq!(
            late.iter().filter(|late| **late).count(),
            0,
            "round {round}"
        );
    }
}
