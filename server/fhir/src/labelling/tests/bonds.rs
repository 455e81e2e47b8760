//! Every whole names its parts, and a person or a place carries no label to what points at it.

use super::*;
use crate::labelling::{carries, known, parts, version};

fn bonds(json: &str) -> Vec<(String, TopicSet, Bond)> {
    let root = Node::parse(json).unwrap();
    let kind: ResourceType = root.text_of("resourceType").unwrap().parse().unwrap();
    let own = label(kind, &root, &BTreeSet::new(), UnlistedCodes::Words).topics;
    let all = parts(kind, &root, own).into_iter();
    all.map(|part| (part.target.to_owned(), part.passes, part.bond))
        .collect()
}

#[test]
fn every_whole_passes_what_it_says_to_each_of_its_parts() {
    for (kind, fields) in [
        (
            "DiagnosticReport",
            r#""result":[{"reference":"P/1"}],"media":[{"link":{"reference":"P/2"}}],"imagingStudy":[{"reference":"P/3"}]"#,
        ),
        (
            "Observation",
            r#""hasMember":[{"reference":"P/1"}],"derivedFrom":[{"reference":"P/2"}]"#,
        ),
        (
            "Encounter",
            r#""diagnosis":[{"condition":{"reference":"P/1"}}],"appointment":[{"reference":"P/2"}]"#,
        ),
        (
            "CarePlan",
            r#""goal":[{"reference":"P/1"}],"activity":[{"reference":{"reference":"P/2"}}]"#,
        ),
        (
            "ClinicalImpression",
            r#""problem":[{"reference":"P/1"}],"investigation":[{"item":[{"reference":"P/2"}]}],
            "finding":[{"itemReference":{"reference":"P/3"}}]"#,
        ),
        ("Procedure", r#""report":[{"reference":"P/1"}]"#),
        (
            "MedicationDispense",
            r#""authorizingPrescription":[{"reference":"P/1"}]"#,
        ),
        ("ExplanationOfBenefit", r#""claim":{"reference":"P/1"}"#),
        (
            "MedicationAdministration",
            r#""request":{"reference":"P/1"}"#,
        ),
        ("ClaimResponse", r#""request":{"reference":"P/1"}"#),
    ] {
        let json = format!(
            r#"{{"resourceType":"{kind}","note":[{{"text":"HIV positive"}}],{fields},"subject":{{"reference":"Patient/p"}}}}"#
        );
        let passed: Vec<_> = bonds(&json)
            .into_iter()
            .map(|(target, passes, _)| (target, passes))
            .collect();
        let expected: Vec<_> = (1..=fields.matches("P/").count())
            .map(|number| (format!("P/{number}"), TopicSet::of(SensitiveTopic::Hiv)))
            .collect();
        assert_eq!(passed, expected, "{kind}");
    }
}

#[test]
fn a_medicine_tells_its_request_what_it_is() {
    for json in [
        r#"{"resourceType":"MedicationRequest","medicationReference":{"reference":"Medication/m"}}"#,
        r#"{"resourceType":"Medication","ingredient":[{"itemReference":{"reference":"Medication/m"}}]}"#,
    ] {
        let told = ("Medication/m".to_owned(), TopicSet::EMPTY, Bond::Tells);
        assert_eq!(bonds(json), [told], "{json}");
    }
}

#[test]
fn what_a_bill_says_of_a_procedure_where_it_names_it_is_true_of_it() {
    let bill = r#"{"resourceType":"ExplanationOfBenefit","procedure":[
        {"procedureReference":{"reference":"Procedure/a"}},
        {"sequence":3,"type":[{"text":"HIV test"}],"procedureReference":{"reference":"Procedure/b"}}],
        "item":[{"productOrService":{"text":"Domestic violence"}}]}"#;
    let passed: Vec<TopicSet> = bonds(bill)
        .into_iter()
        .map(|(_, passes, _)| passes)
        .collect();
    assert_eq!(passed, [TopicSet::EMPTY, TopicSet::of(SensitiveTopic::Hiv)]);
}

#[test]
fn only_sections_pass_their_headings_on() {
    let composition = r#"{"resourceType":"Composition","event":[{"title":"HIV","entry":[{"reference":"X/1"}]}],
        "section":[{"title":"Lungs","section":[{"title":"HIV","entry":[{"reference":"X/2"}]}]}]}"#;
    let passed = bonds(composition);
    assert_eq!(passed.len(), 1);
    assert_eq!(passed[0].0, "X/2");
}

