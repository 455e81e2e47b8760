//! What is not quite written as it should be, or says nothing, is not a reason to refuse a search.

use domain::catalogue::ResourceType::{self, Observation};

use super::{BASE, only_criterion, pairs, parsed};
use crate::search::{DEFAULT_COUNT, Handling, Search, SearchError};

#[test]
fn what_nobody_filled_in_is_no_condition() {
    for empty in [
        "date=",
        "code=%20",
        "_count=&_sort=",
        "colour=",
        "patient=&code:text=",
    ] {
        let pairs = pairs(empty.as_bytes());
        let search = Search::parse(Observation, &pairs, Handling::Strict, BASE).unwrap();
        assert!(search.criteria.is_empty(), "{empty}");
        assert_eq!((search.applied, search.count), (Vec::new(), DEFAULT_COUNT));
    }
    assert!(
        parsed(Observation, "code=,").is_err(),
        "an empty alternative is none"
    );
}

#[test]
fn a_plus_that_came_as_a_space_is_an_offset() {
    let written = only_criterion("date=ge2026-04-01T10:00:00+02:00");
    assert_eq!(
        written,
        only_criterion("date=ge2026-04-01T10:00:00%2B02:00")
    );
    assert_ne!(written, only_criterion("date=ge2026-04-01T10:00:00-02:00"));
    assert!(parsed(Observation, "date=2026+04+01").is_err());
}

#[test]
fn a_parameter_that_finds_nothing_of_a_type_is_none_of_its_own() {
    for (resource, name) in [
        (ResourceType::Binary, "identifier"),
        (ResourceType::Patient, "date"),
        (ResourceType::Goal, "status"),
        (ResourceType::Device, "date"),
        (ResourceType::Provenance, "status"),
        (ResourceType::Encounter, "category"),
    ] {
        let pairs = vec![(name.to_owned(), "2026".to_owned())];
        let strict = Search::parse(resource, &pairs, Handling::Strict, BASE);
        assert_eq!(
            strict,
            Err(SearchError::Unknown(name.to_owned())),
            "{resource}"
        );
        assert!(
            parsed(resource, &format!("{name}=2026"))
                .unwrap()
                .applied
                .is_empty()
        );
    }
}
