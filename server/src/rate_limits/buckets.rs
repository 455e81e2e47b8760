//! Buckets of this node alone, in memory: for what would cost more to count in the database than to answer.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::TimeDelta;
use domain::Timestamp;

/// A rate: so many at once, and then as many again within the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub most: u32,
    pub within: TimeDelta,
}

/// Buckets by key, each of which empties by itself. There are at most [`Self::MANY`]: beyond that those that are
/// emptiest are forgotten, so whoever fills the memory with new keys loses those first.
#[derive(Debug)]
pub struct Buckets<Key> {
    /// When each will be empty, in microseconds since 1970.
    empty_at: Mutex<HashMap<Key, i64>>,
}

impl<Key> Default for Buckets<Key> {
    fn default() -> Self {
        Self {
            empty_at: Mutex::default(),
        }
    }
}

impl<Key: Clone + Eq + Hash> Buckets<Key> {
    /// Buckets kept at once.
    pub const MANY: usize = 10_000;

    /// Fills a bucket by `cost` of what it holds. One that is not empty takes whatever it costs, as long as it is not
    /// full: a single request is never too large for its bucket.
    ///
    /// # Errors
    /// How long it takes until one that is full has room again.
    pub fn fill(&self, key: &Key, rate: Rate, cost: u32, now: Timestamp) -> Result<(), TimeDelta> {
        let now = now.timestamp_micros();
        let full = rate.within.num_microseconds().unwrap_or(i64::MAX / 4);
        let one = full / i64::from(rate.most.max(1));
        let mut buckets = self.buckets();
        if buckets.len() >= Self::MANY && !buckets.contains_key(key) {
            make_room(&mut buckets, now);
        }
        let empty_at = buckets.entry(key.clone()).or_insert(now);
        let filled = (*empty_at).max(now);
        let over = filled + one - (now + full);
        if over > 0 {
            return Err(TimeDelta::microseconds(over));
        }
        *empty_at = filled.saturating_add(one.saturating_mul(i64::from(cost)));
        Ok(())
    }

    fn buckets(&self) -> MutexGuard<'_, HashMap<Key, i64>> {
        self.empty_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets empty buckets, and the emptier half of the others where that is not enough.
fn make_room<Key: Eq + Hash>(buckets: &mut HashMap<Key, i64>, now: i64) {
    buckets.retain(|_, empty_at| *empty_at > now);
    let mut times: Vec<i64> = buckets.values().copied().collect();
    let half = times.len() / 2;
    if times.len() > Buckets::<Key>::ROOM {
        let (_, median, _) = times.select_nth_unstable(half);
        let median = *median;
        buckets.retain(|_, empty_at| *empty_at > median);
    }
}

impl<Key> Buckets<Key> {
    /// As many that are not empty leave room enough.
    const ROOM: usize = 9_000;
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    const THREE_A_MINUTE: Rate = Rate {
        most: 3,
        within: TimeDelta::minutes(1),
    };

    fn start() -> Timestamp {
        DateTime::from_timestamp(1_000_000, 0).unwrap()
    }

    #[test]
    fn after_three_a_key_waits_for_the_next_and_others_do_not() {
        let buckets = Buckets::default();
        let fill = |key, seconds| {
            let now = start() + TimeDelta::seconds(seconds);
            buckets.fill(&key, THREE_A_MINUTE, 1, now)
        };
        for _ in 0..3 {
            assert_eq!(fill("a", 0), Ok(()));
        }
        assert_eq!(fill("a", 0), Err(TimeDelta::seconds(20)));
        assert_eq!(fill("b", 0), Ok(()));
        assert_eq!(fill("a", 15), Err(TimeDelta::seconds(5)));
        assert_eq!(fill("a", 20), Ok(()));
        assert!(fill("a", 20).is_err());
        for _ in 0..3 {
            assert_eq!(fill("a", 80), Ok(()));
        }
    }

    #[test]
    fn what_costs_more_fills_more_and_is_never_too_much_for_an_empty_bucket() {
        let buckets = Buckets::default();
        assert_eq!(buckets.fill(&"a", THREE_A_MINUTE, 6, start()), Ok(()));
        let wait = buckets.fill(&"a", THREE_A_MINUTE, 1, start());
        assert_eq!(wait, Err(TimeDelta::seconds(80)));
    }

    #[test]
    fn a_flood_of_keys_forgets_the_emptiest_and_not_the_full_ones() {
        let buckets = Buckets::default();
        let full = |_| buckets.fill(&0, THREE_A_MINUTE, 1, start()).is_err();
        assert_eq!((0..4).map(full).filter(|full| *full).count(), 1);
        for key in 1..=2 * Buckets::<usize>::MANY {
            buckets.fill(&key, THREE_A_MINUTE, 1, start()).unwrap();
        }
        assert!(buckets.buckets().len() <= Buckets::<usize>::MANY);
        assert!(buckets.fill(&0, THREE_A_MINUTE, 1, start()).is_err());
    }
}
