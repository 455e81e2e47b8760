//! Do the queries say the same as the rules they stand for?

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::catalogue::{CategorySet, DataCategory, ResourceType, SensitiveTopic, TopicSet};
use domain::decision::{RecordFilter, RecordLabels};
use domain::ids::{PatientId, ResourceId};
use fhir::labelling::Bond;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ColumnTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, EntityTrait,
    QueryFilter, QuerySelect,
};

use super::entity::record::{Column, Entity, Model};
use super::{
    NewRecord, NewReference, RecordKey, Records,
    counts::counts,
    filter::{Reach, admitted},
    labels::relabel,
    read::find,
    write::{known, save},
};

impl<C: ConnectionTrait> Records<'_, C> {
    /// What is stored of one type, around everything that guards it.
    pub async fn rows(&self, kind: ResourceType) -> Vec<Model> {
        let of_type = Entity::find().filter(Column::ResourceType.eq(kind.as_str()));
        of_type.all(self.0).await.unwrap()
    }
}

async fn database() -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let database = Database::connect(options).await.unwrap();
    Migrator::up(&database, None).await.unwrap();
    database
}

/// Every type is reached, with everything in it.
fn everywhere(_: ResourceType) -> CategorySet {
    CategorySet::all()
}

fn day(text: &str) -> DateTime<Utc> {
    text.parse::<NaiveDate>()
        .unwrap()
        .and_hms_opt(0, 0, 0)
        .unwrap()
        .and_utc()
}

fn key(kind: ResourceType, id: &str) -> RecordKey {
    RecordKey {
        kind,
        id: id.to_owned(),
    }
}

fn record(kind: ResourceType, id: &str, category: DataCategory) -> NewRecord {
    NewRecord {
        key: key(kind, id),
        patient: Some("p".to_owned()),
        categories: CategorySet::of(category),
        own_topics: TopicSet::EMPTY,
        classified: true,
        source: None,
        version: crate::store::records::SourceVersion::default(),
        date_start: Some(day("2026-04-28")),
        date_end: Some(day("2026-04-28")),
        last_updated: day("2026-05-01"),
        status: None,
        title: Some(format!("title of {id}")),
        digest: String::new(),
        body: "{}".to_owned(),
        index: super::RecordIndex::default(),
        references: Vec::new(),
    }
}

fn filter(categories: &[DataCategory], topics: &[SensitiveTopic]) -> RecordFilter {
    RecordFilter {
        subject: PatientId::parse("p").unwrap(),
        categories: categories.iter().copied().collect(),
        topics: topics.iter().copied().collect(),
        from: None,
        only_related: None,
    }
}

/// A condition that is labelled, a claim for it, and a benefit for the claim.
async fn a_chain(database: &DatabaseConnection) {
    let condition = NewRecord {
        own_topics: TopicSet::of(SensitiveTopic::MentalHealth),
        ..record(ResourceType::Condition, "c", DataCategory::Problems)
    };
    let claim = NewRecord {
        references: vec![NewReference::to(condition.key.clone(), Bond::None)],
        ..record(ResourceType::Claim, "k", DataCategory::Billing)
    };
    let benefit = NewRecord {
        references: vec![NewReference::to(claim.key.clone(), Bond::None)],
        ..record(
            ResourceType::ExplanationOfBenefit,
            "e",
            DataCategory::Billing,
        )
    };
    save(database, &[condition, claim, benefit], &[])
        .await
        .unwrap();
    relabel(database, &BTreeSet::from(["p".to_owned()]))
        .await
        .unwrap();
}

async fn topics(database: &DatabaseConnection, kind: ResourceType, id: &str) -> TopicSet {
    find(database, kind, id).await.unwrap().unwrap().topics
}

#[tokio::test]
async fn a_label_spreads_to_what_points_at_it_and_goes_when_its_reason_goes() {
    let database = database().await;
    a_chain(&database).await;
    let labelled = TopicSet::of(SensitiveTopic::MentalHealth);
    assert_eq!(
        topics(&database, ResourceType::ExplanationOfBenefit, "e").await,
        labelled
    );

    let harmless = record(ResourceType::Condition, "c", DataCategory::Problems);
    let stored = known(&database, [&harmless.key]).await.unwrap();
    save(
        &database,
        &[harmless],
        &[stored.values().next().unwrap().pk],
    )
    .await
    .unwrap();
    relabel(&database, &BTreeSet::from(["p".to_owned()]))
        .await
        .unwrap();
    assert_eq!(
        topics(&database, ResourceType::ExplanationOfBenefit, "e").await,
        TopicSet::EMPTY
    );
}

