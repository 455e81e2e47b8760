//! Does a search find exactly what the rules admit, page by page, in both directions?

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    catalogue::{CategorySet, ResourceType::Observation, TopicSet},
    decision::{RecordFilter, RecordLabels},
    ids::{PatientId, ResourceId},
};
use migrations::{Migrator, MigratorTrait};
use proptest::prelude::*;
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use super::*;
use crate::{
    http::form::pairs,
    store::records::{
        IndexedToken, NewRecord, NewReference, RecordIndex, RecordKey, SearchParam, write::save,
    },
};
use fhir::labelling::Bond;
use fhir::search::{Criterion, DateMatch, Handling, Sort, SortKey};

async fn database_with(rows: &[NewRecord]) -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let database = Database::connect(options).await.unwrap();
    Migrator::up(&database, None).await.unwrap();
    save(&database, rows, &[]).await.unwrap();
    database
}

fn moment(day: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).unwrap() + TimeDelta::days(day)
}

/// Two patients, three categories, two topics, few days: so that everything meets everything.
fn a_row() -> impl Strategy<Value = NewRecord> {
    let labels = (0..2_u8, 1..8_u32, 0..4_u32, prop::bool::weighted(0.9));
    let facts = (
        prop::option::weighted(0.8, 0..6_i64),
        0..3_i64,
        0..4_i64,
        0..3_u8,
    );
    (labels, facts).prop_map(|((patient, categories, topics, classified), facts)| {
        let (day, lasts, updated, code) = facts;
        NewRecord {
            key: RecordKey {
                kind: Observation,
                id: String::new(),
            },
            patient: Some(format!("p{patient}")),
            categories: CategorySet::from_mask(categories).unwrap(),
            own_topics: TopicSet::from_mask(topics).unwrap(),
            classified,
            source: None,
            version: crate::store::records::SourceVersion::default(),
            date_start: day.map(moment),
            date_end: day.map(|day| moment(day + lasts)),
            last_updated: moment(updated),
            status: Some(["final", "amended", "preliminary"][usize::from(code)].to_owned()),
            title: None,
            digest: String::new(),
            body: "{}".to_owned(),
            index: RecordIndex {
                tokens: vec![
                    IndexedToken {
                        param: SearchParam::Code,
                        system: "http://loinc.org".to_owned(),
                        code: format!("code-{code}"),
                    },
                    IndexedToken {
                        param: SearchParam::Element("encounter"),
                        system: "Encounter".to_owned(),
                        code: format!("e{code}"),
                    },
                ],
                dates: Vec::new(),
            },
            references: Vec::new(),
        }
    })
}

fn rows() -> impl Strategy<Value = Vec<NewRecord>> {
    prop::collection::vec(a_row(), 0..40).prop_map(|mut rows| {
        for (number, row) in rows.iter_mut().enumerate() {
            // Ids in another order than the rows.
            row.key.id = format!("r{:02}", (number * 17) % 41);
        }
        rows
    })
}

fn a_filter() -> impl Strategy<Value = RecordFilter> {
    (1..8_u32, 0..4_u32, prop::option::of(0..6_i64)).prop_map(|(categories, topics, from)| {
        RecordFilter {
            subject: PatientId::parse("p0").unwrap(),
            categories: CategorySet::from_mask(categories).unwrap(),
            topics: TopicSet::from_mask(topics).unwrap(),
            from: from.map(|day| moment(day).date_naive()),
            only_related: None,
        }
    })
}

fn a_search() -> impl Strategy<Value = Search> {
    let query = prop::sample::select(vec![
        "",
        "code=code-1",
        "code=http://loinc.org|code-1,code-2",
        "code=|code-1",
        "status=final",
        "date=ge2023-11-16",
        "date=2023-11-15,2023-11-17",
        "date=sa2023-11-15&date=lt2023-11-19",
        "date=ne2023-11-15",
        "date=eb2023-11-17",
        "_lastUpdated=gt2023-11-15",
        "_id=r00,r17,r34",
        "encounter=Encounter/e1",
        "encounter=e0,Encounter/e2",
    ]);
    let sort = prop::sample::select(vec![
        "date",
        "-date",
        "_lastUpdated",
        "-_lastUpdated",
        "_id",
        "-_id",
    ]);
    (query, sort, 1..7_u32)
        .prop_map(|(query, sort, count)| searched(&format!("{query}&_sort={sort}&_count={count}")))
}

