//! Which of some records touch a sensitive topic?

use std::collections::HashSet;

use domain::catalogue::SensitiveTopic;
use sea_orm::{
    ConnectionTrait, DbErr, QueryResult,
    sea_query::{Expr, ExprTrait, Query},
};

use super::{
    RecordKey,
    entity::record::{self, Column as C},
    read,
};

/// Returns those of these records that are labelled with this topic. There are no more of them than a page or a part
/// holds.
pub(super) async fn touching(
    connection: &impl ConnectionTrait,
    topic: SensitiveTopic,
    keys: &[RecordKey],
) -> Result<HashSet<RecordKey>, DbErr> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let labelled = Expr::col(C::Topics).bit_and(i64::from(topic.bit()));
    let query = Query::select()
        .columns([C::Pk, C::ResourceType, C::Id])
        .from(record::Entity)
        .and_where(Expr::col(C::Id).is_in(keys.iter().map(|key| key.id.as_str())))
        .and_where(labelled.ne(0))
        .to_owned();
    let rows = connection.query_all(&query).await?;
    rows.iter().map(key).collect()
}

fn key(row: &QueryResult) -> Result<RecordKey, DbErr> {
    let kind: String = row.try_get_by_index(1)?;
    Ok(RecordKey {
        kind: read::kind(row.try_get_by_index(0)?, &kind)?,
        id: row.try_get_by_index(2)?,
    })
}
