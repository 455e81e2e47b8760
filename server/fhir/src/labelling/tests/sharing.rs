//! What a whole says of itself is true of its parts, and what goes together shares what is not known.

use super::*;
use crate::labelling::{known, parts};

const fn points(from: usize, to: usize) -> Edge {
    Edge {
        from,
        to,
        passes: 0,
        bond: Bond::None,
    }
}

#[test]
fn a_label_reaches_whatever_points_at_it_however_far() {
    // claim → condition, benefit → claim, and a circle of two visits that point at each other.
    let own = [1, 0, 0, 2, 0];
    let edges = [points(1, 0), points(2, 1), points(3, 4), points(4, 3)];
    assert_eq!(spread(&own, &edges), [1, 1, 1, 2, 2]);
}

const fn bound(from: usize, to: usize, bond: Bond) -> Edge {
    Edge {
        bond,
        ..points(from, to)
    }
}

#[test]
fn what_a_whole_says_by_itself_reaches_its_parts_and_what_it_only_carries_does_not() {
    // A report (0) that says 1 has result 1; a report (2) that carries 2 from result 3 has result 4 as well.
    let own = [1, 0, 0, 2, 0];
    let part = |from, to, passes| Edge {
        passes,
        ..bound(from, to, Bond::Part)
    };
    let edges = [part(0, 1, 1), part(2, 3, 0), part(2, 4, 0)];
    assert_eq!(spread(&own, &edges), [1, 1, 2, 2, 0]);
}

#[test]
fn a_report_covers_the_members_of_its_panels_too() {
    // Report (0) → panel (1) → member (2).
    let part = |from, to, passes| Edge {
        passes,
        ..bound(from, to, Bond::Part)
    };
    let edges = [part(0, 1, 4), part(1, 2, 0)];
    assert_eq!(spread(&[4, 0, 0], &edges), [4, 4, 4]);
}

#[test]
fn what_happened_at_a_visit_is_what_the_visit_is_and_not_what_it_carries() {
    // Visit 0 has a diagnosis (1) that says 2; a result (2) of that visit. Visit 3 says 4, with result 4.
    let edges = [
        bound(0, 1, Bond::Part),
        bound(1, 0, Bond::Occasion),
        bound(2, 0, Bond::Occasion),
        bound(4, 3, Bond::Occasion),
    ];
    assert_eq!(spread(&[0, 2, 0, 4, 0], &edges), [2, 2, 0, 4, 4]);
}

#[test]
fn a_note_and_its_content_are_known_together_a_medicine_tells_its_requests() {
    let edges = [
        bound(0, 1, Bond::Content),
        bound(2, 3, Bond::Tells),
        bound(4, 3, Bond::Tells),
    ];
    let all = |own: [bool; 5], alone: [bool; 5]| known(&own, &alone, &edges);
    assert_eq!(
        all([false, true, true, true, true], [false; 5]),
        [false, false, true, true, true]
    );
    assert_eq!(
        all([true, false, true, true, true], [false; 5]),
        [false, false, true, true, true]
    );
    assert_eq!(
        all([true, true, true, false, true], [false; 5]),
        [true, true, false, false, false]
    );
    assert_eq!(
        all([true, true, false, true, true], [false; 5]),
        [true, true, false, true, true]
    );
    assert_eq!(
        all([true; 5], [true, false, false, false, false]),
        [false, false, true, true, true]
    );
}

fn passed(json: &str) -> Vec<(String, TopicSet)> {
    let root = Node::parse(json).unwrap();
    let kind: ResourceType = root.text_of("resourceType").unwrap().parse().unwrap();
    let own = label(kind, &root, &BTreeSet::new(), UnlistedCodes::Words).topics;
    parts(kind, &root, own)
        .into_iter()
        .map(|part| (part.target.to_owned(), part.passes))
        .collect()
}

#[test]
fn a_visit_passes_to_its_diagnoses_and_a_report_to_its_results() {
    let visit = r#"{"resourceType":"Encounter","type":[{"text":"Psychiatry visit"}],
        "diagnosis":[{"condition":{"reference":"Condition/c"}}],"location":[{"location":{"reference":"Location/l"}}]}"#;
    assert_eq!(
        passed(visit),
        [(
            "Condition/c".to_owned(),
            TopicSet::of(SensitiveTopic::MentalHealth)
        )]
    );
    let report = r#"{"resourceType":"DiagnosticReport","code":{"text":"HIV panel"},
        "result":[{"reference":"Observation/a"},{"reference":"Observation/b"}]}"#;
    assert_eq!(passed(report).len(), 2);
    assert!(
        passed(report)
            .iter()
            .all(|(_, topics)| topics.contains(SensitiveTopic::Hiv))
    );
}

