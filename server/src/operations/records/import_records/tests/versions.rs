//! An older version never takes the place of a newer one, wherever it comes from.

use super::*;

fn result(meta: &str, status: &str, value: &str) -> String {
    format!(
        r#"{{"resourceType":"Observation","id":"o","meta":{meta},"status":"{status}","subject":{{"reference":"Patient/p"}},"code":{{"text":"Weight"}},"valueString":"{value}"}}"#
    )
}

async fn value(world: &World) -> String {
    let body = body(world, ResourceType::Observation, "o").await;
    let root: serde_json::Value = serde_json::from_str(&body).unwrap();
    root["valueString"].as_str().unwrap().to_owned()
}

const OLD: &str = r#"{"versionId":"1","lastUpdated":"2026-01-01T00:00:00Z"}"#;
const NEW: &str = r#"{"versionId":"2","lastUpdated":"2026-02-01T00:00:00Z"}"#;

#[tokio::test]
async fn an_older_version_that_comes_later_is_refused() {
    let world = world().await;
    let new = result(NEW, "final", "new");
    import(&world, &bundle(&[PATIENT, &new])).await;
    let report = import(&world, &bundle(&[&result(OLD, "final", "old")])).await;
    assert_eq!((report.refused, report.updated), (1, 0));
    assert!(report.refusals[0].why.contains("newer"), "{report:?}");
    assert_eq!(value(&world).await, "new");
    let again = import(&world, &bundle(&[&new])).await;
    assert_eq!((again.refused, again.unchanged), (0, 1));
}

#[tokio::test]
async fn of_two_versions_in_one_file_the_newer_is_taken_in_either_order() {
    for (first, second) in [(OLD, NEW), (NEW, OLD)] {
        let world = world().await;
        let entry = |meta| result(meta, "final", if meta == NEW { "new" } else { "old" });
        let entries = [entry(first), entry(second)];
        let report = import(&world, &bundle(&[PATIENT, &entries[0], &entries[1]])).await;
        assert_eq!((report.imported, report.refused), (2, 1), "{report:?}");
        assert_eq!(value(&world).await, "new");
    }
}

#[tokio::test]
async fn what_was_entered_in_error_does_not_come_back_by_an_old_copy() {
    let world = world().await;
    let taken_back = result("{}", "entered-in-error", "wrong");
    import(&world, &bundle(&[PATIENT, &taken_back])).await;
    let report = import(&world, &bundle(&[&result("{}", "final", "wrong again")])).await;
    assert_eq!(report.refused, 1);
    assert_eq!(value(&world).await, "wrong");
    let newer = result(
        r#"{"lastUpdated":"2026-03-01T00:00:00Z"}"#,
        "final",
        "put right",
    );
    // Nothing says that it is newer than what said nothing of its version.
    assert_eq!(import(&world, &bundle(&[&newer])).await.refused, 1);
}

#[tokio::test]
async fn what_is_stored_says_our_version_and_moment() {
    let world = world().await;
    import(&world, &bundle(&[PATIENT, &result(OLD, "final", "old")])).await;
    let stored = body(&world, ResourceType::Observation, "o").await;
    let at = monday();
    assert!(
        stored.contains(&format!(r#""versionId":"{}""#, at.timestamp_millis())),
        "{stored}"
    );
    assert!(!stored.contains(r#""versionId":"1""#));
}
