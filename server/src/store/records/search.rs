//! One page of the matches of a search among the records that a filter admits, and the total.
//!
//! The filter is part of every statement, also of the one that counts and the one that finds the place of a cursor:
//! what it does not admit does not exist.

#[cfg(test)]
mod tests;

use domain::{
    catalogue::{CategorySet, ResourceType},
    decision::RecordFilter,
    ids::ResourceId,
};
use sea_orm::{
    ConnectionTrait, DbErr, QueryResult,
    sea_query::{Cond, Condition, Expr, ExprTrait, Func, Query, SelectStatement},
};

use super::{
    criteria::{Named, holds},
    entity::{record, record::Column as C},
    filter::{Reach, admitted},
    order::{self, Place},
    read,
    references::{Leaving, withhold},
};
use crate::store::StoreError;
use fhir::search::{Cursor, Direction, Search};

/// A record as it leaves: its body is sent as it is stored, but for references to what is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The logical id.
    pub id: String,
    /// The data categories that it belongs to.
    pub categories: CategorySet,
    /// `meta.lastUpdated`, in milliseconds since 1970.
    pub last_updated: i64,
    /// The FHIR resource as JSON.
    pub body: String,
    /// Its key in the database.
    pub pk: i64,
}

impl Match {
    /// Returns its `meta.versionId`: when it was imported, in milliseconds since 1970. A change is a later import.
    pub fn version(&self) -> String {
        self.last_updated.to_string()
    }
}

/// One page of matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// In the order of the search.
    pub matches: Vec<Match>,
    /// The number of matches on all pages.
    pub total: u64,
    /// Whether there is a page before this one.
    pub has_previous: bool,
    /// Whether there is a page after this one.
    pub has_next: bool,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The record of the cursor is gone, or the filter does not admit it now.
    #[error("the cursor names no record of this search")]
    CursorLost,
    /// The query failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for PageError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// Returns the record of that type and id, if the filter admits it. Its references name what `named` admits.
pub(super) async fn find_admitted(
    connection: &impl ConnectionTrait,
    (filter, named): (&RecordFilter, &RecordFilter),
    resource: ResourceType,
    id: &ResourceId,
) -> Result<Option<Match>, DbErr> {
    let reach = Reach::Type(filter, resource);
    let query = matches(reach, Cond::all().add(Expr::col(C::Id).eq(id.as_str())));
    let row = connection.query_one(&query).await?;
    let mut found = row.as_ref().map(read_match).transpose()?;
    if let Some(found) = &mut found {
        let leaving = vec![leaving(found)];
        withhold(connection, named, resource.is_directory(), leaving).await?;
    }
    Ok(found)
}

/// One page of the search. References name what `named` admits.
pub(super) async fn search(
    connection: &impl ConnectionTrait,
    (filter, named): (&RecordFilter, &RecordFilter),
    search: &Search,
) -> Result<Page, PageError> {
    let reach = Reach::Type(filter, search.resource);
    let shown = Named {
        filter: named,
        directory: search.resource.is_directory(),
    };
    let criteria = search.criteria.iter();
    let wanted = criteria.fold(Cond::all(), |all, one| all.add(holds(one, shown)));
    if search.count == 0 {
        let total = count(connection, reach, wanted).await?;
        return Ok(Page {
            total,
            ..Page::default()
        });
    }
    let start = match &search.cursor {
        Some(cursor) => Some((
            cursor.direction,
            place(connection, filter, search, cursor).await?,
        )),
        None => None,
    };
    let found = read_page(connection, (reach, wanted.clone()), search, start.as_ref()).await?;
    let came = start.map(|(direction, _)| direction);
    let mut page = page(connection, (reach, wanted), search, came, found).await?;
    let leaving = page.matches.iter_mut().map(leaving).collect();
    withhold(connection, named, search.resource.is_directory(), leaving).await?;
    Ok(page)
}

pub(super) fn leaving(found: &mut Match) -> Leaving<'_> {
    Leaving {
        pk: found.pk,
        body: &mut found.body,
    }
}

/// Reads one more than the page may have, to see whether there is a next one.
async fn read_page(
    connection: &impl ConnectionTrait,
    (reach, wanted): (Reach<'_>, Condition),
    search: &Search,
    start: Option<&(Direction, Place)>,
) -> Result<Vec<Match>, DbErr> {
    let backwards = matches!(start, Some((Direction::Before, _)));
    let sort = order::Toward {
        sort: search.sort,
        backwards,
    };
    let wanted = match start {
        Some((_, place)) => wanted.add(sort.beyond(place)),
        None => wanted,
    };
    let mut query = matches(reach, wanted);
    sort.apply(&mut query);
    query.limit(u64::from(search.count) + 1);
    connection
        .query_all(&query)
        .await?
        .iter()
        .map(read_match)
        .collect()
}

async fn page(
    connection: &impl ConnectionTrait,
    (reach, wanted): (Reach<'_>, Condition),
    search: &Search,
    came: Option<Direction>,
    mut found: Vec<Match>,
) -> Result<Page, PageError> {
    let size = search.count as usize;
    let more = found.len() > size;
    found.truncate(size);
    if came == Some(Direction::Before) {
        found.reverse();
    }
    let total = match came {
        None if !more => found.len() as u64,
        _ => count(connection, reach, wanted).await?,
    };
    // The record of the cursor itself lies behind.
    let (has_previous, has_next) = match came {
        None => (false, more),
        Some(Direction::After) => (true, more),
        Some(Direction::Before) => (more, true),
    };
    Ok(Page {
        matches: found,
        total,
        has_previous,
        has_next,
    })
}

async fn place(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    search: &Search,
    cursor: &Cursor,
) -> Result<Place, PageError> {
    let named = Expr::col(C::Id).eq(cursor.record.as_str());
    let mut query = Query::select();
    order::columns(&mut query).from(record::Entity);
    query.cond_where(admitted(Reach::Type(filter, search.resource)).add(named));
    let row = connection
        .query_one(&query)
        .await?
        .ok_or(PageError::CursorLost)?;
    Ok(order::read_place(&row)?)
}

pub(super) fn matches(reach: Reach<'_>, wanted: Condition) -> SelectStatement {
    Query::select()
        .columns([C::Id, C::Categories, C::LastUpdated, C::Body, C::Pk])
        .from(record::Entity)
        .cond_where(admitted(reach).add(wanted))
        .to_owned()
}

async fn count(
    connection: &impl ConnectionTrait,
    reach: Reach<'_>,
    wanted: Condition,
) -> Result<u64, DbErr> {
    let query = Query::select()
        .expr(Func::count(Expr::col(C::Pk)))
        .from(record::Entity)
        .cond_where(admitted(reach).add(wanted))
        .to_owned();
    let row = connection.query_one(&query).await?;
    let total: i64 = row
        .ok_or(DbErr::RecordNotFound("a count".to_owned()))?
        .try_get_by_index(0)?;
    Ok(total.unsigned_abs())
}

pub(super) fn read_match(row: &QueryResult) -> Result<Match, DbErr> {
    Ok(Match {
        id: row.try_get_by_index(0)?,
        categories: read::categories(0, row.try_get_by_index(1)?)?,
        last_updated: row.try_get_by_index(2)?,
        body: row.try_get_by_index(3)?,
        pk: row.try_get_by_index(4)?,
    })
}
