//! How often may somebody be wrong? Guessing at a door gets slower for the guesser and for nobody else.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

use chrono::TimeDelta;
use domain::Timestamp;

/// Counts failures per key in a sliding window. Kept in memory: a restart forgives, and that is bounded by the window.
#[derive(Debug)]
pub struct Throttle<Key> {
    failures: Mutex<HashMap<Key, Vec<Timestamp>>>,
    allowed: usize,
    within: TimeDelta,
}

/// Keys kept at once; beyond it those whose window is over are dropped.
const MANY: usize = 10_000;

impl<Key: Eq + Hash> Throttle<Key> {
    pub fn new(allowed: usize, within: TimeDelta) -> Self {
        Self {
            failures: Mutex::default(),
            allowed,
            within,
        }
    }

    /// Whether another try may be made now.
    pub fn allows(&self, key: &Key, now: Timestamp) -> bool {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures
            .get(key)
            .is_none_or(|times| self.recent(times, now) < self.allowed)
    }

    pub fn failed(&self, key: Key, now: Timestamp) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= MANY {
            failures.retain(|_, times| self.recent(times, now) > 0);
        }
        let times = failures.entry(key).or_default();
        times.retain(|time| now - *time < self.within);
        times.push(now);
    }

    pub fn succeeded(&self, key: &Key) {
        self.failures
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(key);
    }

    fn recent(&self, times: &[Timestamp], now: Timestamp) -> usize {
        times
            .iter()
            .filter(|time| now - **time < self.within)
            .count()
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn after_three_failures_a_key_waits_and_others_do_not() {
        let throttle = Throttle::new(3, TimeDelta::minutes(15));
        let start = DateTime::from_timestamp(1_000_000, 0).unwrap();
        for _ in 0..3 {
            assert!(throttle.allows(&"a", start));
            throttle.failed("a", start);
        }
        assert!(!throttle.allows(&"a", start));
        assert!(throttle.allows(&"b", start));
        assert!(throttle.allows(&"a", start + TimeDelta::minutes(15)));
    }
}
