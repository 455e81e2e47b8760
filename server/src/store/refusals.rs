//! Counts of refused requests that came from nobody who is known.

use domain::{
    Timestamp,
    audit::{AnonymousRefusal, RefusalCount},
    ids::ClientId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::{
    entity::refusal_count::{ActiveModel, Column, Entity, Model},
    error::{Row, StoreError},
};

const TABLE: &str = "refusal_count";

/// Refused requests from nobody.
pub struct RefusalCounts<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> RefusalCounts<'_, C> {
    /// The newest counts, at most `limit`.
    pub async fn newest(&self, limit: u64) -> Result<Vec<RefusalCount>, StoreError> {
        let rows = Entity::find()
            .order_by_desc(Column::Minute)
            .order_by_asc(Column::Client)
            .order_by_asc(Column::Reason)
            .limit(limit)
            .all(self.0)
            .await?;
        rows.into_iter().map(counted).collect()
    }
}

impl RefusalCounts<'_, DatabaseTransaction> {
    /// Adds to the row of the minute, the client and the reason: other nodes count too.
    pub async fn add(&self, counted: &RefusalCount) -> Result<(), StoreError> {
        let count = i64::try_from(counted.count).unwrap_or(i64::MAX);
        let row = ActiveModel {
            minute: sea_orm::Set(counted.minute.timestamp_millis()),
            client: sea_orm::Set(
                counted
                    .client
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            ),
            reason: sea_orm::Set(counted.reason.key().to_owned()),
            count: sea_orm::Set(count),
        };
        let sum = Expr::col((Entity, Column::Count)).add(Expr::val(count));
        let added = OnConflict::columns([Column::Minute, Column::Client, Column::Reason])
            .value(Column::Count, sum)
            .to_owned();
        Entity::insert(row)
            .on_conflict(added)
            .exec_without_returning(self.0)
            .await?;
        Ok(())
    }

    /// Removes what is older than `before`, and of what is left the oldest beyond `most` rows.
    pub async fn prune(&self, before: Timestamp, most: u64) -> Result<u64, StoreError> {
        let first_beyond: Option<i64> = Entity::find()
            .select_only()
            .column(Column::Minute)
            .order_by_desc(Column::Minute)
            .offset(most)
            .into_tuple()
            .one(self.0)
            .await?;
        let before = before.timestamp_millis();
        // The whole minute goes: half a minute would look like a quiet one.
        let before = first_beyond.map_or(before, |minute| Ord::max(before, minute + 1));
        let removed = Entity::delete_many()
            .filter(Column::Minute.lt(before))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }
}

fn counted(row: Model) -> Result<RefusalCount, StoreError> {
    let id = format!("{} {} {}", row.minute, row.client, row.reason);
    let cells = Row::of(TABLE, &id);
    let client = Some(row.client).filter(|client| !client.is_empty());
    Ok(RefusalCount {
        minute: cells.moment("minute", row.minute)?,
        client: cells.maybe("client", client, |id| ClientId::parse(id).ok())?,
        reason: cells.read("reason", AnonymousRefusal::from_key(&row.reason))?,
        count: cells.read("count", u64::try_from(row.count).ok())?,
    })
}
