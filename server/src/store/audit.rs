//! The audit log: how it is written, and the queries on it.

mod rows;

use chrono::{NaiveDate, TimeDelta};
use domain::{
    Timestamp,
    audit::{AuditAction, Outcome},
    catalogue::{CategorySet, DataCategory},
    consent::LastReads,
    ids::{AuditEventId, ClientId, ConsentId, CorrelationId, DelegationId, PatientId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, Statement, Value,
    sea_query::{Expr, ExprTrait},
};

pub use rows::RecordedEvent;
pub(super) use rows::{content_digest, event, insert};

use super::{
    entity::audit_event::{Column, Entity},
    error::Row,
    error::StoreError,
};

/// Which events to list. A field that is `None` or empty does not narrow.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Events by or about this client.
    pub client: Option<ClientId>,
    /// Events under this consent.
    pub consent: Option<ConsentId>,
    /// Events under this delegation.
    pub delegation: Option<DelegationId>,
    /// Any of these actions.
    pub actions: Vec<AuditAction>,
    /// Only what a client did or what was done under a delegation.
    pub by_others: bool,
    /// Events that ended so.
    pub outcome: Option<Outcome>,
    /// Events that are about this category, among others.
    pub category: Option<DataCategory>,
    /// At this moment or later.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// The cursor of a page: events older than this one, by time and place in the log.
    pub before: Option<(Timestamp, i64)>,
    /// The most events to return.
    pub limit: u64,
}

/// How often categories were read on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLooks {
    /// The day in UTC.
    pub day: NaiveDate,
    /// Who read; `None` for a person in the portal.
    pub client: Option<ClientId>,
    /// What was read.
    pub categories: CategorySet,
    /// Done or refused.
    pub outcome: Outcome,
    /// How many events.
    pub looks: u32,
}

/// The audit log, for reading. [`Tx::audit`](super::Tx::audit) and [`Store::record`](super::Store::record) write it.
pub struct Audit<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Audit<'_, C> {
    /// Returns the events about a patient, newest first.
    pub async fn for_subject(
        &self,
        subject: &PatientId,
        filter: &AuditFilter,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Subject.eq(subject.as_str()))
            .filter(conditions(filter))
            .order_by_desc(Column::At)
            .order_by_desc(Column::Seq)
            .limit(filter.limit)
            .all(self.0)
            .await?;
        rows.into_iter().map(event).collect()
    }

    /// Returns the events under one consent, newest first.
    pub async fn for_consent(
        &self,
        consent: ConsentId,
        filter: &AuditFilter,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Consent.eq(consent.uuid()))
            .filter(conditions(filter))
            .order_by_desc(Column::At)
            .order_by_desc(Column::Seq)
            .limit(filter.limit)
            .all(self.0)
            .await?;
        rows.into_iter().map(event).collect()
    }

    /// Returns the events that one correlation id joins, oldest first.
    pub async fn for_correlation(
        &self,
        correlation: CorrelationId,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Correlation.eq(correlation.uuid()))
            .order_by_asc(Column::Seq)
            .all(self.0)
            .await?;
        rows.into_iter().map(event).collect()
    }

    /// Returns the event with this id.
    pub async fn find(&self, id: AuditEventId) -> Result<Option<RecordedEvent>, StoreError> {
        let row = Entity::find()
            .filter(Column::Id.eq(id.uuid()))
            .one(self.0)
            .await?;
        row.map(event).transpose()
    }

    /// Returns events of the whole log behind a place, oldest first.
    pub async fn page(&self, after: i64, limit: u64) -> Result<Vec<RecordedEvent>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Seq.gt(after))
            .order_by_asc(Column::Seq)
            .limit(limit)
            .all(self.0)
            .await?;
        rows.into_iter().map(event).collect()
    }

    /// Returns when the client last read each category under this consent.
    pub async fn last_reads(&self, consent: ConsentId) -> Result<LastReads, StoreError> {
        let values = [consent.uuid().into()];
        let mut reads = LastReads::new();
        for row in self.ask(LAST_READS, values).await? {
            let name = consent.to_string();
            let cells = Row::of("audit_event", &name);
            let categories = cells.mask(
                "categories",
                row.try_get("", "categories")?,
                CategorySet::from_mask,
            )?;
            let at = cells.moment("at", row.try_get("", "last")?)?;
            for category in categories.iter() {
                let last = reads.entry(category).or_insert(at);
                *last = Ord::max(at, *last);
            }
        }
        Ok(reads)
    }

    /// Returns the reads under one consent, counted per day of the last `days`, oldest day first.
    pub async fn by_day(
        &self,
        consent: ConsentId,
        days: u16,
        now: Timestamp,
    ) -> Result<Vec<DayLooks>, StoreError> {
        let values: [Value; 2] = [consent.uuid().into(), first_moment(days, now).into()];
        looks(self.ask(BY_DAY_OF_CONSENT, values).await?)
    }

    /// Returns the reads of one patient's record, counted per day of the last `days`, oldest day first.
    pub async fn by_day_of_subject(
        &self,
        subject: &PatientId,
        days: u16,
        now: Timestamp,
    ) -> Result<Vec<DayLooks>, StoreError> {
        let values: [Value; 2] = [subject.as_str().into(), first_moment(days, now).into()];
        looks(self.ask(BY_DAY_OF_SUBJECT, values).await?)
    }

    async fn ask<const N: usize>(
        &self,
        question: &str,
        values: [Value; N],
    ) -> Result<Vec<QueryResult>, StoreError> {
        let backend = self.0.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, question, values);
        Ok(self.0.query_all_raw(statement).await?)
    }
}

