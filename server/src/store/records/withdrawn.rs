//! Records that staff withdrew: gone from every query, and kept out of later imports by their keys.

use std::collections::{BTreeMap, HashSet};

use domain::{Timestamp, catalogue::ResourceType};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::{
    RecordKey,
    entity::{record, record_token, withdrawn_record as gone},
    write::identifiers,
};
use crate::store::{
    StoreError,
    statements::{MAX_PARAMETERS, insert},
};

/// Removes a record with its search tokens and references, and keeps its key. [`super::Records::relabel`] must follow in the
/// same transaction.
pub(super) async fn withdraw(
    tx: &impl ConnectionTrait,
    key: &RecordKey,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let row = gone::Model {
        resource_type: key.kind.to_string(),
        id: key.id.clone(),
        withdrawn_at: at.timestamp_millis(),
    };
    let removed = record::Entity::delete_many()
        .filter(record::Column::ResourceType.eq(key.kind.as_str()))
        .filter(record::Column::Id.eq(key.id.as_str()))
        .exec(tx)
        .await?;
    if removed.rows_affected > 0 {
        insert::<gone::Entity>(tx, row).await?;
    }
    Ok(removed.rows_affected)
}

/// Lets an import bring the record again. Returns whether it was withdrawn.
pub(super) async fn readmit(tx: &impl ConnectionTrait, key: &RecordKey) -> Result<bool, DbErr> {
    let removed = gone::Entity::delete_many()
        .filter(gone::Column::ResourceType.eq(key.kind.as_str()))
        .filter(gone::Column::Id.eq(key.id.as_str()))
        .exec(tx)
        .await?;
    Ok(removed.rows_affected > 0)
}

/// Returns which of these records were withdrawn.
pub(super) async fn withdrawn<'k>(
    connection: &impl ConnectionTrait,
    keys: impl IntoIterator<Item = &'k RecordKey>,
) -> Result<HashSet<RecordKey>, DbErr> {
    use gone::Column as C;
    let mut by_kind: BTreeMap<ResourceType, Vec<&str>> = BTreeMap::new();
    for key in keys {
        by_kind.entry(key.kind).or_default().push(&key.id);
    }
    let mut found = HashSet::new();
    for (kind, ids) in by_kind {
        for some in ids.chunks(MAX_PARAMETERS / 2) {
            let query = Query::select()
                .column(C::Id)
                .from(gone::Entity)
                .and_where(Expr::col(C::ResourceType).eq(kind.as_str()))
                .and_where(Expr::col(C::Id).is_in(some.iter().copied()))
                .to_owned();
            for row in connection.query_all(&query).await? {
                let id = row.try_get_by_index(0)?;
                found.insert(RecordKey { kind, id });
            }
        }
    }
    Ok(found)
}

/// How many records are in the record of this patient, the Patient resource not counted.
pub(super) async fn count_of(
    connection: &impl ConnectionTrait,
    patient: &str,
) -> Result<u64, DbErr> {
    use record::Column as C;
    let query = Query::select()
        .expr(Func::count(Expr::col(C::Pk)))
        .from(record::Entity)
        .and_where(Expr::col(C::Patient).eq(patient))
        .and_where(Expr::col(C::ResourceType).ne(ResourceType::Patient.as_str()))
        .to_owned();
    let row = connection.query_one(&query).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(count.unsigned_abs())
}

/// Returns the ids of the patients who carry this business identifier: two at most, which is one too many.
pub(super) async fn patients_with(
    connection: &impl ConnectionTrait,
    system: &str,
    value: &str,
) -> Result<Vec<String>, DbErr> {
    use record_token::Column as T;
    let query = identifiers()
        .column((record::Entity, record::Column::Id))
        .and_where(Expr::col((record_token::Entity, T::Code)).eq(value))
        .and_where(Expr::col((record_token::Entity, T::System)).eq(system))
        .and_where(
            Expr::col((record::Entity, record::Column::ResourceType))
                .eq(ResourceType::Patient.as_str()),
        )
        .limit(2)
        .to_owned();
    let rows = connection.query_all(&query).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