#[test]
fn a_claim_tells_of_a_diagnosis_what_it_says_where_it_names_it_and_nothing_of_its_items() {
    let claim = r#"{"resourceType":"Claim","diagnosis":[
        {"sequence":1,"diagnosisReference":{"reference":"Condition/one"}},
        {"sequence":2,"diagnosisReference":{"reference":"Condition/two","display":"Opioid use disorder"}}],
        "item":[{"diagnosisSequence":[1,2],"productOrService":{"text":"HIV antibody test"}}]}"#;
    let substances = TopicSet::of(SensitiveTopic::SubstanceUse);
    assert_eq!(
        passed(claim),
        [
            ("Condition/one".to_owned(), TopicSet::EMPTY),
            ("Condition/two".to_owned(), substances)
        ]
    );
}

#[test]
fn what_a_report_says_of_one_result_passes_to_no_other_and_what_it_says_of_itself_to_all() {
    let report = |own: &str| {
        format!(
            r#"{{"resourceType":"DiagnosticReport",{own}"result":[
            {{"reference":"Observation/a","display":"HIV 1 antibody"}},
            {{"reference":"Observation/b","display":"Sodium"}}]}}"#
        )
    };
    let hiv = TopicSet::of(SensitiveTopic::Hiv);
    let reached = |own: &str| passed(&report(own)).into_iter().map(|(_, topics)| topics);
    let plain = reached(r#""code":{"text":"Blood panel"},"#);
    assert!(plain.eq([hiv, TopicSet::EMPTY]));
    for own in [
        r#""conclusion":"HIV reactive","#,
        r#""conclusionCode":[{"coding":[{"system":"urn:oid:2.16.840.1.113883.6.90","code":"B20"}]}],"#,
        r#""meta":{"security":[{"system":"http://hl7.org/fhir/v3/ActCode","code":"HIV"}]},"#,
        r#""presentedForm":[{"contentType":"text/plain","data":"SElWIHJlYWN0aXZl"}],"#,
        r#""meta":{"profile":["http://x.example/hiv-report"]},"#,
    ] {
        assert!(reached(own).all(|topics| topics == hiv), "{own}");
    }
}

#[test]
fn why_something_was_done_is_no_part_of_it() {
    let procedure = r#"{"resourceType":"Procedure","code":{"text":"HIV screening"},
        "reasonReference":[{"reference":"Condition/normal-pregnancy"}]}"#;
    assert_eq!(passed(procedure), []);
    let request = r#"{"resourceType":"MedicationRequest","reasonCode":[{"text":"HIV disease"}],
        "medicationReference":{"reference":"Medication/metformin"}}"#;
    assert_eq!(
        passed(request),
        [("Medication/metformin".to_owned(), TopicSet::EMPTY)]
    );
}

#[test]
fn a_visit_is_an_occasion_but_not_where_it_is_also_named_otherwise() {
    let occasions = |json: &str| {
        let root = Node::parse(json).unwrap();
        crate::labelling::occasions(&root)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let result = r#"{"resourceType":"Observation","encounter":{"reference":"Encounter/e"},
        "basedOn":[{"reference":"ServiceRequest/s"}],"focus":[{"reference":"ServiceRequest/s"}]}"#;
    assert_eq!(occasions(result), ["Encounter/e"]);
}

#[test]
fn a_section_passes_its_heading_to_its_entries_and_what_it_lists_to_none() {
    let composition = r#"{"resourceType":"Composition","section":[
        {"title":"Sexual health","entry":[{"reference":"Observation/a"}],
         "section":[{"title":"Results","entry":[{"reference":"Observation/c"}]}]},
        {"title":"Problems","text":{"status":"generated","div":"<div>HIV disease, sprained ankle</div>"},
         "entry":[{"reference":"Condition/b","display":"Sprained ankle"}]}]}"#;
    let sexual = TopicSet::of(SensitiveTopic::SexualReproductive);
    let expected = [
        ("Observation/a", sexual),
        ("Observation/c", sexual),
        ("Condition/b", TopicSet::EMPTY),
    ];
    assert_eq!(
        passed(composition),
        expected.map(|(id, topics)| (id.to_owned(), topics))
    );
}
