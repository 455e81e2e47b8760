//! How many records of each kind a filter admits and hides.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::catalogue::{CategorySet, DataCategory, ResourceType, SensitiveTopic, TopicSet};
use domain::decision::RecordFilter;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, Order, QueryResult};

use super::entity::record::{self, Column as C};
use super::filter::{self, Reach, admitted, everything_of};
use super::read::{categories, kind, topics};

/// The newest record of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newest {
    /// The day that it is about.
    pub date: DateTime<Utc>,
    /// Its name in the words of the record; `None` if the record has none.
    pub title: Option<String>,
}

/// The admitted records of one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryCount {
    /// The category.
    pub category: DataCategory,
    /// How many.
    pub count: u64,
    /// The newest of them that has a date.
    pub newest: Option<Newest>,
}

/// The classified records that one sensitive topic labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCount {
    /// The topic.
    pub topic: SensitiveTopic,
    /// How many.
    pub count: u64,
    /// The newest date among them.
    pub newest: Option<DateTime<Utc>>,
}

/// What a filter does not admit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hidden {
    /// How many records.
    pub total: u64,
    /// Of these, how many touch a sensitive topic that the filter does not allow.
    pub sensitive: u64,
    /// Of these, how many the labelling could not read (rule 8).
    pub unclassified: u64,
}

/// A patient's records, counted against a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordCounts {
    /// How many records are admitted.
    pub total: u64,
    /// Categories with at least one admitted record, in the order of the catalogue.
    pub categories: Vec<CategoryCount>,
    /// Topics that label the patient's classified records, admitted or not.
    pub topics: Vec<TopicCount>,
    /// What is not admitted.
    pub hidden: Hidden,
}

/// The categories of a type that can be reached at all: what the scopes of a client leave out counts as hidden.
pub type Reached<'a> = dyn Fn(ResourceType) -> CategorySet + Sync + 'a;

/// Records that are alike to a filter.
struct Group {
    kind: ResourceType,
    labels: (CategorySet, TopicSet),
    classified: bool,
    in_period: bool,
    count: u64,
    newest: Option<i64>,
}

impl Group {
    fn admitted(&self, filter: &RecordFilter, reach: &Reached<'_>) -> bool {
        let reached = reach(self.kind);
        self.labels
            .0
            .is_subset(filter.categories.intersection(reached))
            && self.labels.1.is_subset(filter.topics)
            && self.classified
            && self.in_period
    }
}

/// Counts what the filter admits and hides. Reads the index once, and the rows of the newest only.
pub(super) async fn counts(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    reach: &Reached<'_>,
) -> Result<RecordCounts, DbErr> {
    let groups = read_groups(connection, filter).await?;
    let mut counts = tally(&groups, filter, reach);
    name_newest(connection, filter, reach, &mut counts.categories).await?;
    Ok(counts)
}

/// Counts what the filter admits, and says nothing of the rest: not how much there is, nor of what.
pub(super) async fn counts_admitted(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    reach: &Reached<'_>,
) -> Result<RecordCounts, DbErr> {
    let mut groups = read_groups(connection, filter).await?;
    groups.retain(|group| group.admitted(filter, reach));
    let mut counts = tally(&groups, filter, reach);
    name_newest(connection, filter, reach, &mut counts.categories).await?;
    Ok(counts)
}

async fn read_groups(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
) -> Result<Vec<Group>, DbErr> {
    let rows = connection.query_all(&groups(filter)).await?;
    rows.iter().map(read_group).collect()
}

/// Counts all that a patient has, classified or not.
pub(super) async fn overview(
    connection: &impl ConnectionTrait,
    patient: &domain::ids::PatientId,
) -> Result<RecordCounts, DbErr> {
    counts(connection, &everything_of(patient), &|_| CategorySet::all()).await
}

fn groups(filter: &RecordFilter) -> SelectStatement {
    let keys = [C::Categories, C::Topics, C::Classified].map(Expr::col);
    let in_period = Expr::case(filter::in_period(filter), 1).finally(0);
    // The fourth column by its place: PostgreSQL takes two equal parameters for two expressions.
    Query::select()
        .exprs(keys)
        .expr(in_period)
        .expr(Func::count(Expr::col(C::Pk)))
        .expr(Func::max(Expr::col(C::DateStart)))
        .column(C::ResourceType)
        .from(record::Entity)
        .cond_where(filter::of_subject(filter))
        .and_where(Expr::col(C::ResourceType).ne(ResourceType::Provenance.as_str()))
        .group_by_columns([C::Categories, C::Topics, C::Classified, C::ResourceType])
        .add_group_by([Expr::cust("4")])
        .to_owned()
}

