//! The searches that US Core 7 asks a server for, as apps send them: with the patient, combined, with prefixes.

use domain::catalogue::{DataCategory, SensitiveTopic};
use serde_json::Value;

use crate::resource_server::world::World;

crate::on_every_database!(each_search_finds_its_sample_and_counts_every_parameter);

const ONE_OF_EACH: &str = include_str!("../../fhir/src/search/one-of-each.json");

/// What must find the sample of its type, and what must not.
const FINDS: &[(&str, &str)] = &[
    (
        "AllergyIntolerance?patient=alice&clinical-status=active",
        "",
    ),
    (
        "AllergyIntolerance?clinical-status=http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical|active",
        "|active",
    ),
    (
        "CarePlan?patient=alice&category=assess-plan&status=active&date=ge2026-03",
        "lt2026-03",
    ),
    ("CareTeam?patient=alice&status=active", "inactive"),
    (
        "Condition?patient=alice&category=problem-list-item&clinical-status=active",
        "resolved",
    ),
    (
        "Condition?patient=alice&category=problem-list-item&encounter=Encounter/one-encounter",
        "Encounter/other",
    ),
    (
        "Condition?patient=alice&onset-date=ge2026-03-02",
        "gt2026-03-02",
    ),
    (
        "Condition?patient=alice&abatement-date=le2026-03-04",
        "lt2026-03-04",
    ),
    (
        "Condition?patient=alice&recorded-date=2026-03-02",
        "ne2026-03-02",
    ),
    (
        "Condition?patient=alice&code=55822004&_lastUpdated=gt2020",
        "lt2020",
    ),
    ("Coverage?patient=alice&status=active", "cancelled"),
    ("Device?patient=alice&status=active&type=706767009", "1"),
    (
        "DiagnosticReport?patient=alice&category=LAB&date=ge2026-03-01&date=lt2026-04-01",
        "gt2026-04-01",
    ),
    (
        "DiagnosticReport?patient=alice&status=final&code=2093-3",
        "1",
    ),
    (
        "DocumentReference?patient=alice&type=11488-4&period=sa2026-03-01",
        "eb2026-03-01",
    ),
    (
        "DocumentReference?patient=alice&category=clinical-note&date=2026-03-02&status=current",
        "superseded",
    ),
    (
        "Encounter?patient=alice&class=AMB&date=ge2026-03-02",
        "gt2026-04",
    ),
    (
        "Encounter?patient=alice&location=one-location&type=185349003",
        "1",
    ),
    (
        "Encounter?identifier=urn:example:number|N-1",
        "urn:example:number|N-2",
    ),
    ("ExplanationOfBenefit?patient=alice&status=active", "draft"),
    ("Goal?patient=alice&lifecycle-status=active", "completed"),
    (
        "Goal?patient=alice&target-date=ge2026-03-01&target-date=le2026-04-01",
        "lt2026-03-01",
    ),
    (
        "Immunization?patient=alice&status=completed&date=2026",
        "2025",
    ),
    (
        "Location?name=main&address-city=spring&address-state=IL&address-postalcode=62701",
        "62702",
    ),
    ("Location?address=1 river", "river"),
    (
        "MedicationDispense?patient=alice&status=completed&type=FF",
        "RF",
    ),
    (
        "MedicationRequest?patient=alice&intent=order&status=active&authoredon=2026-03-02",
        "2026-03-03",
    ),
    (
        "MedicationRequest?intent=http://hl7.org/fhir/CodeSystem/medicationrequest-intent|order&encounter=one-encounter",
        "other",
    ),
    (
        "Observation?patient=alice&category=laboratory&status=final&date=ge2026-03-02&date=le2026-03-02",
        "lt2026-03-02",
    ),
    (
        "Observation?patient=alice&code=http://loinc.org|2093-3,http://loinc.org|1-8",
        "http://loinc.org|1-8",
    ),
    ("Organization?name=RIVER&address=springf", "field"),
    ("Patient?name=sampl&birthdate=1960-03-02", "1961"),
    ("Patient?family=Sample&gender=female&given=al", "ice"),
    ("Patient?family=Sample&death-date=ge2026", "lt2026"),
    ("Practitioner?name=Ortiz", "tiz"),
    (
        "PractitionerRole?specialty=http://snomed.info/sct|419772000&practitioner=Practitioner/one-practitioner",
        "Practitioner/2",
    ),
    (
        "Procedure?patient=alice&status=completed&code=80146002&date=2026-03-02",
        "2026-03-03",
    ),
    (
        "Provenance?patient=alice&target=Observation/one-observation",
        "Observation/2",
    ),
    (
        "QuestionnaireResponse?patient=alice&status=completed&authored=2026-03-02",
        "2026-03-03",
    ),
    (
        "QuestionnaireResponse?patient=alice&questionnaire=http://example.org/Questionnaire/diet",
        "http://example.org/Questionnaire/sleep",
    ),
    (
        "QuestionnaireResponse?questionnaire=http://example.org/Questionnaire/diet|2",
        "http://example.org/Questionnaire/diet|3",
    ),
    ("RelatedPerson?patient=alice&name=friend", "riend"),
    (
        "ServiceRequest?patient=alice&category=108252007&authored=ge2026-03-02",
        "gt2026-03-02",
    ),
    (
        "ServiceRequest?patient=alice&status=active&code=2093-3&intent=order",
        "plan",
    ),
    ("Specimen?patient=alice&_id=one-specimen", "2"),
];

/// An address as a client writes it, and its last value by itself.
fn written(search: &str) -> String {
    search.replace('|', "%7C").replace(' ', "%20")
}

async fn each_search_finds_its_sample_and_counts_every_parameter(world: World) {
    let bundle: Value = serde_json::from_str(ONE_OF_EACH).unwrap();
    let resources = bundle["entry"].as_array().unwrap().iter();
    let resources: Vec<Value> = resources.map(|entry| entry["resource"].clone()).collect();
    world.import(&resources).await;
    let app = world
        .connect(
            "patient/*.rs",
            DataCategory::ALL,
            &[] as &[SensitiveTopic],
            None,
        )
        .await;
    for (search, other) in FINDS {
        world.pass(chrono::TimeDelta::seconds(1));
        let strict = app
            .request("GET", &written(search))
            .header("prefer", "handling=strict");
        let found = world.send(strict.body(String::new().into()).unwrap()).await;
        assert_eq!(found.status, 200, "{search}: {}", found.text());
        assert!(!found.ids().is_empty(), "{search}");
        if !other.is_empty() {
            let (rest, _) = search.rsplit_once('=').unwrap();
            let none = app.get(&written(&format!("{rest}={other}"))).await;
            assert_eq!(none.ids(), Vec::<String>::new(), "{rest}={other}");
        }
    }
}
