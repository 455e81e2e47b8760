//! What time is it? The one place that asks the machine, and a clock that tests turn by hand.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chrono::{SubsecRound, TimeDelta, Utc};
use domain::Timestamp;
use futures::future::{BoxFuture, FutureExt, ready};

/// Tells the time in whole milliseconds, which is what storage keeps.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;

    /// Waits for this long.
    fn wait(&self, time: Duration) -> BoxFuture<'static, ()>;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "everybody else takes the time from here"
    )]
    fn now(&self) -> Timestamp {
        Utc::now().trunc_subsecs(3)
    }

    fn wait(&self, time: Duration) -> BoxFuture<'static, ()> {
        tokio::time::sleep(time).boxed()
    }
}

/// A clock that stands still until it is turned.
#[derive(Debug)]
pub struct TestClock(Mutex<Timestamp>);

impl TestClock {
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now.trunc_subsecs(3)))
    }

    pub fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now.trunc_subsecs(3);
    }

    pub fn advance(&self, by: TimeDelta) {
        self.set(self.now() + by);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Over at once: it stands still for whoever waits.
    fn wait(&self, _: Duration) -> BoxFuture<'static, ()> {
        ready(()).boxed()
    }
}