#[test]
fn a_bond_is_stored_under_its_number_and_read_back() {
    let all = [
        (Bond::None, 0),
        (Bond::Tells, 1),
        (Bond::Content, 2),
        (Bond::Part, 3),
        (Bond::Occasion, 4),
    ];
    for (bond, stored) in all {
        assert_eq!(bond.stored(), stored);
        assert_eq!(Bond::from_stored(stored), bond);
    }
    assert_eq!(Bond::from_stored(7), Bond::None);
}

#[test]
fn a_label_on_a_person_a_place_or_an_organisation_is_about_itself() {
    use ResourceType as R;
    for kind in [
        R::Condition,
        R::Medication,
        R::Encounter,
        R::DocumentReference,
    ] {
        assert!(carries(kind), "{kind}");
    }
    for kind in [
        R::Patient,
        R::RelatedPerson,
        R::Practitioner,
        R::Location,
        R::Organization,
    ] {
        assert!(!carries(kind), "{kind}");
    }
}

#[test]
fn topics_that_both_say_stay_with_both() {
    let points = |from, to| Edge {
        from,
        to,
        passes: 0b100,
        bond: Bond::None,
    };
    assert_eq!(spread(&[0b001, 0b011], &[points(0, 1)]), [0b111, 0b111]);
    assert_eq!(spread(&[0, 0], &[]), [0, 0]);
}

/// What a whole is, the parts of its parts are, also through a note's content.
#[test]
fn being_a_part_goes_on_downwards() {
    let bound = |from, to, bond, passes| Edge {
        from,
        to,
        passes,
        bond,
    };
    let within = [
        bound(0, 1, Bond::Content, 1),
        bound(1, 2, Bond::Part, 0),
        bound(2, 3, Bond::None, 0),
    ];
    assert_eq!(spread(&[1, 0, 0, 0], &within), [1, 1, 1, 0]);
}

/// A result (0) of a visit (1) of a psychiatric stay (2), its note (3) with content (4), and a diagnosis (5) of the visit
/// whose topic the stay does not have.
#[test]
fn the_occasion_of_an_occasion_is_an_occasion_and_passes_on_only_what_it_is() {
    let bound = |from, to, bond| Edge {
        from,
        to,
        passes: 0,
        bond,
    };
    let edges = [
        bound(0, 1, Bond::Occasion),
        bound(1, 2, Bond::Occasion),
        bound(3, 1, Bond::Occasion),
        bound(3, 4, Bond::Content),
        bound(1, 5, Bond::Part),
    ];
    assert_eq!(spread(&[1, 0, 4, 0, 0, 8], &edges), [5, 12, 4, 4, 4, 8]);
    let circle = [bound(0, 1, Bond::Occasion), bound(1, 0, Bond::Occasion)];
    assert_eq!(spread(&[1, 2], &circle), [3, 3]);
}

/// A result of a request for a medicine that says 1 in a record of its own tells of the medicine, as if the request said it.
#[test]
fn what_tells_a_record_what_it_is_counts_for_what_it_is_the_occasion_of() {
    for bond in [Bond::Tells, Bond::Content] {
        let edges = [(0, 1, bond), (2, 0, Bond::Occasion)].map(|(from, to, bond)| Edge {
            from,
            to,
            passes: 0,
            bond,
        });
        assert_eq!(spread(&[0, 1, 0], &edges), [1, 1, 1], "{bond:?}");
    }
}

#[test]
fn what_is_not_known_is_shared_by_what_tells_and_by_no_part_or_occasion() {
    let edges = |bond| {
        [Edge {
            from: 0,
            to: 1,
            passes: 0,
            bond,
        }]
    };
    for (bond, shared) in [
        (Bond::None, false),
        (Bond::Part, false),
        (Bond::Occasion, false),
        (Bond::Tells, true),
        (Bond::Content, true),
    ] {
        let found = known(&[true, false], &[false, false], &edges(bond));
        assert_eq!(found, [!shared, false], "{bond:?}");
    }
}

#[test]
fn what_points_at_content_that_is_not_stored_is_not_known() {
    assert_eq!(
        known(&[true, true, false], &[false, true, true], &[]),
        [true, false, false]
    );
}

/// Stored labels are renewed when the rule changes: each rule has a digest of its own, always the same.
#[test]
fn each_rule_for_unlisted_codes_has_its_own_version() {
    let [words, hide] = [UnlistedCodes::Words, UnlistedCodes::Hide].map(version);
    assert_ne!(words, hide);
    assert_eq!(words, version(UnlistedCodes::Words));
    for digest in [words, hide] {
        assert_eq!(digest.len(), 64);
        assert!(digest.chars().all(|c| c.is_ascii_hexdigit()), "{digest}");
    }
}
