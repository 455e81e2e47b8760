//! Many connections ask at once, each as soon as it has its answer: how many answers, how late, at what cost?

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::client::Connection;
use super::machine::Watched;

/// What one connection does again and again.
pub(super) type Work<'w> = Box<dyn FnMut(&mut Connection) -> Result<()> + Send + 'w>;

/// What was seen in one window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) per_second: f64,
    pub(super) p50_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) cpu_per_1000: f64,
}

/// Drives all workers for a while, and looks at the window after the warm-up only.
pub(super) fn drive(
    address: SocketAddr,
    workers: Vec<Work<'_>>,
    window: Duration,
    watched: &Watched,
) -> Result<Seen> {
    let counting = AtomicBool::new(false);
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let running: Vec<_> = workers
            .into_iter()
            .map(|work| scope.spawn(|| worker(address, work, &counting, &over)))
            .collect();
        thread::sleep(window / 4);
        let (cpu, start) = (watched.cpu_seconds()?, Instant::now());
        counting.store(true, Ordering::SeqCst);
        thread::sleep(window);
        counting.store(false, Ordering::SeqCst);
        let (used, lasted) = (watched.cpu_seconds()? - cpu, start.elapsed());
        over.store(true, Ordering::SeqCst);
        let mut times = Vec::new();
        for worker in running {
            times.extend(worker.join().ok().context("a worker panicked")??);
        }
        Ok(Seen::of(times, lasted, used))
    })
}

fn worker(
    address: SocketAddr,
    mut work: Work<'_>,
    counting: &AtomicBool,
    over: &AtomicBool,
) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(address)?;
    let mut times = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let start = Instant::now();
        work(&mut connection)?;
        if counting.load(Ordering::Relaxed) {
            times.push(start.elapsed());
        }
    }
    Ok(times)
}

impl Seen {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of a few seconds fit a float exactly"
    )]
    pub(super) fn of(mut times: Vec<Duration>, lasted: Duration, cpu: f64) -> Self {
        times.sort_unstable();
        let count = times.len().max(1) as f64;
        Self {
            per_second: times.len() as f64 / lasted.as_secs_f64(),
            p50_ms: percentile(&times, 50),
            p99_ms: percentile(&times, 99),
            cpu_per_1000: cpu * 1000.0 / count,
        }
    }
}

pub(super) fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted
        .get(at)
        .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

/// The round in the middle, by CPU: the steadiest figure.
pub(super) fn median(mut rounds: Vec<Seen>) -> Option<Seen> {
    rounds.sort_by(|one, other| one.cpu_per_1000.total_cmp(&other.cpu_per_1000));
    rounds.get(rounds.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_taken_from_the_sorted_times() {
        let times = (1..=200).rev().map(Duration::from_millis).collect();
        let seen = Seen::of(times, Duration::from_secs(2), 1.0);
        assert_eq!(
            (seen.per_second, seen.p50_ms, seen.p99_ms, seen.cpu_per_1000),
            (100.0, 101.0, 199.0, 5.0)
        );
    }
}
