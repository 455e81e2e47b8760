//! How records are written: many rows a statement, no statement per record.

use std::collections::{BTreeSet, HashMap};

use chrono::DateTime;
use domain::catalogue::{CategorySet, ResourceType, TopicSet};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement, SimpleExpr};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::entity::{record, record_reference, record_token};
use super::references::write_spans;
use super::{
    IndexedToken, NewRecord, NewReference, RecordIndex, RecordKey, SearchParam, SourceVersion,
    index,
};
use crate::store::statements::{MAX_PARAMETERS, literal};

/// What is already stored under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its key in the database.
    pub pk: i64,
    /// Whose record; `None` for a directory resource.
    pub patient: Option<String>,
    /// The data categories that are stored.
    pub categories: CategorySet,
    /// The labels that are stored.
    pub topics: TopicSet,
    /// Whether it is known, by itself and by what it goes with.
    pub classified: bool,
    /// The server that its id comes from; `None` if the import named none.
    pub source: Option<String>,
    /// What the sender said of its version.
    pub version: SourceVersion,
    /// The digest of the stored content: equal if nothing changed.
    pub digest: String,
}

/// Returns what is stored under these keys, by a few statements for any number of them.
pub(super) async fn known(
    connection: &impl ConnectionTrait,
    keys: impl IntoIterator<Item = &RecordKey>,
) -> Result<HashMap<RecordKey, Known>, DbErr> {
    use record::Column as C;
    let mut by_kind: HashMap<ResourceType, Vec<&str>> = HashMap::new();
    for key in keys {
        by_kind.entry(key.kind).or_default().push(&key.id);
    }
    let mut found = HashMap::new();
    for (kind, ids) in by_kind {
        for some in ids.chunks(MAX_PARAMETERS / 2) {
            let query = Query::select()
                .columns([
                    C::Id,
                    C::Pk,
                    C::Patient,
                    C::Categories,
                    C::Topics,
                    C::Digest,
                    C::Classified,
                    C::Source,
                    C::SourceVersion,
                    C::SourceUpdated,
                    C::InError,
                ])
                .from(record::Entity)
                .and_where(Expr::col(C::ResourceType).eq(kind.as_str()))
                .and_where(Expr::col(C::Id).is_in(some.iter().copied()))
                .to_owned();
            for row in connection.query_all(&query).await? {
                let pk: i64 = row.try_get_by_index(1)?;
                let known = Known {
                    pk,
                    patient: row.try_get_by_index(2)?,
                    categories: super::read::categories(pk, row.try_get_by_index(3)?)?,
                    topics: super::read::topics(pk, row.try_get_by_index(4)?)?,
                    digest: row.try_get_by_index(5)?,
                    classified: row.try_get_by_index(6)?,
                    source: row.try_get_by_index(7)?,
                    version: version(&row)?,
                };
                found.insert(
                    RecordKey {
                        kind,
                        id: row.try_get_by_index(0)?,
                    },
                    known,
                );
            }
        }
    }
    Ok(found)
}

fn version(row: &QueryResult) -> Result<SourceVersion, DbErr> {
    let updated: Option<i64> = row.try_get_by_index(9)?;
    Ok(SourceVersion {
        id: row.try_get_by_index(8)?,
        updated: updated.and_then(DateTime::from_timestamp_millis),
        in_error: row.try_get_by_index(10)?,
    })
}

/// Returns which records carry these business identifiers. An identifier that several records carry is left out.
pub(super) async fn identified(
    connection: &impl ConnectionTrait,
    wanted: &BTreeSet<(ResourceType, IndexedToken)>,
) -> Result<HashMap<(ResourceType, IndexedToken), RecordKey>, DbErr> {
    let codes: Vec<&str> = wanted
        .iter()
        .map(|(_, token)| token.code.as_str())
        .collect();
    let mut found: HashMap<(ResourceType, IndexedToken), Option<RecordKey>> = HashMap::new();
    for some in codes.chunks(MAX_PARAMETERS / 2) {
        for row in connection.query_all(&carrying(some)).await? {
            let kind: String = row.try_get_by_index(0)?;
            let Ok(kind) = kind.parse::<ResourceType>() else {
                continue;
            };
            let token = IndexedToken {
                param: SearchParam::Identifier,
                system: row.try_get_by_index(2)?,
                code: row.try_get_by_index(3)?,
            };
            let key = RecordKey {
                kind,
                id: row.try_get_by_index(1)?,
            };
            found
                .entry((kind, token))
                .and_modify(|one| *one = one.take().filter(|one| *one == key))
                .or_insert(Some(key));
        }
    }
    Ok(found
        .into_iter()
        .filter(|(name, _)| wanted.contains(name))
        .filter_map(|(name, key)| Some((name, key?)))
        .collect())
}

fn carrying(codes: &[&str]) -> SelectStatement {
    use record_token::Column as T;
    identifiers()
        .column((record::Entity, record::Column::ResourceType))
        .column((record::Entity, record::Column::Id))
        .column((record_token::Entity, T::System))
        .column((record_token::Entity, T::Code))
        .and_where(Expr::col((record_token::Entity, T::Code)).is_in(codes.iter().copied()))
        .to_owned()
}

/// Business identifiers, each beside the record that carries it; which columns of them is still to be said.
pub(super) fn identifiers() -> SelectStatement {
    use record_token::Column as T;
    Query::select()
        .from(record_token::Entity)
        .inner_join(
            record::Entity,
            Expr::col((record::Entity, record::Column::Pk))
                .equals((record_token::Entity, T::RecordPk)),
        )
        .and_where(
            Expr::col((record_token::Entity, T::Param))
                .eq(literal(SearchParam::Identifier.as_str())),
        )
        .to_owned()
}

