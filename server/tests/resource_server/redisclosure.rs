//! Records of substance use carry the notice of 42 CFR 2.32 wherever they go; nothing else carries it.

use domain::catalogue::{DataCategory::LabResults, SensitiveTopic::SubstanceUse};
use serde_json::Value;

use crate::{
    resource_server::{
        samples::{lab, labelled, patient},
        world::{App, World},
    },
    support::Answer,
};

crate::on_every_database!(
    a_record_of_substance_use_says_that_it_may_not_be_passed_on,
    a_page_with_such_a_record_says_it_and_its_bundle_too,
    other_records_say_nothing_of_it
);

const ASKED: &str = "patient/Observation.rs \
     patient/Observation.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|SUD";

async fn shared(world: &World) -> App<'_> {
    let sober = labelled(lab("alcohol", "2026-04-02"), "SUD");
    let records = [patient("alice"), lab("sugar", "2026-04-01"), sober];
    world.import(&records).await;
    world
        .connect(ASKED, &[LabResults], &[SubstanceUse], None)
        .await
}

fn labels(resource: &Value) -> Vec<&str> {
    let security = resource["meta"]["security"].as_array();
    let codes = security.into_iter().flatten();
    codes.filter_map(|coding| coding["code"].as_str()).collect()
}

fn notice(answer: &Answer) -> Option<&str> {
    let notice = answer.headers.get("redisclosure-notice")?;
    notice.to_str().ok()
}

async fn a_record_of_substance_use_says_that_it_may_not_be_passed_on(world: World) {
    let app = shared(&world).await;
    let answer = app.get("Observation/alcohol").await;
    let record = answer.json();
    assert_eq!(labels(&record), ["42CFRPart2", "NORDSCLCD", "SUD"]);
    assert_eq!(
        notice(&answer),
        Some("42 CFR part 2 prohibits unauthorized use or disclosure of these records.")
    );
}

async fn a_page_with_such_a_record_says_it_and_its_bundle_too(world: World) {
    let app = shared(&world).await;
    let answer = app.get("Observation?_sort=date").await;
    let bundle = answer.json();
    assert_eq!(labels(&bundle), ["42CFRPart2", "NORDSCLCD"]);
    let entries = bundle["entry"].as_array().unwrap();
    let of = |id: &str| {
        let entry = entries.iter().find(|entry| entry["resource"]["id"] == id);
        labels(&entry.unwrap()["resource"])
    };
    assert_eq!(of("sugar"), [""; 0]);
    assert_eq!(of("alcohol"), ["42CFRPart2", "NORDSCLCD", "SUD"]);
    assert!(notice(&answer).is_some());
}

async fn other_records_say_nothing_of_it(world: World) {
    let app = shared(&world).await;
    for path in ["Observation/sugar", "Observation?_id=sugar"] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(notice(&answer), None, "{path}");
        assert!(!answer.text().contains("42CFRPart2"), "{path}");
    }
}
