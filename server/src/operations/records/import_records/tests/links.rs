//! What a note's content is called by its sender, it is found: relative, by our address, by the sender's, by a name of the file.

use super::*;

const NOTE: &str = r#"{"resourceType":"DocumentReference","id":"n","status":"current","date":"2026-05-09T10:00:00Z",
    "type":{"coding":[{"system":"http://loinc.org","code":"11488-4"}],"text":"Consultation note"},
    "subject":{"reference":"Patient/p"},
    "content":[{"attachment":{"contentType":"text/plain","url":"LINK"}}]}"#;
const CONTENT: &str =
    r#"{"resourceType":"Binary","id":"b","contentType":"text/plain","data":"TEXT"}"#;
const HARMLESS: &str = "U2hlIHNsZWVwcyB3ZWxsLg==";
/// "Takes PrEP against HIV."
const ABOUT_HIV: &str = "VGFrZXMgUHJFUCBhZ2FpbnN0IEhJVi4=";

fn file(link: &str, text: &str, urls: [&str; 3]) -> String {
    let note = NOTE.replace("LINK", link);
    let content = CONTENT.replace("TEXT", text);
    let entries = [PATIENT, &content, &note].into_iter().zip(urls);
    let entries =
        entries.map(|(resource, url)| format!(r#"{{"fullUrl":"{url}","resource":{resource}}}"#));
    format!(
        r#"{{"resourceType":"Bundle","entry":[{}]}}"#,
        entries.collect::<Vec<_>>().join(",")
    )
}

const THEIRS: [&str; 3] = [
    "https://ehr.example/fhir/Patient/p",
    "https://ehr.example/fhir/Binary/b",
    "https://ehr.example/fhir/DocumentReference/n",
];
const NAMED: [&str; 3] = ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3"];

#[tokio::test]
async fn a_link_in_every_spelling_leads_to_the_content_and_carries_its_label() {
    let own = format!("{}/Binary/b", Config::default().fhir_base());
    for (link, urls) in [
        ("Binary/b", NAMED),
        (own.as_str(), NAMED),
        ("urn:uuid:2", NAMED),
        ("Binary/b", THEIRS),
        ("https://ehr.example/fhir/Binary/b", THEIRS),
        ("https://ehr.example/fhir/Binary/b/_history/3", THEIRS),
    ] {
        for (text, topics) in [(HARMLESS, 0), (ABOUT_HIV, 1)] {
            let world = world().await;
            let report = import(&world, &file(link, text, urls)).await;
            assert_eq!(
                (report.imported, report.refused),
                (3, 0),
                "{link}: {report:?}"
            );
            let note = stored(&world, ResourceType::DocumentReference, "n").await;
            let content = stored(&world, ResourceType::Binary, "b").await;
            assert!(note.classified && content.classified, "{link}");
            assert_eq!(
                (note.topics.len(), content.topics.len()),
                (topics, topics),
                "{link}"
            );
            assert_eq!(content.patient.as_deref(), Some("p"), "{link}");
        }
    }
}

#[tokio::test]
async fn records_of_one_server_by_their_meta_have_its_name_space() {
    let world = world().await;
    let from = |server: &str, name: &str, born: &str| {
        format!(
            r#"{{"resourceType":"Patient","id":"p","meta":{{"source":"{server}"}},"birthDate":"{born}","name":[{{"family":"{name}"}}]}}"#
        )
    };
    let (a, b) = (
        from("https://a.example/fhir#req1", "Ada", "1970-01-01"),
        from("https://b.example/fhir", "Bob", "1980-02-02"),
    );
    assert_eq!(import(&world, &bundle(&[&a])).await.imported, 1);
    let second = import(&world, &bundle(&[&b])).await;
    assert_eq!((second.imported, second.refused), (1, 0), "{second:?}");
    let reader = world.deps.store.read();
    assert_eq!(reader.records().rows(ResourceType::Patient).await.len(), 2);
}

#[tokio::test]
async fn what_somebody_collected_from_several_servers_keeps_the_ids_it_has_there() {
    let world = world().await;
    let patient = r#"{"resourceType":"Patient","id":"p","meta":{"source":"https://a.example/fhir"},"name":[{"family":"Doe"}]}"#;
    let weight = r#"{"resourceType":"Observation","id":"w","meta":{"source":"https://b.example/fhir"},"status":"final","subject":{"reference":"Patient/p"}}"#;
    assert_eq!(
        import(&world, &bundle(&[patient, weight])).await.imported,
        2
    );
    assert_eq!(
        stored(&world, ResourceType::Observation, "w")
            .await
            .patient
            .as_deref(),
        Some("p")
    );
}
