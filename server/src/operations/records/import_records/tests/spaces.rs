//! Ids live in the name space of their source: two persons never become one.

use super::*;

fn from(base: &str, resources: &[&str]) -> String {
    let entries: Vec<String> = resources
        .iter()
        .map(|resource| {
            let root: serde_json::Value = serde_json::from_str(resource).unwrap();
            let (kind, id) = (
                root["resourceType"].as_str().unwrap(),
                root["id"].as_str().unwrap(),
            );
            format!(r#"{{"fullUrl":"{base}/{kind}/{id}","resource":{resource}}}"#)
        })
        .collect();
    format!(
        r#"{{"resourceType":"Bundle","entry":[{}]}}"#,
        entries.join(",")
    )
}

fn person(name: &str, born: &str, number: &str) -> String {
    format!(
        r#"{{"resourceType":"Patient","id":"1001","birthDate":"{born}","name":[{{"family":"{name}"}}],
        "identifier":[{{"system":"http://{name}.example/mrn","value":"{number}"}}]}}"#
    )
}

const RESULT: &str = r#"{"resourceType":"Observation","id":"5","status":"final","subject":{"reference":"Patient/1001"},"code":{"text":"Weight"}}"#;

async fn patients(world: &World) -> Vec<(String, String)> {
    let reader = world.deps.store.read();
    let rows = reader.records().rows(ResourceType::Observation).await;
    let mut found: Vec<_> = rows
        .into_iter()
        .map(|row| (row.id, row.patient.unwrap()))
        .collect();
    found.sort_by_key(|(id, _)| id != "5");
    found
}

#[tokio::test]
async fn the_same_ids_of_two_servers_are_two_records_of_two_persons() {
    let world = world().await;
    let (ada, bob) = (
        person("Ada", "1970-01-01", "1"),
        person("Bob", "1980-02-02", "2"),
    );
    import(&world, &from("https://a.example/fhir", &[&ada, RESULT])).await;
    let second = from("https://b.example/fhir", &[&bob, RESULT]);
    let report = import(&world, &second).await;
    assert_eq!((report.imported, report.updated, report.refused), (2, 0, 0));
    let found = patients(&world).await;
    assert_eq!(found[0], ("5".to_owned(), "1001".to_owned()));
    let (id, owner) = &found[1];
    assert!(id != "5" && owner != "1001");
    let other = body(&world, ResourceType::Patient, owner).await;
    assert!(other.contains("Bob") && other.contains(owner.as_str()));
    assert!(
        body(&world, ResourceType::Observation, id)
            .await
            .contains(&format!("Patient/{owner}"))
    );
    assert!(
        body(&world, ResourceType::Patient, "1001")
            .await
            .contains("Ada")
    );
    assert_eq!(
        import(&world, &second).await.unchanged,
        2,
        "the same at every import"
    );
}

#[tokio::test]
async fn a_reference_of_one_server_never_leads_to_the_patient_of_another() {
    let world = world().await;
    import(
        &world,
        &from(
            "https://a.example/fhir",
            &[&person("Ada", "1970-01-01", "1")],
        ),
    )
    .await;
    // The second server sends the result before it sends the patient, and by an absolute address.
    for subject in ["Patient/1001", "https://B.example/fhir/Patient/1001"] {
        let result = RESULT.replace("Patient/1001", subject);
        import(&world, &from("https://b.example/fhir", &[&result])).await;
        assert!(
            patients(&world)
                .await
                .iter()
                .all(|(_, owner)| owner != "1001"),
            "{subject}"
        );
    }
}

#[tokio::test]
async fn another_person_under_a_stored_id_is_refused_with_all_that_is_theirs() {
    let world = world().await;
    let (ada, bob) = (
        person("Ada", "1970-01-01", "1"),
        person("Bob", "1980-02-02", "2"),
    );
    import(&world, &bundle(&[&ada])).await;
    let folder = tempfile::tempdir().unwrap();
    let line = |text: &str| format!("{}\n", text.replace('\n', " "));
    std::fs::write(folder.path().join("Patient.ndjson"), line(&bob)).unwrap();
    std::fs::write(folder.path().join("Observation.ndjson"), line(RESULT)).unwrap();
    let paths = [folder.path().to_owned()];
    let report = import_files(&world, &paths).await;
    assert_eq!((report.stored(), report.refused), (0, 2), "{report:?}");
    assert!(
        body(&world, ResourceType::Patient, "1001")
            .await
            .contains("Ada")
    );
    // With its source named, it is a record of its own.
    let ctx = world.deps.own_context();
    let source = Some("https://b.example/fhir");
    let report = import_records_from(&world.deps, ctx, source, &paths, &mut |_| {})
        .await
        .unwrap();
    assert_eq!((report.imported, report.refused), (2, 0));
    assert_ne!(patients(&world).await[0].1, "1001");
}

#[tokio::test]
async fn lines_may_name_each_other_by_the_address_of_their_source() {
    let world = world().await;
    let folder = tempfile::tempdir().unwrap();
    let line = |text: &str| format!("{}\n", text.replace('\n', " "));
    let bob = line(&person("Bob", "1980-02-02", "2"));
    std::fs::write(folder.path().join("Patient.ndjson"), bob).unwrap();
    let result =
        |base: &str| line(&RESULT.replace("Patient/1001", &format!("{base}/Patient/1001")));
    let file = folder.path().join("Observation.ndjson");
    let paths = [folder.path().to_owned()];
    for (base, refused) in [
        ("https://other.example/fhir", 1),
        ("https://b.example/fhir/deeper", 1),
        ("https://B.example:443/fhir", 0),
    ] {
        std::fs::write(&file, result(base)).unwrap();
        let ctx = world.deps.own_context();
        let source = Some("https://b.example/fhir/");
        let report = import_records_from(&world.deps, ctx, source, &paths, &mut |_| {}).await;
        assert_eq!(report.unwrap().refused, refused, "{base}");
    }
}

#[tokio::test]
async fn a_corrected_name_or_birth_date_is_the_same_person() {
    let world = world().await;
    import(&world, &bundle(&[&person("Ada", "1970-01-01", "1")])).await;
    let married =
        person("Ada", "1970-01-01", "1").replace(r#""family":"Ada""#, r#""family":"Byron""#);
    assert_eq!(import(&world, &bundle(&[&married])).await.updated, 1);
    let corrected = married.replace("1970-01-01", "1971-01-01");
    assert_eq!(import(&world, &bundle(&[&corrected])).await.updated, 1);
}
