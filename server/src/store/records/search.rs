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
    sea_query::{Alias, Cond, Condition, Expr, ExprTrait, Func, Query, SelectStatement},
};

use super::{
    criteria::holds,
    entity::{record, record::Column as C, record_reference},
    filter::admitted,
    order::{self, Place},
    read,
};
use crate::{
    fhir::search::{Cursor, Direction, Search},
    store::StoreError,
};

/// A record as it is served: its body is sent as it is stored.
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

/// Returns the record of that type and id, if the filter admits it.
pub(super) async fn find_admitted(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    resource: ResourceType,
    id: &ResourceId,
) -> Result<Option<Match>, DbErr> {
    let query = matches(visible(filter, resource).add(Expr::col(C::Id).eq(id.as_str())));
    connection
        .query_one(&query)
        .await?
        .as_ref()
        .map(read_match)
        .transpose()
}

/// One page of the search.
pub(super) async fn search(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    search: &Search,
) -> Result<Page, PageError> {
    let wanted = search
        .criteria
        .iter()
        .fold(visible(filter, search.resource), |all, criterion| {
            all.add(holds(criterion))
        });
    if search.count == 0 {
        let total = count(connection, wanted).await?;
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
    let found = read_page(connection, wanted.clone(), search, start.as_ref()).await?;
    page(
        connection,
        wanted,
        search,
        start.map(|(direction, _)| direction),
        found,
    )
    .await
}

/// Reads one more than the page may have, to see whether there is a next one.
async fn read_page(
    connection: &impl ConnectionTrait,
    wanted: Condition,
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
    let mut query = matches(wanted);
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
    wanted: Condition,
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
        _ => count(connection, wanted).await?,
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
    query.cond_where(visible(filter, search.resource).add(named));
    let row = connection
        .query_one(&query)
        .await?
        .ok_or(PageError::CursorLost)?;
    Ok(order::read_place(&row)?)
}

/// What exists of a type for this filter. A directory record exists if an admitted record points at it.
fn visible(filter: &RecordFilter, resource: ResourceType) -> Condition {
    let of_type = Cond::all().add(Expr::col(C::ResourceType).eq(resource.as_str()));
    if !resource.is_directory() {
        return of_type.add(admitted(filter));
    }
    let pointer = Alias::new("pointer");
    let pointed_at = Query::select()
        .column((pointer.clone(), record_reference::Column::TargetId))
        .from(record::Entity)
        .join_as(
            sea_orm::JoinType::InnerJoin,
            record_reference::Entity,
            pointer.clone(),
            Expr::col((pointer.clone(), record_reference::Column::RecordPk))
                .equals((record::Entity, C::Pk)),
        )
        .cond_where(admitted(filter))
        .and_where(Expr::col((pointer, record_reference::Column::TargetType)).eq(resource.as_str()))
        .to_owned();
    of_type
        .add(Expr::col(C::Patient).is_null())
        .add(Expr::col(C::Id).in_subquery(pointed_at))
}

fn matches(wanted: Condition) -> SelectStatement {
    Query::select()
        .columns([C::Id, C::Categories, C::LastUpdated, C::Body])
        .from(record::Entity)
        .cond_where(wanted)
        .to_owned()
}

async fn count(connection: &impl ConnectionTrait, wanted: Condition) -> Result<u64, DbErr> {
    let query = Query::select()
        .expr(Func::count(Expr::col(C::Pk)))
        .from(record::Entity)
        .cond_where(wanted)
        .to_owned();
    let row = connection.query_one(&query).await?;
    let total: i64 = row
        .ok_or(DbErr::RecordNotFound("a count".to_owned()))?
        .try_get_by_index(0)?;
    Ok(total.unsigned_abs())
}

fn read_match(row: &QueryResult) -> Result<Match, DbErr> {
    Ok(Match {
        id: row.try_get_by_index(0)?,
        categories: read::categories(0, row.try_get_by_index(1)?)?,
        last_updated: row.try_get_by_index(2)?,
        body: row.try_get_by_index(3)?,
    })
}
