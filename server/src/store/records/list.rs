//! Records as a person sees them in the portal: by title and date, with what they say.

use chrono::{DateTime, Utc};
use domain::{
    catalogue::{DataCategory, ResourceType, TopicSet},
    decision::RecordFilter,
};
use sea_orm::{
    ConnectionTrait, DbErr, Order, QueryResult,
    sea_query::{Condition, Expr, ExprTrait, Func, LikeExpr, NullOrdering, Query},
};

use super::{
    entity::record::{self, Column as C},
    filter::{Reach, admitted},
    read,
};

/// One record in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The FHIR type.
    pub resource: ResourceType,
    /// Its name in the words of the record; `None` if the record has none.
    pub title: Option<String>,
    /// The day that it is about.
    pub date: Option<DateTime<Utc>>,
    /// The sensitive topics that it is labelled with.
    pub topics: TopicSet,
    /// The FHIR resource as JSON.
    pub body: String,
}

/// Which entries of a category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The page, from 0.
    pub page: u32,
    /// Part of the title, in any case of its letters; empty for all.
    pub find: String,
}

pub(super) async fn list(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    category: DataCategory,
    wanted: &Wanted,
    size: u64,
) -> Result<(Vec<Listed>, bool), DbErr> {
    let of_category = Expr::col(C::Categories).bit_and(i64::from(category.bit()));
    // One more than the page holds, to see whether there is a next one.
    let query = Query::select()
        .columns([
            C::Pk,
            C::ResourceType,
            C::Title,
            C::DateStart,
            C::Topics,
            C::Body,
        ])
        .from(record::Entity)
        .cond_where(admitted(Reach::Subject(filter)))
        .and_where(of_category.ne(0))
        .and_where(Expr::col(C::ResourceType).ne(ResourceType::Provenance.as_str()))
        .order_by_with_nulls(C::DateStart, Order::Desc, NullOrdering::Last)
        .order_by(C::Pk, Order::Desc)
        .limit(size + 1)
        .offset(u64::from(wanted.page) * size)
        .conditions(
            !wanted.find.is_empty(),
            |query| {
                // Either way, because SQLite changes the case of ASCII letters only, and leaves `Ú` and `ú` as they are.
                let (lower, upper) = (wanted.find.to_lowercase(), wanted.find.to_uppercase());
                query.cond_where(
                    Condition::any()
                        .add(Func::lower(Expr::col(C::Title)).like(holding(&lower)))
                        .add(Func::upper(Expr::col(C::Title)).like(holding(&upper))),
                );
            },
            |_| {},
        )
        .to_owned();
    let rows = connection.query_all(&query).await?;
    let mut listed: Vec<Listed> = rows.iter().map(listed).collect::<Result<_, _>>()?;
    let has_more = listed.len() as u64 > size;
    if has_more {
        listed.pop();
    }
    Ok((listed, has_more))
}

/// What a pattern gives a meaning is looked for as it stands.
fn holding(part: &str) -> LikeExpr {
    let escaped = part
        .replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

fn listed(row: &QueryResult) -> Result<Listed, DbErr> {
    let pk: i64 = row.try_get_by_index(0)?;
    let resource: String = row.try_get_by_index(1)?;
    let date: Option<i64> = row.try_get_by_index(3)?;
    Ok(Listed {
        resource: read::kind(pk, &resource)?,
        title: row.try_get_by_index(2)?,
        date: date.and_then(DateTime::from_timestamp_millis),
        topics: read::topics(pk, row.try_get_by_index(4)?)?,
        body: row.try_get_by_index(5)?,
    })
}