fn searched(query: &str) -> Search {
    let pairs = pairs(query.as_bytes()).unwrap();
    Search::parse(Observation, &pairs, Handling::Strict, "").unwrap()
}

fn labels(row: &NewRecord) -> RecordLabels {
    RecordLabels {
        subject: PatientId::parse(row.patient.as_deref().unwrap()).unwrap(),
        related: None,
        categories: row.categories,
        topics: row.own_topics,
        classified: row.classified,
        date: row.date_start.map(|start| start.date_naive()),
    }
}

/// The rule, row by row, without a database.
fn satisfies(row: &NewRecord, criterion: &Criterion) -> bool {
    let any_date =
        |dates: &[DateMatch], start: Option<DateTime<Utc>>, end: Option<DateTime<Utc>>| {
            start
                .zip(end)
                .is_some_and(|(start, end)| dates.iter().any(|date| date.matches(start, end)))
        };
    match criterion {
        Criterion::Id(ids) => ids.iter().any(|id| id.as_str() == row.key.id),
        Criterion::Token(_, tokens) => tokens.iter().any(|token| {
            token.system != fhir::search::SystemMatch::Missing
                && token.code.as_deref() == Some(row.index.tokens[0].code.as_str())
        }),
        Criterion::Status(tokens) => tokens.iter().any(|token| token.code == row.status),
        Criterion::Date(dates) => any_date(dates, row.date_start, row.date_end),
        Criterion::LastUpdated(dates) => {
            any_date(dates, Some(row.last_updated), Some(row.last_updated))
        }
        Criterion::Reference(name, targets) => row.index.tokens.iter().any(|token| {
            token.param == SearchParam::Element(name)
                && targets
                    .iter()
                    .any(|target| target.id.as_str() == token.code)
        }),
        Criterion::DateOf(..) | Criterion::Text(..) => unreachable!("an Observation has none"),
    }
}

fn expected(rows: &[NewRecord], filter: &RecordFilter, search: &Search) -> Vec<String> {
    let mut found: Vec<(usize, &NewRecord)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| filter.admits(&labels(row)))
        .filter(|(_, row)| {
            search
                .criteria
                .iter()
                .all(|criterion| satisfies(row, criterion))
        })
        .collect();
    let Sort { key, descending } = search.sort;
    found.sort_by(|(at, row), (other_at, other)| {
        let order = match key {
            SortKey::Date => row.date_start.cmp(&other.date_start),
            SortKey::LastUpdated => row.last_updated.cmp(&other.last_updated),
            SortKey::Id => row.key.id.cmp(&other.key.id),
        };
        let order = order.then(at.cmp(other_at));
        if descending { order.reverse() } else { order }
    });
    found
        .into_iter()
        .map(|(_, row)| row.key.id.clone())
        .collect()
}

fn ids(page: &Page) -> Vec<String> {
    page.matches.iter().map(|found| found.id.clone()).collect()
}

fn beside(search: &Search, direction: Direction, record: &str) -> Search {
    let cursor = Cursor {
        direction,
        record: ResourceId::parse(record).unwrap(),
    };
    Search {
        cursor: Some(cursor),
        ..search.clone()
    }
}

