//! What does a decision about one record rest on? Its labels, without its content.

use chrono::{DateTime, Utc};
use domain::catalogue::{CategorySet, ResourceType, TopicSet};
use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::read::{categories, topics};

/// What a decision about one record rests on. The default is what no record has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredLabels {
    /// Whose record; `None` for a directory resource.
    pub patient: Option<String>,
    /// The data categories that it belongs to.
    pub categories: CategorySet,
    /// The sensitive topics that it is labelled with.
    pub topics: TopicSet,
    /// Whether all of it could be read by the labelling (rule 8).
    pub classified: bool,
    /// The start of what it is about (rule 9); `None` without a date.
    pub date: Option<DateTime<Utc>>,
}

/// One row always comes back, empty where there is no record: a row less would be time less.
const LABELS: &str = "
select record.pk, record.patient, record.categories, record.topics, record.classified, record.date_start
from (select 1 as one) as always
left join record on record.resource_type = $1 and record.id = $2";

/// Returns the labels of the record of that type and id.
pub(super) async fn labels(
    connection: &impl ConnectionTrait,
    kind: ResourceType,
    id: &str,
) -> Result<Option<StoredLabels>, DbErr> {
    let backend = connection.get_database_backend();
    let values = [kind.as_str().into(), id.into()];
    let statement = Statement::from_sql_and_values(backend, LABELS, values);
    let row = connection.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("labels".to_owned()))?;
    let pk: Option<i64> = row.try_get("", "pk")?;
    let patient: Option<String> = row.try_get("", "patient")?;
    let kinds: Option<i64> = row.try_get("", "categories")?;
    let labels: Option<i64> = row.try_get("", "topics")?;
    let classified: Option<bool> = row.try_get("", "classified")?;
    let date: Option<i64> = row.try_get("", "date_start")?;
    let (Some(pk), Some(kinds), Some(labels)) = (pk, kinds, labels) else {
        return Ok(None);
    };
    Ok(Some(StoredLabels {
        patient,
        categories: categories(pk, kinds)?,
        topics: topics(pk, labels)?,
        classified: classified.unwrap_or_default(),
        date: date.and_then(DateTime::from_timestamp_millis),
    }))
}
