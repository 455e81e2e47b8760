//! Everything that a filter admits of a record, part by part, for a copy of it.

use domain::{catalogue::CategorySet, decision::RecordFilter};
use sea_orm::{
    ConnectionTrait, DbErr, Order, QueryResult,
    sea_query::{Expr, ExprTrait, Func, Query},
};

use super::{
    RecordKey,
    entity::record::{self, Column as C},
    filter::{Reach, admitted},
    read,
    references::{Leaving, withhold},
};

/// A part is full with so many characters or so many records: what is in memory at once, but for one record that is
/// longer.
const LETTERS: i64 = 1024 * 1024;
const RECORDS: usize = 200;

/// What a filter admits of a record.
#[derive(Debug)]
pub struct Admitted {
    /// The records, by type, in parts that fit in memory.
    pub parts: Vec<RecordPart>,
    /// How many records in all parts.
    pub count: usize,
    /// The categories of these records.
    pub categories: CategorySet,
}

/// Records that fit in memory together.
#[derive(Debug)]
pub struct RecordPart {
    keys: Vec<i64>,
    letters: i64,
}

impl RecordPart {
    fn is_full(&self) -> bool {
        self.letters >= LETTERS || self.keys.len() >= RECORDS
    }

    fn add(&mut self, pk: i64, letters: i64) {
        self.keys.push(pk);
        self.letters += letters;
    }
}

/// One record as it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBody {
    /// Its type and id.
    pub key: RecordKey,
    /// The FHIR resource as JSON, byte by byte as it is stored.
    pub body: String,
}

/// The records that a filter admits, by type, in parts.
pub(super) async fn parts(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
) -> Result<Admitted, DbErr> {
    let query = Query::select()
        .columns([C::Pk, C::Categories])
        .expr(Func::char_length(Expr::col(C::Body)))
        .from(record::Entity)
        .cond_where(admitted(Reach::Subject(filter)))
        .order_by(C::ResourceType, Order::Asc)
        .order_by(C::Pk, Order::Asc)
        .to_owned();
    let rows = connection.query_all(&query).await?;
    let mut parts: Vec<RecordPart> = Vec::new();
    let mut categories = CategorySet::EMPTY;
    for row in &rows {
        let pk: i64 = row.try_get_by_index(0)?;
        categories = categories.union(read::categories(pk, row.try_get_by_index(1)?)?);
        match parts.last_mut() {
            Some(part) if !part.is_full() => part.add(pk, letters(row)?),
            _ => parts.push(RecordPart {
                keys: vec![pk],
                letters: letters(row)?,
            }),
        }
    }
    Ok(Admitted {
        parts,
        count: rows.len(),
        categories,
    })
}

/// PostgreSQL counts in 32 bits, SQLite in 64.
fn letters(row: &QueryResult) -> Result<i64, DbErr> {
    row.try_get_by_index::<i64>(2)
        .or_else(|_| row.try_get_by_index::<i32>(2).map(i64::from))
}

/// The records of a part, as far as the filter still admits them.
pub(super) async fn bodies(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    part: &RecordPart,
) -> Result<Vec<StoredBody>, DbErr> {
    let query = Query::select()
        .columns([C::Pk, C::ResourceType, C::Id, C::Body])
        .from(record::Entity)
        .cond_where(admitted(Reach::Subject(filter)))
        .and_where(Expr::col(C::Pk).is_in(part.keys.iter().copied()))
        .order_by(C::ResourceType, Order::Asc)
        .order_by(C::Pk, Order::Asc)
        .to_owned();
    let rows = connection.query_all(&query).await?;
    let mut found: Vec<(i64, StoredBody)> = rows.iter().map(body).collect::<Result<_, _>>()?;
    let leaving = found.iter_mut().map(|(pk, one)| Leaving {
        pk: *pk,
        body: &mut one.body,
    });
    withhold(connection, filter, false, leaving.collect()).await?;
    Ok(found.into_iter().map(|(_, one)| one).collect())
}

fn body(row: &QueryResult) -> Result<(i64, StoredBody), DbErr> {
    let pk: i64 = row.try_get_by_index(0)?;
    let kind: String = row.try_get_by_index(1)?;
    let one = StoredBody {
        key: RecordKey {
            kind: read::kind(pk, &kind)?,
            id: row.try_get_by_index(2)?,
        },
        body: row.try_get_by_index(3)?,
    };
    Ok((pk, one))
}
