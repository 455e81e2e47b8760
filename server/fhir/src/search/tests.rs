//! What a search says, and what it cannot say.

mod lenient;
mod promised;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    catalogue::ResourceType::{self, Condition, Observation, Practitioner},
    ids::ResourceId,
};
use proptest::prelude::*;
use url::form_urlencoded;

use super::*;

mod bounds;
mod dates;
mod parameters;

const BASE: &str = "https://sayso.example/fhir";

/// What a query says, as a server reads it.
fn pairs(query: &[u8]) -> Vec<Pair> {
    form_urlencoded::parse(query).into_owned().collect()
}

fn parsed(resource: ResourceType, query: &str) -> Result<Search, SearchError> {
    let pairs = pairs(query.as_bytes());
    Search::parse(resource, &pairs, Handling::Lenient, BASE)
}

fn only_criterion(query: &str) -> Criterion {
    let search = parsed(Observation, query).unwrap();
    assert_eq!(search.criteria.len(), 1, "{query}");
    search.criteria.into_iter().next().unwrap()
}

fn token(system: SystemMatch, code: &str) -> SearchToken {
    SearchToken {
        system,
        code: (!code.is_empty()).then(|| code.to_owned()),
    }
}

#[test]
fn a_code_is_named_with_or_without_its_system() {
    let code = |tokens| Criterion::Token(SearchTokenField::Code, tokens);
    let loinc = || SystemMatch::Only("http://loinc.org".to_owned());
    assert_eq!(
        only_criterion("code=1-8"),
        code(vec![token(SystemMatch::Any, "1-8")])
    );
    assert_eq!(
        only_criterion("code=|1-8"),
        code(vec![token(SystemMatch::Missing, "1-8")])
    );
    assert_eq!(
        only_criterion("code=http://loinc.org%7C1-8,http://loinc.org|"),
        code(vec![token(loinc(), "1-8"), token(loinc(), "")])
    );
}

