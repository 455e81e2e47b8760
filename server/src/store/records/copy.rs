//! All that a filter admits of a record, for a copy of it.

use domain::{
    catalogue::{CategorySet, ResourceType},
    decision::RecordFilter,
};
use sea_orm::{
    ConnectionTrait, DbErr, QueryResult,
    sea_query::{Expr, ExprTrait, Query},
};

use super::{
    RecordKey, admitted,
    entity::record::{self, Column as C},
    read,
};

/// One record as it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBody {
    pub key: RecordKey,
    pub body: String,
}

/// Which records a filter admits, by type, and which kinds of data these are.
pub(super) async fn keys(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
) -> Result<(Vec<i64>, CategorySet), DbErr> {
    let query = Query::select()
        .columns([C::Pk, C::Categories])
        .from(record::Entity)
        .cond_where(admitted(filter))
        .order_by(C::ResourceType, sea_orm::Order::Asc)
        .order_by(C::Pk, sea_orm::Order::Asc)
        .to_owned();
    let mut keys = Vec::new();
    let mut kinds = CategorySet::EMPTY;
    for row in connection.query_all(&query).await? {
        let pk: i64 = row.try_get_by_index(0)?;
        kinds = kinds.union(read::categories(pk, row.try_get_by_index(1)?)?);
        keys.push(pk);
    }
    Ok((keys, kinds))
}

/// These records, as far as the filter still admits them.
pub(super) async fn bodies(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    keys: &[i64],
) -> Result<Vec<StoredBody>, DbErr> {
    let query = Query::select()
        .columns([C::Pk, C::ResourceType, C::Id, C::Body])
        .from(record::Entity)
        .cond_where(admitted(filter))
        .and_where(Expr::col(C::Pk).is_in(keys.iter().copied()))
        .order_by(C::ResourceType, sea_orm::Order::Asc)
        .order_by(C::Pk, sea_orm::Order::Asc)
        .to_owned();
    let rows = connection.query_all(&query).await?;
    rows.iter().map(body).collect()
}

fn body(row: &QueryResult) -> Result<StoredBody, DbErr> {
    let pk: i64 = row.try_get_by_index(0)?;
    let kind: String = row.try_get_by_index(1)?;
    let kind: ResourceType = kind
        .parse()
        .map_err(|_| read::impossible(pk, "resource_type"))?;
    Ok(StoredBody {
        key: RecordKey {
            kind,
            id: row.try_get_by_index(2)?,
        },
        body: row.try_get_by_index(3)?,
    })
}
