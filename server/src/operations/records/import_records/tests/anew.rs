//! What was stored before the lists changed is labelled by the lists of today, before anybody is answered.

use sea_orm::{ConnectionTrait, Database, EntityTrait, QueryOrder};

use super::*;
use crate::{
    config::UnlistedCodes,
    operations::records::{label_anew::label_anew, lists::note_first_lists},
    store::records::entity::record_reference,
};
use fhir::labelling;

const PILLS: &str = r#"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"},
    "code":{"coding":[{"system":"ICD-9","code":"042"}]}}"#;
const BLOOD: &str = r#"{"resourceType":"DiagnosticReport","id":"r","subject":{"reference":"Patient/p"},
    "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"HM"}]}],
    "code":{"text":"Blood count"},"result":[{"reference":"Observation/w"}],
    "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/workflow-reasonReference","valueReference":{"reference":"Condition/c"}}]}"#;
const LOCAL: &str = r#"{"resourceType":"Condition","id":"l","subject":{"reference":"Patient/p"},
    "code":{"coding":[{"system":"http://x.example","code":"7","display":"Broken arm"}]}}"#;

/// As an older version left it: nothing labelled, everything a visit note, and nobody noted where references stand.
async fn make_old(world: &World) {
    let file = world.folder.path().join("records.db");
    let database = Database::connect(format!("sqlite://{}", file.display()));
    let old = "update record set topics = 0, own_topics = 0, classified = true, own_classified = true, categories = 16384;
        update record_reference set passes = 0, bond = 0, spans = null;
        delete from labelling";
    database
        .await
        .unwrap()
        .execute_unprepared(old)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_an_older_version_stored_is_labelled_by_the_lists_of_today() {
    let world = world().await;
    import(&world, &bundle(&[PATIENT, WEIGHT, PILLS, BLOOD, LOCAL])).await;
    let kinds = [ResourceType::Condition, ResourceType::DiagnosticReport];
    let fresh = rows(&world, &kinds).await;
    make_old(&world).await;
    assert_ne!(rows(&world, &kinds).await, fresh);
    assert_eq!(label_anew(&world.deps).await.unwrap(), 5);
    assert_eq!(rows(&world, &kinds).await, fresh, "as a new import has it");
    let report = stored(&world, ResourceType::DiagnosticReport, "r").await;
    assert_eq!(
        report.topics,
        TopicSet::of(domain::catalogue::SensitiveTopic::Hiv)
    );
    assert_eq!(label_anew(&world.deps).await.unwrap(), 0, "once");
}

#[tokio::test]
async fn what_came_into_an_empty_store_is_not_labelled_anew() {
    let world = world().await;
    note_first_lists(&world.deps).await.unwrap();
    import(&world, &bundle(&[PATIENT, WEIGHT, PILLS])).await;
    assert_eq!(label_anew(&world.deps).await.unwrap(), 0);
    make_old(&world).await;
    // What is there already was labelled by nobody knows which.
    note_first_lists(&world.deps).await.unwrap();
    assert_eq!(label_anew(&world.deps).await.unwrap(), 3);
}

#[tokio::test]
async fn a_label_of_the_sender_that_an_older_version_did_not_read_is_read_anew() {
    let world = world().await;
    let labelled = WEIGHT.replace(
        r#""id":"w""#,
        r#""id":"w","meta":{"security":[{"system":"urn:oid:2.16.840.1.113883.5.4","code":"PRS"},{"code":"ETH"}]}"#,
    );
    import(&world, &bundle(&[PATIENT, &labelled])).await;
    make_old(&world).await;
    label_anew(&world.deps).await.unwrap();
    let weight = stored(&world, ResourceType::Observation, "w").await;
    let substances = TopicSet::of(domain::catalogue::SensitiveTopic::SubstanceUse);
    assert_eq!((weight.topics, weight.classified), (substances, false));
}

#[tokio::test]
async fn where_references_stand_is_found_anew() {
    let world = world().await;
    import(&world, &bundle(&[PATIENT, WEIGHT, PILLS, BLOOD])).await;
    let fresh = spans(&world).await;
    assert!(fresh.iter().all(Option::is_some), "{fresh:?}");
    make_old(&world).await;
    label_anew(&world.deps).await.unwrap();
    assert_eq!(spans(&world).await, fresh);
}

#[tokio::test]
async fn a_changed_setting_reaches_what_is_stored() {
    let mut world = world().await;
    import(&world, &bundle(&[PATIENT, LOCAL])).await;
    label_anew(&world.deps).await.unwrap();
    assert!(
        stored(&world, ResourceType::Condition, "l")
            .await
            .classified
    );
    for (unlisted, classified) in [(UnlistedCodes::Hide, false), (UnlistedCodes::Words, true)] {
        let config = Config {
            unlisted_codes: unlisted,
            ..Config::default()
        };
        world.deps.config = Arc::new(config);
        assert_eq!(label_anew(&world.deps).await.unwrap(), 2);
        let local = stored(&world, ResourceType::Condition, "l").await;
        assert_eq!(local.classified, classified, "{unlisted:?}");
    }
}

#[test]
fn the_lists_and_the_setting_each_change_the_digest() {
    let [words, hide] = [UnlistedCodes::Words, UnlistedCodes::Hide].map(labelling::version);
    assert_ne!(words, hide);
    assert_eq!(words.len(), 64);
}

/// What is stored of each record, but for its text.
async fn rows(world: &World, kinds: &[ResourceType]) -> Vec<(String, i64, i64, i64, bool, bool)> {
    let mut found = Vec::new();
    for kind in kinds {
        let rows = world.deps.store.read().records().rows(*kind).await;
        found.extend(rows.into_iter().map(|row| {
            let own = (row.own_topics, row.own_classified);
            (
                row.id,
                row.categories,
                own.0,
                row.topics,
                own.1,
                row.classified,
            )
        }));
    }
    found
}

async fn spans(world: &World) -> Vec<Option<String>> {
    let file = world.folder.path().join("records.db");
    let database = Database::connect(format!("sqlite://{}", file.display())).await;
    let rows = record_reference::Entity::find()
        .order_by_asc(record_reference::Column::RecordPk)
        .order_by_asc(record_reference::Column::TargetId)
        .all(&database.unwrap())
        .await;
    rows.unwrap().into_iter().map(|row| row.spans).collect()
}

#[tokio::test]
async fn what_an_older_version_stored_gets_our_version_and_is_found_by_what_it_says() {
    let world = world().await;
    import(&world, &bundle(&[PATIENT, WEIGHT])).await;
    let fresh = body(&world, ResourceType::Observation, "w").await;
    let file = world.folder.path().join("records.db");
    let database = Database::connect(format!("sqlite://{}", file.display()));
    let old = "update record set body = replace(body, '\"versionId\":\"1795420800000\"', '\"versionId\":\"7\"');
        delete from record_token where param not in ('code', 'category', 'identifier'); delete from record_date; delete from labelling";
    let database = database.await.unwrap();
    database.execute_unprepared(old).await.unwrap();
    assert!(
        body(&world, ResourceType::Observation, "w")
            .await
            .contains(r#""versionId":"7""#)
    );
    assert_eq!(label_anew(&world.deps).await.unwrap(), 2);
    assert_eq!(body(&world, ResourceType::Observation, "w").await, fresh);
    let reader = world.deps.store.read();
    let rows = reader.records().rows(ResourceType::Observation).await;
    assert_eq!(rows[0].source_version.as_deref(), Some("7"));
}
