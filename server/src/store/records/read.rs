//! What is known of one record, and the columns that say it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::catalogue::{CategorySet, ResourceType, TopicSet};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::RecordKey;
use super::entity::record::{self, Column as C};
use super::filter::{Reach, admitted};
use crate::store::statements::MAX_PARAMETERS;

/// One record as it is stored.
#[derive(Debug, Clone)]
pub struct StoredRecord {
    /// Its key in the database.
    pub pk: i64,
    /// Its type and id.
    pub key: RecordKey,
    /// Whose record; `None` for a directory resource.
    pub patient: Option<String>,
    /// The data categories that it belongs to.
    pub categories: CategorySet,
    /// The sensitive topics that it is labelled with, its own and those that spread to it.
    pub topics: TopicSet,
    /// Whether all of it could be read by the labelling (rule 8).
    pub classified: bool,
    /// The start of what it is about (rule 9); `None` without a date.
    pub date: Option<DateTime<Utc>>,
    /// When it was last imported with a change (`meta.lastUpdated`).
    pub last_updated: DateTime<Utc>,
}

/// Returns what is known of the record of that type and id; what it says is not read.
pub(super) async fn find(
    connection: &impl ConnectionTrait,
    kind: ResourceType,
    id: &str,
) -> Result<Option<StoredRecord>, DbErr> {
    let query = Query::select()
        .columns([
            C::Pk,
            C::Patient,
            C::Categories,
            C::Topics,
            C::Classified,
            C::DateStart,
            C::LastUpdated,
        ])
        .from(record::Entity)
        .and_where(Expr::col(C::ResourceType).eq(kind.as_str()))
        .and_where(Expr::col(C::Id).eq(id))
        .to_owned();
    let row = connection.query_one(&query).await?;
    row.map(|row| stored(kind, id, &row)).transpose()
}

fn stored(kind: ResourceType, id: &str, row: &QueryResult) -> Result<StoredRecord, DbErr> {
    let pk = row.try_get_by_index(0)?;
    let date: Option<i64> = row.try_get_by_index(5)?;
    Ok(StoredRecord {
        pk,
        key: RecordKey {
            kind,
            id: id.to_owned(),
        },
        patient: row.try_get_by_index(1)?,
        categories: categories(pk, row.try_get_by_index(2)?)?,
        topics: topics(pk, row.try_get_by_index(3)?)?,
        classified: row.try_get_by_index(4)?,
        date: date.and_then(DateTime::from_timestamp_millis),
        last_updated: DateTime::from_timestamp_millis(row.try_get_by_index(6)?)
            .ok_or_else(|| impossible(pk, "last_updated"))?,
    })
}

/// Whether there is no record of anybody.
pub(super) async fn are_none(connection: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let any = Query::select()
        .column(C::Id)
        .from(record::Entity)
        .limit(1)
        .to_owned();
    Ok(connection.query_one(&any).await?.is_none())
}

/// Returns the Patient resources of these patients, by id.
pub(super) async fn identities(
    connection: &impl ConnectionTrait,
    patients: &[&str],
) -> Result<HashMap<String, String>, DbErr> {
    let mut found = HashMap::new();
    for some in patients.chunks(MAX_PARAMETERS / 2) {
        let query = Query::select()
            .columns([C::Id, C::Body])
            .from(record::Entity)
            .cond_where(admitted(Reach::Identity(some)))
            .to_owned();
        for row in connection.query_all(&query).await? {
            found.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    Ok(found)
}

pub(super) fn categories(pk: i64, mask: i64) -> Result<CategorySet, DbErr> {
    let set = u32::try_from(mask).ok().and_then(CategorySet::from_mask);
    set.ok_or_else(|| impossible(pk, "categories"))
}

pub(super) fn topics(pk: i64, mask: i64) -> Result<TopicSet, DbErr> {
    let set = u32::try_from(mask).ok().and_then(TopicSet::from_mask);
    set.ok_or_else(|| impossible(pk, "topics"))
}

pub(super) fn kind(pk: i64, text: &str) -> Result<ResourceType, DbErr> {
    text.parse().map_err(|_| impossible(pk, "resource_type"))
}

pub(super) fn impossible(pk: i64, column: &str) -> DbErr {
    DbErr::Custom(format!(
        "record {pk} holds an impossible value in column {column}"
    ))
}
