//! What is not known stays hidden, is counted and named; part and whole share what they are.

use super::*;

pub(super) async fn is_hidden(world: &World, kind: ResourceType, id: &str) -> bool {
    let stored = stored(world, kind, id).await;
    !stored.classified || !stored.topics.is_empty()
}

fn not_sorted(report: &ImportReport) -> Vec<String> {
    report.not_sorted.iter().map(ToString::to_string).collect()
}

pub(super) fn about(kind: &str, id: &str, rest: &str) -> String {
    format!(
        r#"{{"resourceType":"{kind}","id":"{id}","subject":{{"reference":"Patient/p"}},{rest}}}"#
    )
}

#[tokio::test]
async fn what_is_not_known_is_counted_and_named_with_its_place() {
    let world = world().await;
    let unknown = r#""code":{"coding":[{"system":"http://x.example","code":"D17"}]}"#;
    let report = import(
        &world,
        &bundle(&[
            PATIENT,
            &about("Condition", "c", unknown),
            &about(
                "MedicationRequest",
                "m",
                r#""medicationCodeableConcept":{"text":"Camila 28 Day Pack"}"#,
            ),
            WEIGHT,
        ]),
    )
    .await;
    assert_eq!(report.unclassified, 2);
    assert_eq!(
        not_sorted(&report),
        [
            r#"records.json, entry 2, Condition/c: code "D17" of "http://x.example" is on no list"#,
            "records.json, entry 3, MedicationRequest/m: the ingredient of a medicine cannot be told",
        ]
    );
    assert!(
        !stored(&world, ResourceType::Condition, "c")
            .await
            .classified
    );
}

const NOTE: &str = r#""status":"current","type":{"text":"Psychiatry consult"},"content":[{"attachment":{"contentType":"text/plain","url":"LINK"}}]"#;

fn content(data: &str) -> String {
    format!(r#"{{"resourceType":"Binary","id":"b","contentType":"text/plain","data":"{data}"}}"#)
}

/// "She sleeps well."
const CALM: &str = "U2hlIHNsZWVwcyB3ZWxsLg==";

#[tokio::test]
async fn the_content_of_a_note_is_what_the_note_is_however_it_is_linked() {
    for link in [
        "Binary/b",
        "https://ehr.example/fhir/Binary/b",
        "urn:uuid:b1",
    ] {
        let world = world().await;
        let full_url = if link.starts_with("urn") {
            link
        } else {
            "https://ehr.example/fhir/Binary/b"
        };
        let note = about("DocumentReference", "n", &NOTE.replace("LINK", link));
        let file = format!(
            r#"{{"resourceType":"Bundle","entry":[{{"resource":{PATIENT}}},{{"resource":{note}}},
            {{"fullUrl":"{full_url}","resource":{}}}]}}"#,
            content(CALM)
        );
        let report = import(&world, &file).await;
        assert_eq!(
            (report.refused, report.unclassified),
            (0, 0),
            "{link} {report:?}"
        );
        let binary = stored(&world, ResourceType::Binary, "b").await;
        assert!(
            binary
                .topics
                .contains(domain::catalogue::SensitiveTopic::MentalHealth),
            "{link}"
        );
        assert!(
            body(&world, ResourceType::DocumentReference, "n")
                .await
                .contains(r#""url":"Binary/b""#)
        );
    }
}

#[tokio::test]
async fn a_note_is_known_once_its_content_is_and_not_before() {
    let world = world().await;
    let plain = NOTE
        .replace("Psychiatry consult", "Visit note")
        .replace("LINK", "Binary/b");
    let note = about("DocumentReference", "n", &plain);
    import(&world, &bundle(&[PATIENT, &note])).await;
    assert!(is_hidden(&world, ResourceType::DocumentReference, "n").await);
    import(&world, &bundle(&[&note, &content(CALM)])).await;
    assert!(!is_hidden(&world, ResourceType::DocumentReference, "n").await);
    // Content that cannot be read any more hides the note again.
    import(
        &world,
        &content(CALM).replace("text/plain", "application/pdf"),
    )
    .await;
    assert!(is_hidden(&world, ResourceType::DocumentReference, "n").await);
}

#[tokio::test]
async fn a_medicine_tells_the_requests_that_point_at_it_also_from_a_formulary() {
    let world = world().await;
    let medicine = |id: &str, name: &str| {
        format!(r#"{{"resourceType":"Medication","id":"{id}","code":{{"text":"{name}"}}}}"#)
    };
    let request = |id: &str, medicine: &str| {
        let rest = format!(r#""medicationReference":{{"reference":"Medication/{medicine}"}}"#);
        about("MedicationRequest", id, &rest)
    };
    // Nobody's in particular: stored before anybody points at them.
    import(
        &world,
        &bundle(&[
            &medicine("known", "metformin"),
            &medicine("brand", "Camila 28"),
            &medicine("topic", "naltrexone"),
        ]),
    )
    .await;
    import(
        &world,
        &bundle(&[
            PATIENT,
            &request("a", "known"),
            &request("b", "brand"),
            &request("c", "topic"),
            &request("d", "nowhere"),
        ]),
    )
    .await;
    for (id, hidden) in [("a", false), ("b", true), ("c", true), ("d", true)] {
        assert_eq!(
            is_hidden(&world, ResourceType::MedicationRequest, id).await,
            hidden,
            "{id}"
        );
    }
}

#[tokio::test]
async fn a_label_that_lost_its_reason_leaves_part_and_whole() {
    let world = world().await;
    let report = |name: &str| {
        let rest = format!(
            r#""category":[{{"text":"Laboratory"}}],"code":{{"text":"{name}"}},"result":[{{"reference":"Observation/w"}}]"#
        );
        about("DiagnosticReport", "r", &rest)
    };
    import(&world, &bundle(&[PATIENT, WEIGHT, &report("HIV panel")])).await;
    assert!(is_hidden(&world, ResourceType::Observation, "w").await);
    import(&world, &report("Body measures")).await;
    assert!(!is_hidden(&world, ResourceType::Observation, "w").await);
}

#[tokio::test]
async fn a_report_of_a_category_that_maps_to_nothing_is_covered_by_no_grant() {
    let world = world().await;
    let report = |id: &str, category: &str| {
        about(
            "DiagnosticReport",
            id,
            &format!(r#""category":[{category}],"code":{{"text":"Panel"}}"#),
        )
    };
    let v2 = "http://terminology.hl7.org/CodeSystem/v2-0074";
    import(
        &world,
        &bundle(&[
            PATIENT,
            &report(
                "blood",
                &format!(r#"{{"coding":[{{"system":"{v2}","code":"HM"}}]}}"#),
            ),
            &report(
                "old",
                r#"{"coding":[{"system":"http://hl7.org/fhir/v2/0074","code":"LAB"}]}"#,
            ),
            &report("words", r#"{"text":"Radiology"}"#),
            &report(
                "local",
                r#"{"coding":[{"system":"http://x.example","code":"9","display":"Section nine"}]}"#,
            ),
        ]),
    )
    .await;
    for (id, keys) in [
        ("blood", "lab-results"),
        ("old", "lab-results"),
        ("words", "imaging"),
    ] {
        let stored = stored(&world, ResourceType::DiagnosticReport, id).await;
        let found: Vec<_> = stored
            .categories
            .iter()
            .map(domain::catalogue::DataCategory::key)
            .collect();
        assert_eq!((found, stored.classified), (vec![keys], true), "{id}");
    }
    assert!(
        !stored(&world, ResourceType::DiagnosticReport, "local")
            .await
            .classified
    );
}
