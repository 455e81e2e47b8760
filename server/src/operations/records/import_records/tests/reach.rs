//! How far does a label reach once a file is stored: from a bundle into its entries, from a bill and a visit to what they name?

use super::labels::{about, is_hidden};
use super::*;

const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

#[tokio::test]
async fn a_label_of_a_bundle_that_no_entry_carries_holds_for_each_and_stays_with_them() {
    let world = world().await;
    let file = bundle(&[PATIENT, WEIGHT]).replace(
        r#""type":"batch","#,
        &format!(r#""meta":{{"security":[{{"system":"{ACT_CODE}","code":"ETH"}}]}},"#),
    );
    let report = import(&world, &file).await;
    assert_eq!((report.refused, report.unclassified), (0, 0), "{report:?}");
    let substances = TopicSet::of(domain::catalogue::SensitiveTopic::SubstanceUse);
    let weight = stored(&world, ResourceType::Observation, "w").await;
    assert_eq!(weight.topics, substances);
    let body = body(&world, ResourceType::Observation, "w").await;
    assert!(body.contains(r#""code":"ETH""#), "{body}");
}

#[tokio::test]
async fn a_bill_with_one_sensitive_item_hides_itself_and_not_what_else_it_names() {
    let world = world().await;
    let claim = about(
        "Claim",
        "bill",
        r#""patient":{"reference":"Patient/p"},"type":{"coding":[{"code":"institutional"}]},
        "diagnosis":[{"sequence":1,"diagnosisReference":{"reference":"Condition/knee"}}],
        "item":[{"sequence":1,"diagnosisSequence":[1],"productOrService":{"text":"HIV antibody test"},
                 "encounter":[{"reference":"Encounter/visit"}]},
                {"sequence":2,"diagnosisSequence":[1],"productOrService":{"text":"Blood count"}}]"#,
    );
    let test = about(
        "Procedure",
        "test",
        r#""status":"completed","code":{"text":"HIV screening"},"encounter":{"reference":"Encounter/visit"},
        "reasonReference":[{"reference":"Condition/knee"}]"#,
    );
    let records = [
        PATIENT,
        &about("Condition", "knee", r#""code":{"text":"Sprained knee"}"#),
        &about(
            "Encounter",
            "visit",
            r#""status":"finished","class":{"code":"AMB"},"type":[{"text":"Check-up"}]"#,
        ),
        &about(
            "Observation",
            "sodium",
            r#""code":{"text":"Sodium"},"category":[{"text":"Laboratory"}],"encounter":{"reference":"Encounter/visit"}"#,
        ),
        &claim,
        &test,
    ];
    import(&world, &bundle(&records)).await;
    for (kind, id, hidden) in [
        (ResourceType::Claim, "bill", true),
        (ResourceType::Procedure, "test", true),
        (ResourceType::Condition, "knee", false),
        (ResourceType::Encounter, "visit", false),
        (ResourceType::Observation, "sodium", false),
    ] {
        assert_eq!(is_hidden(&world, kind, id).await, hidden, "{id}");
    }
}

#[tokio::test]
async fn a_sensitive_diagnosis_hides_its_visit_and_its_treatment_and_not_the_rest_of_the_visit() {
    let world = world().await;
    let records = [
        PATIENT,
        &about(
            "Condition",
            "hiv",
            r#""code":{"text":"HIV disease"},"encounter":{"reference":"Encounter/visit"}"#,
        ),
        &about(
            "Encounter",
            "visit",
            r#""status":"finished","class":{"code":"AMB"},"type":[{"text":"Check-up"}],
            "diagnosis":[{"condition":{"reference":"Condition/hiv"}}]"#,
        ),
        &about(
            "Procedure",
            "talk",
            r#""status":"completed","code":{"text":"Counseling"},"reasonReference":[{"reference":"Condition/hiv"}]"#,
        ),
        &about(
            "Observation",
            "sodium",
            r#""code":{"text":"Sodium"},"category":[{"text":"Laboratory"}],"encounter":{"reference":"Encounter/visit"}"#,
        ),
    ];
    import(&world, &bundle(&records)).await;
    for (kind, id, hidden) in [
        (ResourceType::Condition, "hiv", true),
        (ResourceType::Encounter, "visit", true),
        (ResourceType::Procedure, "talk", true),
        (ResourceType::Observation, "sodium", false),
    ] {
        assert_eq!(is_hidden(&world, kind, id).await, hidden, "{id}");
    }
}
