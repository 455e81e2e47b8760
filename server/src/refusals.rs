//! How often were requests from nobody refused? Counted in memory, so that a flood writes one row a minute.

use std::{
    collections::BTreeMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DurationRound, TimeDelta};
use domain::{
    Timestamp,
    audit::{AnonymousRefusal, RefusalCount},
    ids::ClientId,
};

use crate::metrics::Metrics;

type Key = (Timestamp, Option<ClientId>, &'static str);

/// Counts that wait to be saved. There are few: only registered clients have one of their own.
#[derive(Clone, Debug, Default)]
pub struct Refusals {
    waiting: Arc<Mutex<BTreeMap<Key, (AnonymousRefusal, u64)>>>,
    metrics: Metrics,
}

impl Refusals {
    pub fn counted_in(metrics: Metrics) -> Self {
        Self {
            waiting: Arc::default(),
            metrics,
        }
    }

    /// Counts one. `client` is one that is registered.
    pub fn count(&self, now: Timestamp, client: Option<&ClientId>, reason: AnonymousRefusal) {
        self.metrics.refused(reason);
        self.add(RefusalCount {
            minute: now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now),
            client: client.cloned(),
            reason,
            count: 1,
        });
    }

    /// What was counted since the last time.
    pub(crate) fn take(&self) -> Vec<RefusalCount> {
        let taken = mem::take(&mut *self.counts());
        let count = |((minute, client, _), (reason, count))| RefusalCount {
            minute,
            client,
            reason,
            count,
        };
        taken.into_iter().map(count).collect()
    }

    /// Takes back what could not be saved.
    pub(crate) fn add(&self, counted: RefusalCount) {
        let key = (counted.minute, counted.client, counted.reason.key());
        let mut counts = self.counts();
        counts.entry(key).or_insert((counted.reason, 0)).1 += counted.count;
    }

    fn counts(&self) -> MutexGuard<'_, BTreeMap<Key, (AnonymousRefusal, u64)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_flood_is_one_count_for_each_minute_client_and_reason() {
        let refusals = Refusals::default();
        let start = DateTime::from_timestamp(1_777_888_800, 0).unwrap();
        let client = ClientId::parse("sugar-coach").unwrap();
        for second in 0..120 {
            let now = start + TimeDelta::seconds(second);
            refusals.count(now, Some(&client), AnonymousRefusal::WrongSecret);
            refusals.count(now, None, AnonymousRefusal::UnknownToken);
        }
        let counts = refusals.take();
        assert_eq!(counts.len(), 4);
        assert!(counts.iter().all(|one| one.count == 60));
        assert_eq!(refusals.take(), []);
    }
}
