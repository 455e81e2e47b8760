//! Does what the lists say of themselves hold for what they hold?

use super::*;
use crate::labelling::coverage;

#[test]
fn every_row_is_counted_for_its_system_once() {
    let all = coverage::systems();
    let rows = |file: &str| rows::lines(file).count();
    let harmless: usize = all.iter().map(|one| one.harmless).sum();
    assert_eq!(harmless, rows(lists::HARMLESS));
    for (topic, file) in lists::FILES {
        let counted: usize = all
            .iter()
            .filter_map(|one| one.topics.get(topic.key()))
            .sum();
        assert_eq!(counted, rows(file), "{topic:?}");
    }
}

/// The systems that a hospital's records come in: none of them is without codes of a topic, and all have several spellings.
#[test]
fn every_clinical_system_is_covered() {
    let all = coverage::systems();
    for name in [
        "snomed", "icd10", "icd10pcs", "icd9", "icd9proc", "icd11", "loinc", "rxnorm", "atc",
        "cpt", "hcpcs", "msdrg",
    ] {
        let one = all.iter().find(|one| one.system == name).unwrap();
        assert!(!one.topics.is_empty() && !one.whole, "{one:?}");
        assert!(one.spellings >= 3, "{one:?}");
    }
    // A package says nothing by its number: without words it is not known.
    let packages = all.iter().find(|one| one.system == "ndc").unwrap();
    assert_eq!((packages.harmless, packages.topics.len()), (0, 0));
}

#[test]
fn every_list_says_where_it_is_from_and_what_is_complete() {
    let all = coverage::lists();
    assert_eq!(all.len(), 2 * SensitiveTopic::ALL.len() + 5);
    for one in all {
        assert!(one.rows > 0, "{one:?}");
        for said in [one.source, one.licence, one.complete] {
            assert!(!said.is_empty(), "{}", one.list);
        }
    }
}
