//! How often and when last a record was read: the audit log counted for charts and cards, a handful of queries for a
//! whole page.
//!
//! A look is what one app did within one minute: an app that reads four kinds of data asks many times for one visit.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use domain::{
    Timestamp,
    audit::{AuditAction, Outcome},
    catalogue::CategorySet,
    ids::{ClientId, ConsentId, PatientId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    Select,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    entity::audit_event::{Column, Entity},
    error::{Row, StoreError},
};

/// Reads and refused attempts of one client under one consent on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOfLooks {
    /// The client; `None` in a count over all of them.
    pub client: Option<ClientId>,
    /// The consent; `None` in a count over all of them, and for an attempt under none.
    pub consent: Option<ConsentId>,
    /// The day in UTC.
    pub day: NaiveDate,
    /// Whether these are refused attempts.
    pub refused: bool,
    /// What was read; empty in a count over everything.
    pub categories: CategorySet,
    /// How many looks: minutes in which the client read.
    pub looks: u32,
}

/// What one look read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its latest read.
    pub at: Timestamp,
    /// The categories that were read.
    pub categories: CategorySet,
    /// How many records left.
    pub count: u32,
}

/// The audit events about reads, counted.
pub struct Looks<'c, C>(pub(super) &'c C);

const MINUTE: i64 = 60_000;

/// App, consent, day, outcome, looks.
type DayRow = (Option<String>, Option<Uuid>, i64, String, i64);

/// All of them, or only those about these categories and no others. An event without a category is about none of them.
fn about(looks: Select<Entity>, told: Option<CategorySet>) -> Select<Entity> {
    let Some(told) = told else {
        return looks;
    };
    let others = Expr::col(Column::Categories).bit_and(i64::from(!told.mask()));
    looks
        .filter(Expr::col(Column::Categories).ne(0))
        .filter(others.eq(0))
}

fn day() -> Expr {
    // Written out, because PostgreSQL takes two parameters for two expressions and then misses one in `group by`.
    Expr::cust("at / 86400000")
}

fn looks() -> Expr {
    Expr::cust("count(distinct at / 60000)")
}