const LAST_READS: &str = "
select categories, max(at) as last from audit_event
where consent = $1 and action in ('record-read', 'record-searched') and outcome = 'done'
group by categories";

const BY_DAY_OF_CONSENT: &str = "
select at / 86400000 as day, client, categories, outcome, count(*) as looks from audit_event
where consent = $1 and at >= $2 and action in ('record-read', 'record-searched')
group by at / 86400000, client, categories, outcome order by day";

const BY_DAY_OF_SUBJECT: &str = "
select at / 86400000 as day, client, categories, outcome, count(*) as looks from audit_event
where subject = $1 and at >= $2 and action in ('record-read', 'record-searched')
group by at / 86400000, client, categories, outcome order by day";

/// The first millisecond of the first of the last `days`, today being one of them.
fn first_moment(days: u16, now: Timestamp) -> i64 {
    let day = TimeDelta::days(1).num_milliseconds();
    let today = now.timestamp_millis().div_euclid(day);
    (today + 1 - i64::from(days)) * day
}

fn looks(rows: Vec<QueryResult>) -> Result<Vec<DayLooks>, StoreError> {
    rows.into_iter()
        .map(|row| {
            let day: i64 = row.try_get("", "day")?;
            let cells = Row::of("audit_event", &day);
            let outcome: String = row.try_get("", "outcome")?;
            let client: Option<String> = row.try_get("", "client")?;
            let start = cells.moment("at", day.saturating_mul(86_400_000))?;
            Ok(DayLooks {
                day: start.date_naive(),
                client: cells.maybe("client", client, |id| ClientId::parse(id).ok())?,
                categories: cells.mask(
                    "categories",
                    row.try_get("", "categories")?,
                    CategorySet::from_mask,
                )?,
                outcome: cells.read("outcome", Outcome::from_key(&outcome))?,
                looks: u32::try_from(row.try_get::<i64>("", "looks")?).unwrap_or(u32::MAX),
            })
        })
        .collect()
}

fn conditions(filter: &AuditFilter) -> Condition {
    let ms = |at: Timestamp| at.timestamp_millis();
    let keys = filter.actions.iter().map(|action| action.key());
    Condition::all()
        .add_option(
            filter
                .client
                .as_ref()
                .map(|id| Column::Client.eq(id.as_str())),
        )
        .add_option(filter.consent.map(|id| Column::Consent.eq(id.uuid())))
        .add_option(filter.delegation.map(|id| Column::Delegation.eq(id.uuid())))
        .add_option((!filter.actions.is_empty()).then(|| Column::Action.is_in(keys)))
        .add_option(filter.by_others.then(by_others))
        .add_option(filter.outcome.map(|one| Column::Outcome.eq(one.key())))
        .add_option(filter.category.map(|one| {
            Expr::col(Column::Categories)
                .bit_and(i64::from(one.bit()))
                .ne(0)
        }))
        .add_option(filter.from.map(|at| Column::At.gte(ms(at))))
        .add_option(filter.until.map(|at| Column::At.lt(ms(at))))
        .add_option(filter.before.map(|(at, seq)| {
            Condition::any().add(Column::At.lt(ms(at))).add(
                Condition::all()
                    .add(Column::At.eq(ms(at)))
                    .add(Column::Seq.lt(seq)),
            )
        }))
}

/// A look of the patient in the portal has no delegation, and is no read of a client.
fn by_others() -> Condition {
    let reads = [AuditAction::RecordRead, AuditAction::RecordSearched].map(AuditAction::key);
    Condition::any()
        .add(Column::Delegation.is_not_null())
        .add(Column::Action.is_in(reads))
}