/// Follows `next` to the end, then `previous` back to the start.
async fn walk(
    database: &DatabaseConnection,
    filter: &RecordFilter,
    asked: &Search,
) -> (Vec<String>, Vec<String>, u64) {
    let mut page = search(database, (filter, filter), asked).await.unwrap();
    let total = page.total;
    let mut forth = ids(&page);
    while page.has_next {
        let last = page.matches.last().unwrap().id.clone();
        page = search(
            database,
            (filter, filter),
            &beside(asked, Direction::After, &last),
        )
        .await
        .unwrap();
        assert_eq!(page.total, total);
        forth.extend(ids(&page));
    }
    let mut back = ids(&page);
    while page.has_previous && !page.matches.is_empty() {
        let first = page.matches[0].id.clone();
        page = search(
            database,
            (filter, filter),
            &beside(asked, Direction::Before, &first),
        )
        .await
        .unwrap();
        assert_eq!(page.total, total);
        back.splice(0..0, ids(&page));
    }
    (forth, back, total)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn pages_and_totals_hold_exactly_what_the_rules_admit(
        rows in rows(), filter in a_filter(), search in a_search(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (forth, back, total) = runtime.block_on(async {
            walk(&database_with(&rows).await, &filter, &search).await
        });
        let expected = expected(&rows, &filter, &search);
        prop_assert_eq!(usize::try_from(total).unwrap(), expected.len());
        prop_assert_eq!(&forth, &expected);
        prop_assert_eq!(back, expected);
    }
}

fn lab(id: &str, patient: &str) -> NewRecord {
    NewRecord {
        key: RecordKey {
            kind: Observation,
            id: id.to_owned(),
        },
        patient: Some(patient.to_owned()),
        categories: CategorySet::from_mask(1).unwrap(),
        own_topics: TopicSet::EMPTY,
        classified: true,
        source: None,
        version: crate::store::records::SourceVersion::default(),
        date_start: None,
        date_end: None,
        last_updated: moment(0),
        status: None,
        title: None,
        digest: String::new(),
        body: "{}".to_owned(),
        index: RecordIndex::default(),
        references: Vec::new(),
    }
}

fn of_p0() -> RecordFilter {
    RecordFilter {
        subject: PatientId::parse("p0").unwrap(),
        categories: CategorySet::from_mask(1).unwrap(),
        topics: TopicSet::EMPTY,
        from: None,
        only_related: None,
    }
}

#[tokio::test]
async fn a_made_up_cursor_says_the_same_of_hidden_and_of_missing_records() {
    let database = database_with(&[lab("mine", "p0"), lab("theirs", "p1")]).await;
    let asked = searched("_count=1");
    for record in ["theirs", "nobodys"] {
        let asked = beside(&asked, Direction::After, record);
        let lost = search(&database, (&of_p0(), &of_p0()), &asked).await;
        assert!(matches!(lost, Err(PageError::CursorLost)), "{record}");
    }
}

#[tokio::test]
async fn a_practitioner_exists_where_an_admitted_record_points_at_them() {
    use domain::catalogue::ResourceType::Practitioner;
    let practitioner = |id: &str| NewRecord {
        key: RecordKey {
            kind: Practitioner,
            id: id.to_owned(),
        },
        patient: None,
        categories: CategorySet::EMPTY,
        ..lab(id, "nobody")
    };
    let pointing = |id: &str, patient: &str, at: &str| NewRecord {
        references: vec![NewReference::to(
            RecordKey {
                kind: Practitioner,
                id: at.to_owned(),
            },
            Bond::None,
        )],
        ..lab(id, patient)
    };
    let rows = [
        practitioner("my-doctor"),
        practitioner("their-doctor"),
        practitioner("nobodys-doctor"),
        pointing("mine", "p0", "my-doctor"),
        pointing("theirs", "p1", "their-doctor"),
    ];
    let database = database_with(&rows).await;
    let asked = Search {
        resource: Practitioner,
        ..searched("")
    };
    let page = search(&database, (&of_p0(), &of_p0()), &asked)
        .await
        .unwrap();
    assert_eq!((ids(&page), page.total), (vec!["my-doctor".to_owned()], 1));
    let id = |id| ResourceId::parse(id).unwrap();
    let read = async |named| {
        find_admitted(&database, (&of_p0(), &of_p0()), Practitioner, &id(named))
            .await
            .unwrap()
    };
    assert!(read("my-doctor").await.is_some());
    assert!(read("their-doctor").await.is_none());
}