impl<C: ConnectionTrait> Looks<'_, C> {
    /// Returns looks per consent and day. `told` limits them to events about these categories alone; so it does below.
    pub async fn by_day(
        &self,
        subject: &PatientId,
        since: Timestamp,
        told: Option<CategorySet>,
    ) -> Result<Vec<DayOfLooks>, StoreError> {
        let rows: Vec<DayRow> = about(of_subject(subject, since), told)
            .select_only()
            .columns([Column::Client, Column::Consent])
            .expr_as(day(), "day")
            .column(Column::Outcome)
            .expr_as(looks(), "looks")
            .group_by(Column::Client)
            .group_by(Column::Consent)
            .group_by(day())
            .group_by(Column::Outcome)
            .into_tuple()
            .all(self.0)
            .await?;
        rows.into_iter()
            .map(|(client, consent, day, outcome, looks)| {
                read_day(client, consent, day, &outcome, 0, looks)
            })
            .collect()
    }

    /// Returns looks per set of categories and day.
    pub async fn by_category(
        &self,
        subject: &PatientId,
        since: Timestamp,
        told: Option<CategorySet>,
    ) -> Result<Vec<DayOfLooks>, StoreError> {
        let rows: Vec<(i64, String, i64, i64)> = about(of_subject(subject, since), told)
            .select_only()
            .expr_as(day(), "day")
            .columns([Column::Outcome, Column::Categories])
            .expr_as(looks(), "looks")
            .group_by(day())
            .group_by(Column::Outcome)
            .group_by(Column::Categories)
            .into_tuple()
            .all(self.0)
            .await?;
        rows.into_iter()
            .map(|(day, outcome, categories, looks)| {
                read_day(None, None, day, &outcome, categories, looks)
            })
            .collect()
    }

    /// Returns the last look under each consent of a patient.
    pub async fn last(
        &self,
        subject: &PatientId,
        told: Option<CategorySet>,
    ) -> Result<BTreeMap<ConsentId, Look>, StoreError> {
        let all = about(of_subject(subject, Timestamp::UNIX_EPOCH), told);
        let newest: Vec<(Uuid, i64)> = all
            .clone()
            .filter(Column::Outcome.eq(Outcome::Done.key()))
            .filter(Column::Consent.is_not_null())
            .select_only()
            .column(Column::Consent)
            .expr_as(Column::At.max(), "newest")
            .group_by(Column::Consent)
            .into_tuple()
            .all(self.0)
            .await?;
        let mut minutes = Condition::any();
        for (consent, at) in &newest {
            let minute = at - at.rem_euclid(MINUTE);
            minutes = minutes.add(
                Condition::all()
                    .add(Column::Consent.eq(*consent))
                    .add(Column::At.gte(minute)),
            );
        }
        if newest.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows: Vec<(Uuid, i64, i64, Option<i64>)> = all
            .filter(Column::Outcome.eq(Outcome::Done.key()))
            .filter(minutes)
            .select_only()
            .columns([
                Column::Consent,
                Column::At,
                Column::Categories,
                Column::Count,
            ])
            .into_tuple()
            .all(self.0)
            .await?;
        fold(rows)
    }

    /// Returns everything that was read under one consent, as one look.
    pub async fn total(
        &self,
        consent: ConsentId,
        told: Option<CategorySet>,
    ) -> Result<Option<Look>, StoreError> {
        let all = about(of_consent(consent, Outcome::Done), told);
        let rows: Vec<(Uuid, i64, i64, Option<i64>)> = all
            .select_only()
            .column(Column::Consent)
            .expr_as(Column::At.max(), "newest")
            .column(Column::Categories)
            .expr_as(Expr::cust("cast(sum(count) as bigint)"), "total")
            .group_by(Column::Consent)
            .group_by(Column::Categories)
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(fold(rows)?.remove(&consent))
    }

    /// Returns how many reads under one consent had this outcome since a moment: requests, not looks.
    pub async fn count(
        &self,
        consent: ConsentId,
        outcome: Outcome,
        since: Timestamp,
    ) -> Result<u32, StoreError> {
        let count = of_consent(consent, outcome)
            .filter(Column::At.gte(since.timestamp_millis()))
            .count(self.0)
            .await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

fn of_consent(consent: ConsentId, outcome: Outcome) -> Select<Entity> {
    reads()
        .filter(Column::Consent.eq(consent.uuid()))
        .filter(Column::Outcome.eq(outcome.key()))
}

fn reads() -> Select<Entity> {
    let reads = [
        AuditAction::RecordRead.key(),
        AuditAction::RecordSearched.key(),
    ];
    Entity::find().filter(Column::Action.is_in(reads))
}

fn of_subject(subject: &PatientId, since: Timestamp) -> Select<Entity> {
    reads()
        .filter(Column::Subject.eq(subject.as_str()))
        .filter(Column::At.gte(since.timestamp_millis()))
}

fn read_day(
    client: Option<String>,
    consent: Option<Uuid>,
    day: i64,
    outcome: &str,
    categories: i64,
    looks: i64,
) -> Result<DayOfLooks, StoreError> {
    let row = Row::of("audit_event", &"counted by day");
    let date = DateTime::from_timestamp_millis(day * 86_400_000).map(|at| at.date_naive());
    let outcome = row.read("outcome", Outcome::from_key(outcome))?;
    Ok(DayOfLooks {
        client: row.maybe("client", client, |id| ClientId::parse(id).ok())?,
        consent: consent.map(ConsentId::from_uuid),
        day: row.read("at", date)?,
        refused: outcome != Outcome::Done,
        categories: row.mask("categories", categories, CategorySet::from_mask)?,
        looks: u32::try_from(looks).unwrap_or(u32::MAX),
    })
}

/// Adds up rows of consent, moment, categories and count.
fn fold(rows: Vec<(Uuid, i64, i64, Option<i64>)>) -> Result<BTreeMap<ConsentId, Look>, StoreError> {
    let row = Row::of("audit_event", &"read as a look");
    let mut looks = BTreeMap::<ConsentId, Look>::new();
    for (consent, at, categories, count) in rows {
        let at = row.moment("at", at)?;
        let categories = row.mask("categories", categories, CategorySet::from_mask)?;
        let count = u32::try_from(count.unwrap_or(0)).unwrap_or(u32::MAX);
        looks
            .entry(ConsentId::from_uuid(consent))
            .and_modify(|look| {
                look.at = Ord::max(look.at, at);
                look.categories = look.categories.union(categories);
                look.count = look.count.saturating_add(count);
            })
            .or_insert(Look {
                at,
                categories,
                count,
            });
    }
    Ok(looks)
}
