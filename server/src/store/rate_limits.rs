//! Buckets that fill with each try and empty by themselves, one row each, for all nodes (the generic cell rate
//! algorithm: a row holds nothing but when its bucket will be empty).

use chrono::TimeDelta;
use domain::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func, LockBehavior, LockType, OnConflict, Query},
};

use super::{
    entity::rate_limit::{Column, Entity},
    error::StoreError,
};
use crate::secret::Digest;

/// How many buckets one statement removes at most.
const MOST_AT_ONCE: u64 = 1_000;

/// The table of buckets.
pub struct RateLimitRows<'c, C>(pub(super) &'c C);

/// A bucket, and how much one try fills it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Which limit it is, and whom it is about.
    pub key: Digest,
    /// How long what one try fills takes to empty.
    pub one: TimeDelta,
    /// How long a full bucket takes to empty.
    pub full: TimeDelta,
    /// How much more than full it may be, for tries that wait until it is full and no more.
    pub beyond: TimeDelta,
}

impl<C: ConnectionTrait> RateLimitRows<'_, C> {
    /// Returns how many buckets there are.
    pub async fn count(&self) -> Result<u64, StoreError> {
        Ok(Entity::find().count(self.0).await?)
    }
}

impl RateLimitRows<'_, DatabaseTransaction> {
    /// Fills a bucket by one try. Returns when it will be empty; `None` where the try does not fit, and nothing changes.
    pub async fn fill(
        &self,
        bucket: Bucket,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let (now_ms, one) = (now.timestamp_millis(), bucket.one.num_milliseconds());
        let most = bucket.full + bucket.beyond;
        let kept = Expr::col((Entity, Column::EmptyAt));
        let filled = || Expr::expr(Func::greatest([kept.clone(), Expr::val(now_ms)])).add(one);
        let fill = OnConflict::column(Column::Key)
            .value(Column::EmptyAt, filled())
            .action_and_where(filled().lte(now_ms + most.num_milliseconds()))
            .to_owned();
        let statement = Query::insert()
            .into_table(Entity)
            .columns([Column::Key, Column::EmptyAt])
            .values_panic([
                bucket.key.as_bytes().as_slice().into(),
                (now_ms + one).into(),
            ])
            .on_conflict(fill)
            .returning_col(Column::EmptyAt)
            .to_owned();
        let row = self.0.query_one(&statement).await?;
        let empty_at: Option<i64> = row.map(|row| row.try_get("", "empty_at")).transpose()?;
        Ok(empty_at.and_then(Timestamp::from_timestamp_millis))
    }

    /// Takes back what one try filled.
    pub async fn take_back(&self, bucket: Bucket) -> Result<(), StoreError> {
        let one = bucket.one.num_milliseconds();
        Entity::update_many()
            .col_expr(Column::EmptyAt, Expr::col(Column::EmptyAt).sub(one))
            .filter(Column::Key.eq(bucket.key.as_bytes().as_slice()))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// Empties a bucket.
    pub async fn empty(&self, key: &Digest) -> Result<(), StoreError> {
        Entity::delete_many()
            .filter(Column::Key.eq(key.as_bytes().as_slice()))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// Removes empty buckets, and of the others those that are emptiest, beyond `most`: whoever fills the table with new
    /// ones loses those first. Returns how many.
    pub async fn prune(&self, now: Timestamp, most: u64) -> Result<u64, StoreError> {
        let empty = Entity::find().filter(Column::EmptyAt.lte(now.timestamp_millis()));
        let emptied = self.remove(empty).await?;
        let beyond = Entity::find().order_by_desc(Column::EmptyAt).offset(most);
        Ok(emptied + self.remove(beyond).await?)
    }

    /// Removes what nobody is filling at this moment: two that wait for each other's rows would both be lost.
    async fn remove(&self, buckets: Select<Entity>) -> Result<u64, StoreError> {
        let keys: Vec<Vec<u8>> = buckets
            .select_only()
            .column(Column::Key)
            .limit(MOST_AT_ONCE)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .into_tuple()
            .all(self.0)
            .await?;
        if keys.is_empty() {
            return Ok(0);
        }
        let removed = Entity::delete_many()
            .filter(Column::Key.is_in(keys))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }
}
