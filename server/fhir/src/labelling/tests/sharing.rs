//! Part and whole share their labels, and what goes together shares what is not known.

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

#[test]
fn what_a_whole_says_by_itself_reaches_its_parts_and_what_it_only_carries_does_not() {
    // A report (0) that says 1 has result 1; a report (2) that carries 2 from result 3 has result 4 as well.
    let own = [1, 0, 0, 2, 0];
    let part = |from, to, passes| Edge {
        passes,
        ..points(from, to)
    };
    let edges = [part(0, 1, 1), part(2, 3, 0), part(2, 4, 0)];
    assert_eq!(spread(&own, &edges), [1, 1, 2, 2, 0]);
}

#[test]
fn a_note_and_its_content_are_known_together_a_medicine_tells_its_requests() {
    let bound = |from, to, bond| Edge {
        bond,
        ..points(from, to)
    };
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
fn an_item_of_a_claim_passes_to_the_diagnosis_that_it_names_and_to_no_other() {
    let claim = r#"{"resourceType":"Claim","diagnosis":[
        {"sequence":1,"diagnosisReference":{"reference":"Condition/one"}},
        {"sequence":2,"diagnosisReference":{"reference":"Condition/two"}}],
        "item":[{"diagnosisSequence":[2],"productOrService":{"text":"Opioid abuse counseling"}},
                {"diagnosisSequence":[1],"productOrService":{"text":"Blood count"}}]}"#;
    let passed = passed(claim);
    assert!(passed.contains(&("Condition/one".to_owned(), TopicSet::EMPTY)));
    assert!(passed.contains(&(
        "Condition/two".to_owned(),
        TopicSet::of(SensitiveTopic::SubstanceUse)
    )));
}

#[test]
fn a_section_passes_its_heading_to_its_entries() {
    let composition = r#"{"resourceType":"Composition","section":[
        {"title":"Sexual health","entry":[{"reference":"Observation/a"}]},
        {"title":"Lungs","entry":[{"reference":"Observation/b"}]}]}"#;
    let passed = passed(composition);
    assert_eq!(
        passed[0].1,
        TopicSet::of(SensitiveTopic::SexualReproductive)
    );
    assert_eq!(passed[1].1, TopicSet::EMPTY);
}
