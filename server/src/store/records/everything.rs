//! One page of everything that is admitted of a patient, of all types together, and the total.

use fhir::search::{Criterion, DateMatch, Everything};
use sea_orm::{
    ConnectionTrait, DbErr, Order,
    sea_query::{Cond, Condition, Expr, ExprTrait, Func, Query},
};

use super::{
    Included, PageError,
    criteria::{Named, holds},
    entity::record::{self, Column as C},
    filter::{Reach, ReachOfTypes, admitted},
    read,
    references::withhold,
    search::{leaving, read_match},
};

/// One page of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EverythingPage {
    /// In a steady order.
    pub records: Vec<Included>,
    /// The number of records on all pages.
    pub total: u64,
    /// Whether there is a page after this one.
    pub has_next: bool,
}

/// Returns one page. A record is there if the filter of its own type admits it.
pub(super) async fn everything(
    connection: &impl ConnectionTrait,
    reaches: &[ReachOfTypes],
    asked: &Everything,
) -> Result<EverythingPage, PageError> {
    let wanted = wanted(reaches, asked);
    let mut page = wanted.clone();
    if let Some(after) = &asked.after {
        let is_it = Cond::all()
            .add(Expr::col(C::ResourceType).eq(after.kind.as_str()))
            .add(Expr::col(C::Id).eq(after.id.as_str()));
        let query = Query::select()
            .column(C::Pk)
            .from(record::Entity)
            .cond_where(all_of(admitted(Reach::Types(reaches)), wanted.clone()).add(is_it))
            .to_owned();
        let row = connection.query_one(&query).await?;
        let pk: i64 = row.ok_or(PageError::CursorLost)?.try_get_by_index(0)?;
        page = page.add(Expr::col(C::Pk).gt(pk));
    }
    let mut records = read_page(connection, (reaches, page), asked.count).await?;
    let has_next = records.len() > asked.count as usize;
    records.truncate(asked.count as usize);
    let total = match (&asked.after, has_next) {
        (None, false) => records.len() as u64,
        _ => count(connection, (reaches, wanted)).await?,
    };
    for reach in reaches {
        hide(connection, reach, &mut records).await?;
    }
    Ok(EverythingPage {
        records,
        total,
        has_next,
    })
}

/// What was asked for. None of it looks at a reference.
fn wanted(reaches: &[ReachOfTypes], asked: &Everything) -> Condition {
    let mut wanted = Cond::all();
    if let Some(reach) = reaches.first() {
        let named = Named {
            filter: &reach.named,
            directory: false,
        };
        let criteria = asked.criteria.iter();
        wanted = criteria.fold(wanted, |all, one| all.add(holds(one, named)));
        let during = asked.during.iter();
        wanted = during.fold(wanted, |all, one| all.add(lies_during(one, named)));
    }
    wanted
}

/// What is admitted is an alternative of types, so nothing may be added to it.
fn all_of(admitted: Condition, wanted: Condition) -> Condition {
    Cond::all().add(admitted).add(wanted)
}

/// A record without a date lies in every time, as it lies in every period of a consent.
fn lies_during(date: &DateMatch, named: Named<'_>) -> Condition {
    Cond::any()
        .add(Expr::col(C::DateStart).is_null())
        .add(holds(&Criterion::Date(vec![*date]), named))
}

async fn read_page(
    connection: &impl ConnectionTrait,
    (reaches, wanted): (&[ReachOfTypes], Condition),
    size: u32,
) -> Result<Vec<Included>, DbErr> {
    let query = Query::select()
        .columns([
            C::Id,
            C::Categories,
            C::LastUpdated,
            C::Body,
            C::Pk,
            C::ResourceType,
        ])
        .from(record::Entity)
        .cond_where(all_of(admitted(Reach::Types(reaches)), wanted))
        .order_by(C::Pk, Order::Asc)
        .limit(u64::from(size) + 1)
        .to_owned();
    let rows = connection.query_all(&query).await?;
    let records = rows.iter().map(|row| {
        let found = read_match(row)?;
        let kind: String = row.try_get_by_index(5)?;
        Ok(Included {
            kind: read::kind(found.pk, &kind)?,
            found,
        })
    });
    records.collect()
}

async fn count(
    connection: &impl ConnectionTrait,
    (reaches, wanted): (&[ReachOfTypes], Condition),
) -> Result<u64, DbErr> {
    let query = Query::select()
        .expr(Func::count(Expr::col(C::Pk)))
        .from(record::Entity)
        .cond_where(all_of(admitted(Reach::Types(reaches)), wanted))
        .to_owned();
    let row = connection.query_one(&query).await?;
    let total: i64 = row
        .ok_or(DbErr::RecordNotFound("a count".to_owned()))?
        .try_get_by_index(0)?;
    Ok(total.unsigned_abs())
}

/// Takes the ids of what is not admitted out of the records of these types.
async fn hide(
    connection: &impl ConnectionTrait,
    reach: &ReachOfTypes,
    records: &mut [Included],
) -> Result<(), DbErr> {
    for directory in [false, true] {
        let of_these = records
            .iter_mut()
            .filter(|one| reach.kinds.contains(&one.kind) && one.kind.is_directory() == directory);
        let bodies = of_these.map(|one| leaving(&mut one.found)).collect();
        withhold(connection, &reach.named, directory, bodies).await?;
    }
    Ok(())
}