#[tokio::test]
async fn a_record_of_two_categories_needs_both() {
    let database = database().await;
    let both = [DataCategory::LabResults, DataCategory::Surveys];
    let result = NewRecord {
        categories: both.into_iter().collect(),
        ..record(ResourceType::Observation, "o", DataCategory::LabResults)
    };
    save(&database, &[result], &[]).await.unwrap();
    let one = counts(&database, &filter(&both[..1], &[]), &everywhere)
        .await
        .unwrap();
    assert_eq!(one.total, 0);
    let two = counts(&database, &filter(&both, &[]), &everywhere)
        .await
        .unwrap();
    assert_eq!(two.total, 1);
}

#[tokio::test]
async fn what_is_hidden_is_counted_with_its_reason() {
    let database = database().await;
    a_chain(&database).await;
    let note = NewRecord {
        classified: false,
        ..record(
            ResourceType::DocumentReference,
            "n",
            DataCategory::VisitNotes,
        )
    };
    let result = record(ResourceType::Observation, "o", DataCategory::LabResults);
    save(&database, &[note, result], &[]).await.unwrap();
    let labs = filter(&[DataCategory::LabResults, DataCategory::Billing], &[]);
    let counts = counts(&database, &labs, &everywhere).await.unwrap();
    assert_eq!((counts.total, counts.categories.len()), (1, 1));
    assert_eq!(
        counts.categories[0]
            .newest
            .as_ref()
            .unwrap()
            .title
            .as_deref(),
        Some("title of o")
    );
    let hidden = counts.hidden;
    assert_eq!(
        (hidden.total, hidden.sensitive, hidden.unclassified),
        (4, 3, 1)
    );
    assert_eq!(
        (counts.topics[0].topic, counts.topics[0].count),
        (SensitiveTopic::MentalHealth, 3)
    );
}

/// The oracle: for every combination of labels and filters, the query and the rule agree.
#[tokio::test]
async fn the_query_admits_exactly_what_the_rule_admits() {
    let database = database().await;
    let rows = every_kind_of_record();
    save(&database, &rows, &[]).await.unwrap();
    for filter in every_kind_of_filter() {
        let found: BTreeSet<String> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(admitted(Reach::Subject(&filter)))
            .into_tuple()
            .all(&database)
            .await
            .unwrap()
            .into_iter()
            .collect();
        let expected: BTreeSet<String> = rows
            .iter()
            .filter(|row| filter.admits(&labels(row)))
            .map(|row| row.key.id.clone())
            .collect();
        assert_eq!(found, expected, "{filter:?}");
        let total =
            usize::try_from(counts(&database, &filter, &everywhere).await.unwrap().total).unwrap();
        assert_eq!(total, expected.len(), "{filter:?}");
    }
}

fn labels(row: &NewRecord) -> RecordLabels {
    let related = row.key.kind == ResourceType::RelatedPerson;
    RecordLabels {
        subject: PatientId::parse(row.patient.clone().unwrap()).unwrap(),
        related: related.then(|| id(&row.key.id)),
        categories: row.categories,
        topics: row.own_topics,
        classified: row.classified,
        date: row.date_start.map(|at| at.date_naive()),
    }
}

fn id(text: &str) -> ResourceId {
    ResourceId::parse(text).unwrap()
}

fn every_kind_of_record() -> Vec<NewRecord> {
    let caregiver = |id| record(ResourceType::RelatedPerson, id, DataCategory::AboutYou);
    let mut rows = vec![caregiver("this-helper"), caregiver("that-helper")];
    for categories in [1_u32, 1 << 6, 1 << 22, 1 | 1 << 22] {
        for topics in [0, 1, 1 << 6, 0b101] {
            for (classified, date) in [(true, Some("2026-04-28")), (true, None), (false, None)] {
                for patient in ["p", "q"] {
                    rows.push(NewRecord {
                        key: key(ResourceType::Observation, &rows.len().to_string()),
                        patient: Some(patient.to_owned()),
                        categories: CategorySet::from_mask(categories).unwrap(),
                        own_topics: TopicSet::from_mask(topics).unwrap(),
                        classified,
                        date_start: date.map(day),
                        date_end: date.map(day),
                        ..record(ResourceType::Observation, "", DataCategory::Tests)
                    });
                }
            }
        }
    }
    rows
}

fn every_kind_of_filter() -> Vec<RecordFilter> {
    let mut filters = Vec::new();
    for categories in [CategorySet::all().mask(), 1, 1 << 22, 0] {
        for topics in [0, 1, TopicSet::all().mask()] {
            for from in [None, Some("2026-04-28"), Some("2026-04-29")] {
                for only_related in [None, Some("this-helper")] {
                    filters.push(RecordFilter {
                        categories: CategorySet::from_mask(categories).unwrap(),
                        topics: TopicSet::from_mask(topics).unwrap(),
                        from: from.map(|day| day.parse().unwrap()),
                        only_related: only_related.map(id),
                        ..filter(&[], &[])
                    });
                }
            }
        }
    }
    filters
}