fn read_group(row: &QueryResult) -> Result<Group, DbErr> {
    let count: i64 = row.try_get_by_index(4)?;
    let in_period: i32 = row.try_get_by_index(3)?;
    let name: String = row.try_get_by_index(6)?;
    Ok(Group {
        kind: kind(0, &name)?,
        labels: (
            categories(0, row.try_get_by_index(0)?)?,
            topics(0, row.try_get_by_index(1)?)?,
        ),
        classified: row.try_get_by_index(2)?,
        in_period: in_period == 1,
        count: count.unsigned_abs(),
        newest: row.try_get_by_index(5)?,
    })
}

fn tally(groups: &[Group], filter: &RecordFilter, reach: &Reached<'_>) -> RecordCounts {
    let mut found: BTreeMap<DataCategory, (u64, Option<i64>)> = BTreeMap::new();
    let mut touched: BTreeMap<SensitiveTopic, (u64, Option<i64>)> = BTreeMap::new();
    let mut hidden = Hidden::default();
    let mut total = 0;
    for group in groups {
        if group.admitted(filter, reach) {
            total += group.count;
            group
                .labels
                .0
                .iter()
                .for_each(|category| add(&mut found, category, group));
        } else {
            hidden.total += group.count;
            hidden.unclassified += if group.classified { 0 } else { group.count };
            let sensitive = !group.labels.1.is_subset(filter.topics);
            hidden.sensitive += if sensitive { group.count } else { 0 };
        }
        if group.classified {
            group
                .labels
                .1
                .iter()
                .for_each(|topic| add(&mut touched, topic, group));
        }
    }
    let moment = |millis: Option<i64>| millis.and_then(DateTime::from_timestamp_millis);
    let newest = |at| moment(at).map(|date| Newest { date, title: None });
    RecordCounts {
        total,
        hidden,
        categories: found
            .into_iter()
            .map(|(category, (count, at))| CategoryCount {
                category,
                count,
                newest: newest(at),
            })
            .collect(),
        topics: touched
            .into_iter()
            .map(|(topic, (count, at))| TopicCount {
                topic,
                count,
                newest: moment(at),
            })
            .collect(),
    }
}

fn add<K: Ord>(sums: &mut BTreeMap<K, (u64, Option<i64>)>, key: K, group: &Group) {
    let sum = sums.entry(key).or_default();
    *sum = (sum.0 + group.count, Ord::max(sum.1, group.newest));
}

/// Finds the titles of the newest records: the dates are known, so few rows are read.
async fn name_newest(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    reach: &Reached<'_>,
    found: &mut [CategoryCount],
) -> Result<(), DbErr> {
    let dates = found
        .iter()
        .filter_map(|c| c.newest.as_ref())
        .map(|n| n.date.timestamp_millis());
    let query = Query::select()
        .columns([
            C::Pk,
            C::Categories,
            C::DateStart,
            C::Title,
            C::ResourceType,
        ])
        .from(record::Entity)
        .cond_where(admitted(Reach::Subject(filter)))
        .and_where(Expr::col(C::ResourceType).ne(ResourceType::Provenance.as_str()))
        .and_where(Expr::col(C::DateStart).is_in(dates))
        .order_by(C::Pk, Order::Asc)
        .to_owned();
    for row in connection.query_all(&query).await? {
        let pk: i64 = row.try_get_by_index(0)?;
        let set = categories(pk, row.try_get_by_index(1)?)?;
        let date: i64 = row.try_get_by_index(2)?;
        let title: Option<String> = row.try_get_by_index(3)?;
        let name: String = row.try_get_by_index(4)?;
        let reached = set.is_subset(reach(kind(pk, &name)?));
        for count in found
            .iter_mut()
            .filter(|count| reached && set.contains(count.category))
        {
            if let Some(newest) = count
                .newest
                .as_mut()
                .filter(|n| n.date.timestamp_millis() == date)
            {
                newest.title = title.clone().or(newest.title.take());
            }
        }
    }
    Ok(())
}