#[test]
fn an_escaped_comma_or_bar_belongs_to_the_code() {
    let tokens = vec![token(SystemMatch::Any, "a,b|c")];
    assert_eq!(
        only_criterion(r"code=a\,b\|c"),
        Criterion::Token(SearchTokenField::Code, tokens)
    );
    for wrong in [r"code=a\x", r"code=a\", "code=|", "code=a,,b"] {
        assert!(parsed(Observation, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_patient_is_named_bare_relative_or_absolute() {
    for query in [
        "patient=p1",
        "patient=Patient/p1",
        "subject=https://sayso.example/fhir/Patient/p1",
    ] {
        let search = parsed(Observation, query).unwrap();
        assert_eq!(search.patients, [["p1".parse().unwrap()]], "{query}");
    }
    for wrong in [
        "patient=Group/p1",
        "patient=a/b",
        "patient=http://else.example/fhir/Patient/p1",
    ] {
        assert!(parsed(Observation, wrong).is_err(), "{wrong}");
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_date_means_everything_its_precision_names() {
    let noon = at("2026-04-15T12:00:00Z");
    let matching = [
        "2026",
        "2026-04",
        "2026-04-15",
        "eq2026-04-15T12:00Z",
        "2026-04-15T12:00:00Z",
    ];
    for text in matching {
        assert!(
            DateMatch::parse(text).unwrap().matches(noon, noon),
            "{text}"
        );
    }
    let not = [
        "2025",
        "ne2026-04-15",
        "gt2026-04",
        "sa2026-04-15",
        "lt2026-04-15",
        "eb2026",
    ];
    for text in not {
        assert!(
            !DateMatch::parse(text).unwrap().matches(noon, noon),
            "{text}"
        );
    }
    for text in [
        "ge2026-04-15",
        "le2026-04",
        "gt2026-04-14",
        "sa2026-03",
        "lt2026-05",
        "eb2027",
    ] {
        assert!(
            DateMatch::parse(text).unwrap().matches(noon, noon),
            "{text}"
        );
    }
}

#[test]
fn a_stay_over_the_asked_day_is_after_and_before_but_not_within() {
    let (start, end) = (at("2026-04-10T00:00:00Z"), at("2026-04-20T00:00:00Z"));
    for (text, matches) in [
        ("2026-04-15", false),
        ("ne2026-04-15", true),
        ("gt2026-04-15", true),
        ("lt2026-04-15", true),
        ("sa2026-04-15", false),
        ("eb2026-04-15", false),
    ] {
        assert_eq!(
            DateMatch::parse(text).unwrap().matches(start, end),
            matches,
            "{text}"
        );
    }
}

#[test]
fn a_date_that_is_none_is_refused() {
    for wrong in [
        "26",
        "ap2026",
        "2026-13",
        "2026-02-30",
        "yesterday",
        "2026-04-15T25:00Z",
        "gt",
    ] {
        assert!(
            parsed(Observation, &format!("date={wrong}")).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn repeated_parameters_must_all_hold_and_shaping_ones_come_once() {
    let search = parsed(Observation, "date=ge2026-01&date=lt2026-07&code=a&code=b").unwrap();
    assert_eq!(search.criteria.len(), 4);
    for twice in ["_count=1&_count=2", "_sort=date&_sort=-date"] {
        assert!(
            matches!(parsed(Observation, twice), Err(SearchError::Repeated(_))),
            "{twice}"
        );
    }
}

#[test]
fn a_page_is_bounded_and_never_negative() {
    let count = |query| parsed(Observation, query).map(|search| search.count);
    assert_eq!(count(""), Ok(DEFAULT_COUNT));
    assert_eq!(count("_count=10"), Ok(10));
    assert_eq!(count("_count=99999999999999999999999"), Ok(MAX_COUNT));
    assert_eq!(count("_count=10&_summary=count"), Ok(0));
    for wrong in ["_count=-1", "_count=1.5", "_count=ten"] {
        assert!(count(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn an_unknown_parameter_is_left_out_of_the_self_link_or_refused_if_asked() {
    let search = parsed(Observation, "code=a&colour=red&_sort=colour").unwrap();
    assert_eq!(search.applied, [("code".to_owned(), "a".to_owned())]);
    let pairs = pairs(b"colour=red");
    let strict = Search::parse(Observation, &pairs, Handling::Strict, BASE);
    assert_eq!(strict, Err(SearchError::Unknown("colour".to_owned())));
}

#[test]
fn a_modifier_is_refused_even_when_lenient() {
    assert_eq!(
        parsed(Observation, "category:not=a"),
        Err(SearchError::Modifier("category"))
    );
    assert_eq!(
        parsed(Observation, "code:text=a"),
        Err(SearchError::Modifier("code"))
    );
}

#[test]
fn parameters_differ_by_type() {
    assert_eq!(
        parsed(Condition, "clinical-status=active")
            .unwrap()
            .criteria
            .len(),
        1
    );
    assert!(
        parsed(Practitioner, "patient=p1&date=2026")
            .unwrap()
            .applied
            .is_empty()
    );
}

#[test]
fn a_list_of_too_many_values_is_refused() {
    let many = format!("code={}", "a,".repeat(300));
    assert!(parsed(Observation, &many).is_err());
}

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(raw in proptest::collection::vec(any::<u8>(), 0..400)) {
        for resource in [Observation, Practitioner] {
            let _ = Search::parse(resource, &pairs(&raw), Handling::Strict, BASE);
        }
    }

    #[test]
    fn what_was_understood_reads_back_the_same(
        values in proptest::collection::vec(("[a-z_]{1,8}|code|date|_id|patient", "[ -~é]{0,12}"), 0..6),
    ) {
        if let Ok(search) = Search::parse(Observation, &values, Handling::Lenient, BASE) {
            let link = write_query(search.applied.iter().map(|(n, v)| (n.as_str(), v.as_str())));
            let again = Search::parse(Observation, &pairs(link.as_bytes()), Handling::Strict, BASE);
            prop_assert_eq!(again.unwrap().criteria, search.criteria);
        }
    }

    #[test]
    fn a_cursor_reads_back(id in "[A-Za-z0-9.-]{1,64}", after in any::<bool>()) {
        let direction = if after { Direction::After } else { Direction::Before };
        let cursor = Cursor { direction, record: ResourceId::parse(id).unwrap() };
        prop_assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
    }

    #[test]
    fn comparators_fill_the_line_without_a_gap(millis in 1_700_000_000_000_i64..1_800_000_000_000, lasts in 0_i64..400) {
        let start = DateTime::from_timestamp_millis(millis).unwrap();
        let end = start + TimeDelta::days(lasts);
        let holds = |prefix: &str| DateMatch::parse(&format!("{prefix}2025-06")).unwrap().matches(start, end);
        prop_assert_ne!(holds("eq"), holds("ne"));
        prop_assert_eq!(holds("ge"), holds("gt") || holds("eq"));
        prop_assert_eq!(holds("le"), holds("lt") || holds("eq"));
        prop_assert!(!holds("sa") || holds("gt"));
        prop_assert!(!holds("eb") || holds("lt"));
    }
}
