//! How often may somebody try? Guessing at a door gets slower for the guesser and for nobody else.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::TimeDelta;
use domain::Timestamp;

/// Counts tries per key in a sliding window. Kept in memory: a restart forgives, and that is bounded by the window.
#[derive(Debug)]
pub struct SlidingWindow<Key> {
    tries: Mutex<HashMap<Key, Vec<Timestamp>>>,
    allowed: usize,
    within: TimeDelta,
}

/// Keys kept at once; beyond it those whose window is over are dropped.
const MANY: usize = 10_000;

impl<Key: Eq + Hash> SlidingWindow<Key> {
    pub fn new(allowed: usize, within: TimeDelta) -> Self {
        Self {
            tries: Mutex::default(),
            allowed,
            within,
        }
    }

    /// Takes one try if one is left. It counts from here on and not from its answer, so that tries which wait in a
    /// queue together count each other.
    pub fn try_acquire(&self, key: Key, now: Timestamp) -> bool {
        let mut tries = self.tries();
        if tries.len() >= MANY {
            tries.retain(|_, times| times.iter().any(|time| self.counts(*time, now)));
        }
        let times = tries.entry(key).or_default();
        times.retain(|time| self.counts(*time, now));
        let may = times.len() < self.allowed;
        if may {
            times.push(now);
        }
        may
    }

    /// Gives back one try that was taken at this moment: nothing was wrong with it.
    pub fn refund(&self, key: &Key, taken_at: Timestamp) {
        if let Some(times) = self.tries().get_mut(key)
            && let Some(place) = times.iter().position(|time| *time == taken_at)
        {
            times.swap_remove(place);
        }
    }

    /// Gives back all tries of this key.
    pub fn reset(&self, key: &Key) {
        self.tries().remove(key);
    }

    fn tries(&self) -> MutexGuard<'_, HashMap<Key, Vec<Timestamp>>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn counts(&self, time: Timestamp, now: Timestamp) -> bool {
        now - time < self.within
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn after_three_tries_a_key_waits_and_others_do_not() {
        let window = SlidingWindow::new(3, TimeDelta::minutes(15));
        let start = DateTime::from_timestamp(1_000_000, 0).unwrap();
        for _ in 0..3 {
            assert!(window.try_acquire("a", start));
        }
        assert!(!window.try_acquire("a", start));
        assert!(window.try_acquire("b", start));
        assert!(window.try_acquire("a", start + TimeDelta::minutes(15)));
    }

    #[test]
    fn what_is_given_back_can_be_taken_once_more() {
        let window = SlidingWindow::new(3, TimeDelta::minutes(15));
        let start = DateTime::from_timestamp(1_000_000, 0).unwrap();
        let later = start + TimeDelta::minutes(1);
        assert!(
            [start, start, later]
                .iter()
                .all(|at| window.try_acquire("a", *at))
        );
        window.refund(&"a", start);
        window.refund(&"b", start);
        assert!(window.try_acquire("a", later));
        assert!(!window.try_acquire("a", later));
        window.reset(&"a");
        assert!(window.try_acquire("a", later));
    }
}
