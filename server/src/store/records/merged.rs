//! Patient records that were found to be one: which one was kept, and what belonged to the other.

use std::collections::HashMap;

use domain::{Timestamp, catalogue::ResourceType};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::{
    RecordKey,
    entity::{merged_identifier as named, merged_patient as merged, record, record_token},
    filter::{Reach, admitted},
    read,
    write::identifiers,
};
use crate::store::{
    StoreError,
    statements::{MAX_PARAMETERS, insert},
};

/// A stored resource as text, with the server that its id comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcedText {
    /// Type and id.
    pub key: RecordKey,
    /// `None` if the import named none.
    pub source: Option<String>,
    /// The resource.
    pub body: String,
}

/// Returns which of these patients were found to be another one, each with the record that was kept.
pub(super) async fn kept_instead(
    connection: &impl ConnectionTrait,
    ids: &[&str],
) -> Result<HashMap<String, String>, DbErr> {
    use merged::Column as C;
    let mut found = HashMap::new();
    for some in ids.chunks(MAX_PARAMETERS / 2) {
        let query = Query::select()
            .columns([C::Old, C::Kept])
            .from(merged::Entity)
            .and_where(Expr::col(C::Old).is_in(some.iter().copied()))
            .to_owned();
        for row in connection.query_all(&query).await? {
            found.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    Ok(found)
}

/// Notes that the record `old` is `kept`, and that whatever was kept as `old` before is `kept`, too.
pub(super) async fn note(
    tx: &impl ConnectionTrait,
    (old, kept): (&str, &str),
    at: Timestamp,
) -> Result<(), StoreError> {
    merged::Entity::update_many()
        .col_expr(merged::Column::Kept, Expr::value(kept))
        .filter(merged::Column::Kept.eq(old))
        .exec(tx)
        .await?;
    let row = merged::Model {
        old: old.to_owned(),
        kept: kept.to_owned(),
        merged_at: at.timestamp_millis(),
        source: source_of(tx, old).await?,
    };
    insert::<merged::Entity>(tx, row).await
}

/// Returns the server that the id of a Patient comes from.
async fn source_of(tx: &impl ConnectionTrait, patient: &str) -> Result<Option<String>, DbErr> {
    use record::Column as C;
    let query = Query::select()
        .column(C::Source)
        .from(record::Entity)
        .and_where(Expr::col(C::ResourceType).eq(ResourceType::Patient.as_str()))
        .and_where(Expr::col(C::Id).eq(patient))
        .to_owned();
    let row = tx.query_one(&query).await?;
    row.map_or(Ok(None), |row| row.try_get_by_index(0))
}

/// Returns the patient that was kept in the place of the one who had this id on this server.
pub(super) async fn kept_from(
    connection: &impl ConnectionTrait,
    source: Option<&str>,
    id: &str,
) -> Result<Option<String>, DbErr> {
    use merged::Column as C;
    let of_source = match source {
        Some(source) => Expr::col(C::Source).eq(source),
        None => Expr::col(C::Source).is_null(),
    };
    let query = Query::select()
        .column(C::Kept)
        .from(merged::Entity)
        .and_where(Expr::col(C::Old).eq(id))
        .and_where(of_source)
        .to_owned();
    let row = connection.query_one(&query).await?;
    row.map(|row| row.try_get_by_index(0)).transpose()
}

/// Keeps what the Patient `old` is called, which is about to be taken out.
pub(super) async fn keep_names(tx: &impl ConnectionTrait, old: &str) -> Result<(), StoreError> {
    use record_token::Column as T;
    let token = |column: T| (record_token::Entity, column);
    let query = identifiers()
        .distinct()
        .columns([token(T::System), token(T::Code)])
        .and_where(
            Expr::col((record::Entity, record::Column::ResourceType))
                .eq(ResourceType::Patient.as_str()),
        )
        .and_where(Expr::col((record::Entity, record::Column::Id)).eq(old))
        .to_owned();
    for row in tx.query_all(&query).await? {
        let row = named::Model {
            old: old.to_owned(),
            system: row.try_get_by_index(0)?,
            value: row.try_get_by_index(1)?,
        };
        insert::<named::Entity>(tx, row).await?;
    }
    Ok(())
}

/// Returns the patients that were kept in the place of those who carried this business identifier.
pub(super) async fn kept_for(
    connection: &impl ConnectionTrait,
    system: &str,
    value: &str,
) -> Result<Vec<String>, DbErr> {
    let query = Query::select()
        .distinct()
        .column((merged::Entity, merged::Column::Kept))
        .from(named::Entity)
        .inner_join(
            merged::Entity,
            Expr::col((merged::Entity, merged::Column::Old))
                .equals((named::Entity, named::Column::Old)),
        )
        .and_where(Expr::col((named::Entity, named::Column::Value)).eq(value))
        .and_where(Expr::col((named::Entity, named::Column::System)).eq(system))
        .to_owned();
    let rows = connection.query_all(&query).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// Returns everything in the record of this patient but the Patient, and Provenance last, which goes with its targets.
pub(super) async fn texts_of(
    connection: &impl ConnectionTrait,
    patient: &str,
) -> Result<Vec<SourcedText>, DbErr> {
    use record::Column as C;
    let query = Query::select()
        .columns([C::Pk, C::ResourceType, C::Id, C::Source, C::Body])
        .from(record::Entity)
        .cond_where(admitted(Reach::Merging(patient)))
        .order_by(C::Pk, Order::Asc)
        .to_owned();
    let rows = connection.query_all(&query).await?;
    let mut texts = Vec::with_capacity(rows.len());
    for row in rows {
        let (pk, kind): (i64, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        texts.push(SourcedText {
            key: RecordKey {
                kind: read::kind(pk, &kind)?,
                id: row.try_get_by_index(2)?,
            },
            source: row.try_get_by_index(3)?,
            body: row.try_get_by_index(4)?,
        });
    }
    texts.sort_by_key(|text| text.key.kind == ResourceType::Provenance);
    Ok(texts)
}

/// Gives everything in the record of one patient, but the Patient, to another. What the texts say must follow in the same
/// transaction.
pub(super) async fn give(tx: &impl ConnectionTrait, old: &str, kept: &str) -> Result<u64, DbErr> {
    let given = record::Entity::update_many()
        .col_expr(record::Column::Patient, Expr::value(kept))
        .filter(record::Column::Patient.eq(old))
        .filter(record::Column::ResourceType.ne(ResourceType::Patient.as_str()))
        .exec(tx)
        .await?;
    Ok(given.rows_affected)
}