/// Writes records, new or changed, with their tokens and references. Labels spread afterwards.
pub(super) async fn save(
    tx: &impl ConnectionTrait,
    records: &[NewRecord],
    replaced: &[i64],
) -> Result<(), DbErr> {
    forget_details(tx, replaced).await?;
    let mut keys = HashMap::with_capacity(records.len());
    for some in records.chunks(MAX_PARAMETERS / 2 / COLUMNS.len()) {
        for row in tx.query_all(&upsert(some)?).await? {
            let (pk, kind, id): (i64, String, String) = (
                row.try_get_by_index(0)?,
                row.try_get_by_index(1)?,
                row.try_get_by_index(2)?,
            );
            keys.insert((kind, id), pk);
        }
    }
    let mut stored = Vec::with_capacity(records.len());
    for new in records {
        // The statement has just returned every row that it wrote.
        let key = (new.key.kind.as_str().to_owned(), new.key.id.clone());
        let pk = keys.get(&key).ok_or_else(|| DbErr::RecordNotInserted)?;
        stored.push((*pk, new));
    }
    let indexes: Vec<(i64, &RecordIndex)> =
        stored.iter().map(|(pk, new)| (*pk, &new.index)).collect();
    index::save(tx, &indexes).await?;
    save_references(tx, &stored).await
}

async fn forget_details(tx: &impl ConnectionTrait, pks: &[i64]) -> Result<(), DbErr> {
    index::forget(tx, pks).await?;
    forget_references(tx, pks).await
}

/// Forgets what these records point at.
pub(super) async fn forget_references(tx: &impl ConnectionTrait, pks: &[i64]) -> Result<(), DbErr> {
    for some in pks.chunks(MAX_PARAMETERS / 2) {
        let references = Query::delete()
            .from_table(record_reference::Entity)
            .and_where(Expr::col(record_reference::Column::RecordPk).is_in(some.iter().copied()))
            .to_owned();
        tx.execute(&references).await?;
    }
    Ok(())
}

const COLUMNS: [record::Column; 19] = {
    use record::Column as C;
    [
        C::ResourceType,
        C::Id,
        C::Patient,
        C::Categories,
        C::OwnTopics,
        C::Topics,
        C::Classified,
        C::OwnClassified,
        C::Source,
        C::SourceVersion,
        C::SourceUpdated,
        C::InError,
        C::DateStart,
        C::DateEnd,
        C::LastUpdated,
        C::Status,
        C::Title,
        C::Digest,
        C::Body,
    ]
};

fn upsert(records: &[NewRecord]) -> Result<sea_orm::sea_query::InsertStatement, DbErr> {
    let mut insert = Query::insert();
    insert.into_table(record::Entity).columns(COLUMNS);
    for new in records {
        insert
            .values(values(new))
            .map_err(|problem| DbErr::Custom(problem.to_string()))?;
    }
    insert
        .on_conflict(
            OnConflict::columns([record::Column::ResourceType, record::Column::Id])
                .update_columns(COLUMNS.into_iter().skip(2))
                .to_owned(),
        )
        .returning(Query::returning().columns([
            record::Column::Pk,
            record::Column::ResourceType,
            record::Column::Id,
        ]));
    Ok(insert)
}

fn values(new: &NewRecord) -> [SimpleExpr; 19] {
    let topics = i64::from(new.own_topics.mask());
    [
        new.key.kind.as_str().into(),
        new.key.id.as_str().into(),
        new.patient.clone().into(),
        i64::from(new.categories.mask()).into(),
        topics.into(),
        topics.into(),
        new.classified.into(),
        new.classified.into(),
        new.source.clone().into(),
        new.version.id.clone().into(),
        new.version.updated.map(|at| at.timestamp_millis()).into(),
        new.version.in_error.into(),
        new.date_start.map(|at| at.timestamp_millis()).into(),
        new.date_end.map(|at| at.timestamp_millis()).into(),
        new.last_updated.timestamp_millis().into(),
        new.status.clone().into(),
        new.title.clone().into(),
        new.digest.as_str().into(),
        new.body.as_str().into(),
    ]
}

async fn save_references(
    tx: &impl ConnectionTrait,
    stored: &[(i64, &NewRecord)],
) -> Result<(), DbErr> {
    let rows: Vec<(i64, &NewReference)> = stored
        .iter()
        .flat_map(|(pk, new)| new.references.iter().map(|one| (*pk, one)))
        .collect();
    insert_references(tx, &rows).await
}

/// Writes what records point at, each with the key of its record.
pub(super) async fn insert_references(
    tx: &impl ConnectionTrait,
    rows: &[(i64, &NewReference)],
) -> Result<(), DbErr> {
    use record_reference::Column as R;
    for some in rows.chunks(MAX_PARAMETERS / 2 / 6) {
        let mut insert = Query::insert();
        insert.into_table(record_reference::Entity).columns([
            R::RecordPk,
            R::TargetType,
            R::TargetId,
            R::Passes,
            R::Bond,
            R::Spans,
        ]);
        for (pk, reference) in some {
            let row: [SimpleExpr; 6] = [
                (*pk).into(),
                reference.target.kind.as_str().into(),
                reference.target.id.as_str().into(),
                i64::from(reference.passes.mask()).into(),
                i32::from(reference.bond.stored()).into(),
                write_spans(&reference.spans).into(),
            ];
            insert
                .values(row)
                .map_err(|problem| DbErr::Custom(problem.to_string()))?;
        }
        tx.execute(&insert).await?;
    }
    Ok(())
}
