//! Which label does each stored record carry, once labels have spread along references?

use std::collections::{BTreeSet, HashMap};

use domain::catalogue::ResourceType;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::entity::{record, record_reference};
use crate::labelling;

/// Parameters that a statement may carry at most: SQLite's limit, and half of PostgreSQL's.
pub(super) const MAX_PARAMETERS: usize = 32_000;

struct Row {
    pk: i64,
    patient: String,
    kind: String,
    id: String,
    own: i64,
    topics: i64,
}

/// Spreads labels within the record of each of these patients, in the caller's transaction.
///
/// A patient without a single label needs no walk: there is nothing to spread or to take back.
pub(super) async fn relabel(
    tx: &impl ConnectionTrait,
    patients: &BTreeSet<String>,
) -> Result<(), DbErr> {
    let patients: Vec<&str> = patients.iter().map(String::as_str).collect();
    for some in patients.chunks(500) {
        let labelled = with_labels(tx, some).await?;
        if labelled.is_empty() {
            continue;
        }
        let rows = rows_of(tx, &labelled).await?;
        let edges = edges_between(tx, &labelled, &rows).await?;
        let own: Vec<i64> = rows.iter().map(|row| row.own).collect();
        write_changes(tx, &rows, &labelling::spread(&own, &edges)).await?;
    }
    Ok(())
}

async fn with_labels(tx: &impl ConnectionTrait, patients: &[&str]) -> Result<Vec<String>, DbErr> {
    let query = Query::select()
        .distinct()
        .column(record::Column::Patient)
        .from(record::Entity)
        .and_where(Expr::col(record::Column::Patient).is_in(patients.iter().copied()))
        .and_where(Expr::col(record::Column::Topics).ne(0))
        .to_owned();
    tx.query_all(&query)
        .await?
        .iter()
        .map(|row| row.try_get_by_index(0))
        .collect()
}

async fn rows_of(tx: &impl ConnectionTrait, patients: &[String]) -> Result<Vec<Row>, DbErr> {
    use record::Column as C;
    let query = Query::select()
        .columns([
            C::Pk,
            C::Patient,
            C::ResourceType,
            C::Id,
            C::OwnTopics,
            C::Topics,
        ])
        .from(record::Entity)
        .and_where(Expr::col(C::Patient).is_in(patients.iter().map(String::as_str)))
        .to_owned();
    tx.query_all(&query).await?.iter().map(read_row).collect()
}

fn read_row(row: &QueryResult) -> Result<Row, DbErr> {
    Ok(Row {
        pk: row.try_get_by_index(0)?,
        patient: row.try_get_by_index(1)?,
        kind: row.try_get_by_index(2)?,
        id: row.try_get_by_index(3)?,
        own: row.try_get_by_index(4)?,
        topics: row.try_get_by_index(5)?,
    })
}

/// References within one patient's record, along which labels spread.
async fn edges_between(
    tx: &impl ConnectionTrait,
    patients: &[String],
    rows: &[Row],
) -> Result<Vec<(usize, usize)>, DbErr> {
    use record_reference::Column as R;
    let by_pk: HashMap<i64, usize> = rows.iter().enumerate().map(|(at, r)| (r.pk, at)).collect();
    let by_key: HashMap<(&str, &str), usize> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| {
            row.kind
                .parse::<ResourceType>()
                .is_ok_and(labelling::carries)
        })
        .map(|(at, row)| ((row.kind.as_str(), row.id.as_str()), at))
        .collect();
    let query = Query::select()
        .column((record_reference::Entity, R::RecordPk))
        .column((record_reference::Entity, R::TargetType))
        .column((record_reference::Entity, R::TargetId))
        .from(record::Entity)
        .inner_join(
            record_reference::Entity,
            Expr::col((record_reference::Entity, R::RecordPk))
                .equals((record::Entity, record::Column::Pk)),
        )
        .and_where(
            Expr::col((record::Entity, record::Column::Patient))
                .is_in(patients.iter().map(String::as_str)),
        )
        .to_owned();
    let mut edges = Vec::new();
    for row in tx.query_all(&query).await? {
        let (pk, kind, id): (i64, String, String) = (
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            row.try_get_by_index(2)?,
        );
        let from = by_pk.get(&pk).copied();
        let to = by_key.get(&(kind.as_str(), id.as_str())).copied();
        if let (Some(from), Some(to)) = (from, to)
            && rows[from].patient == rows[to].patient
        {
            edges.push((from, to));
        }
    }
    Ok(edges)
}

async fn write_changes(
    tx: &impl ConnectionTrait,
    rows: &[Row],
    masks: &[i64],
) -> Result<(), DbErr> {
    let mut changed: HashMap<i64, Vec<i64>> = HashMap::new();
    for (row, mask) in rows
        .iter()
        .zip(masks)
        .filter(|(row, mask)| row.topics != **mask)
    {
        changed.entry(*mask).or_default().push(row.pk);
    }
    for (mask, pks) in changed {
        for some in pks.chunks(MAX_PARAMETERS / 2) {
            let update = Query::update()
                .table(record::Entity)
                .value(record::Column::Topics, mask)
                .and_where(Expr::col(record::Column::Pk).is_in(some.iter().copied()))
                .to_owned();
            tx.execute(&update).await?;
        }
    }
    Ok(())
}
