//! How tries are taken: all their buckets have room, or none is filled. Where a short wait is enough the try waits instead
//! of being refused, and not too many wait at once.

use std::{sync::atomic::Ordering, time::Duration};

use chrono::TimeDelta;
use domain::{Timestamp, audit::AnonymousRefusal};

use super::{RateLimits, Taken};
use crate::{
    context::Context,
    secret::Digest,
    store::{Bucket, StoreError},
};

/// After so many tries a node removes what is over.
const PRUNE_EVERY: u32 = 500;

/// How long a refusal takes.
const MOMENT: Duration = Duration::from_secs(1);

impl RateLimits {
    /// Takes one try from every bucket.
    ///
    /// # Errors
    /// The inner error is the bucket that has no room.
    pub(super) async fn take(
        &self,
        taken: Taken,
        now: Timestamp,
    ) -> Result<Result<Taken, Bucket>, StoreError> {
        match self.fill(&taken, now).await? {
            Ok(wait) if wait <= TimeDelta::zero() => Ok(Ok(taken)),
            Ok(wait) => self.wait(taken, wait, now).await,
            Err(full) => {
                self.refuse(now).await;
                Ok(Err(full))
            }
        }
    }

    /// Lets a stranger whose try was taken wait for their turn in these queues; `None` is refused, and the try given back.
    pub(super) async fn in_turn(
        &self,
        mut taken: Taken,
        queues: &[Digest],
        now: Timestamp,
    ) -> Result<Option<Taken>, StoreError> {
        if let Some(turn) = self.strangers.wait(queues).await {
            taken.turn = Some(turn);
            return Ok(Some(taken));
        }
        self.count_refusal(now);
        self.give_back(taken).await?;
        Ok(None)
    }

    /// Lets whoever is refused wait for a moment, so that asking again at once gains nothing. Not too many wait.
    pub async fn slow_down(&self) {
        if let Ok(_turn) = self.waiters.try_acquire() {
            self.clock.wait(MOMENT).await;
        }
    }

    async fn refuse(&self, now: Timestamp) {
        self.count_refusal(now);
        self.slow_down().await;
    }

    /// Fills all buckets, or none of them. Returns how long the try has to wait.
    async fn fill(
        &self,
        taken: &Taken,
        now: Timestamp,
    ) -> Result<Result<TimeDelta, Bucket>, StoreError> {
        let tx = self.store.begin().await?;
        let mut wait = TimeDelta::zero();
        for bucket in taken.given_back.iter().chain(&taken.forgiven) {
            match tx.rate_limits().fill(*bucket, now).await? {
                Some(empty_at) => wait = wait.max(empty_at - now - bucket.full),
                None => return Ok(Err(*bucket)),
            }
        }
        tx.commit().await?;
        if self.filled.fetch_add(1, Ordering::Relaxed) % PRUNE_EVERY == PRUNE_EVERY - 1 {
            let tx = self.store.begin().await?;
            tx.rate_limits().prune(now, Self::MOST_BUCKETS).await?;
            tx.commit().await?;
        }
        Ok(Ok(wait))
    }

    async fn wait(
        &self,
        taken: Taken,
        wait: TimeDelta,
        now: Timestamp,
    ) -> Result<Result<Taken, Bucket>, StoreError> {
        let Ok(_turn) = self.waiters.try_acquire() else {
            self.count_refusal(now);
            let full = taken.given_back.iter().chain(&taken.forgiven).next();
            return match full.copied() {
                Some(full) => {
                    self.give_back(taken).await?;
                    Ok(Err(full))
                }
                None => Ok(Ok(taken)),
            };
        };
        self.clock.wait(wait.to_std().unwrap_or_default()).await;
        Ok(Ok(taken))
    }

    /// Undoes a try that was taken and did not come about.
    pub async fn give_back(&self, taken: Taken) -> Result<(), StoreError> {
        let tx = self.store.begin().await?;
        for bucket in taken.given_back.into_iter().chain(taken.forgiven) {
            tx.rate_limits().take_back(bucket).await?;
        }
        tx.commit().await
    }

    /// Returns the known device that a request names, if it signed in to this account before.
    pub(super) async fn known_device(
        &self,
        ctx: Context,
        account: &Digest,
    ) -> Result<Option<[u8; 16]>, StoreError> {
        let Some(cookie) = ctx.known_device else {
            return Ok(None);
        };
        let reader = self.store.read();
        let found = reader.known_devices().find(&cookie, account).await?;
        Ok(found.map(|id| *id.as_bytes()))
    }

    fn count_refusal(&self, now: Timestamp) {
        let reason = AnonymousRefusal::RateLimited;
        self.refusals.count(now, None, reason);
    }
}
