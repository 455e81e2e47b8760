//! Do the demo records tell the story that the pages tell?

use std::sync::Arc;

use domain::catalogue::{CategorySet, DataCategory, SensitiveTopic, TopicSet};
use domain::decision::RecordFilter;
use domain::ids::PatientId;

use super::bundles;
use crate::{
    clock::TestClock,
    config::Config,
    entropy::SeededEntropy,
    operations::records::import_records::{Import, ImportReport},
    state::Deps,
    store::{Store, records::RecordCounts},
};

struct World {
    deps: Deps,
    report: ImportReport,
    _folder: tempfile::TempDir,
}

impl World {
    async fn counts(&self, filter: &RecordFilter) -> RecordCounts {
        self.deps
            .store
            .read()
            .records()
            .counts(filter, &|_| CategorySet::all())
            .await
            .unwrap()
    }
}

async fn imported() -> World {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.db");
    let store = Store::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    store.migrate().await.unwrap();
    let clock = Arc::new(TestClock::at("2026-11-23T08:00:00Z".parse().unwrap()));
    let entropy = Arc::new(SeededEntropy::from_seed(1));
    let deps = Deps::new(store, clock, entropy, Config::default());
    let mut import = Import::new(&deps, deps.own_context());
    for bundle in bundles() {
        import.text(bundle.name, &bundle.text).await.unwrap();
    }
    let report = import.report();
    World {
        deps,
        report,
        _folder: folder,
    }
}

fn may_see(patient: &str, categories: CategorySet) -> RecordFilter {
    RecordFilter {
        subject: PatientId::parse(patient).unwrap(),
        categories,
        topics: TopicSet::EMPTY,
        from: None,
        only_related: None,
    }
}

fn of(counts: &RecordCounts, category: DataCategory) -> (u64, Option<String>, Option<String>) {
    let found = counts
        .categories
        .iter()
        .find(|count| count.category == category)
        .unwrap();
    let newest = found.newest.clone();
    let date = newest
        .as_ref()
        .map(|newest| newest.date.date_naive().to_string());
    (found.count, newest.and_then(|newest| newest.title), date)
}

fn some(count: u64, title: &str, date: &str) -> (u64, Option<String>, Option<String>) {
    (count, Some(title.to_owned()), Some(date.to_owned()))
}

#[tokio::test]
async fn all_of_them_are_taken() {
    let report = imported().await.report;
    assert_eq!((report.refusals, report.refused), (Vec::new(), 0));
}

#[tokio::test]
async fn the_consent_page_can_tell_its_story() {
    let world = imported().await;
    let shared = [
        DataCategory::LabResults,
        DataCategory::VitalSigns,
        DataCategory::AboutYou,
    ];
    let filter = may_see("maria", shared.into_iter().collect());
    let preview = world.counts(&filter).await;
    assert_eq!(
        of(&preview, shared[0]),
        some(11, "Cholesterol", "2026-04-28")
    );
    assert_eq!(
        of(&preview, shared[1]),
        some(9, "Blood pressure", "2026-04-28")
    );
    assert_eq!(of(&preview, shared[2]), (1, None, None));
    assert_eq!(
        (preview.hidden.total, preview.hidden.unclassified),
        (143, 2)
    );

    let offer = world.counts(&may_see("maria", CategorySet::all())).await;
    assert_eq!(
        of(&offer, DataCategory::Medications),
        some(4, "Metformin 1,000 mg", "2026-03-12")
    );
    assert_eq!(
        of(&offer, DataCategory::Problems),
        some(3, "High blood pressure", "2024-02-12")
    );
    assert_eq!(of(&offer, DataCategory::Billing).0, 22);
    let drinking = offer
        .topics
        .iter()
        .find(|topic| topic.topic == SensitiveTopic::SubstanceUse)
        .unwrap();
    assert_eq!(drinking.count, 2);
    assert_eq!(
        drinking.newest.unwrap().date_naive().to_string(),
        "2026-03-04"
    );
}

#[tokio::test]
async fn maria_has_something_of_every_kind() {
    let world = imported().await;
    let everything = world.counts(&may_see("maria", CategorySet::all())).await;
    let kinds: CategorySet = everything
        .categories
        .iter()
        .map(|count| count.category)
        .collect();
    assert_eq!(kinds, CategorySet::all());
}

#[tokio::test]
async fn the_labels_of_the_demo_people_are_these() {
    let world = imported().await;
    let mut table = String::new();
    for patient in ["maria", "leo", "ana"] {
        let all = world
            .deps
            .store
            .read()
            .records()
            .overview(&PatientId::parse(patient).unwrap())
            .await
            .unwrap();
        let topics: Vec<String> = all
            .topics
            .iter()
            .map(|t| format!("{} {}", t.count, t.topic.key()))
            .collect();
        table += &format!("{patient}: {} sorted; {}\n", all.total, topics.join(", "));
    }
    insta::assert_snapshot!(table);
}
