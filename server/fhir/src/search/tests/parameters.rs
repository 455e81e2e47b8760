//! Each parameter asks for its own field, and those that shape the answer shape it.

use super::*;

fn codes(code: &str) -> Vec<SearchToken> {
    vec![token(SystemMatch::Any, code)]
}

#[test]
fn each_parameter_looks_at_its_own_field() {
    use SearchTokenField as F;
    let april = || vec![DateMatch::parse("2026-04").unwrap()];
    for (query, criterion) in [
        ("_id=a", Criterion::Id(vec!["a".parse().unwrap()])),
        ("_lastUpdated=2026-04", Criterion::LastUpdated(april())),
        ("category=a", Criterion::Token(F::Category, codes("a"))),
        ("code=a", Criterion::Token(F::Code, codes("a"))),
        ("date=2026-04", Criterion::Date(april())),
        ("status=a", Criterion::Status(codes("a"))),
    ] {
        assert_eq!(only_criterion(query), criterion, "{query}");
    }
    let number = parsed(Practitioner, "identifier=a").unwrap();
    assert_eq!(
        number.criteria,
        [Criterion::Token(F::Identifier, codes("a"))]
    );
}

#[test]
fn a_name_of_r4_is_known_at_its_own_type_only() {
    let known = |resource, query: &str| parsed(resource, query).unwrap().criteria.len() == 1;
    assert!(known(Condition, "onset-date=2026"));
    assert!(!known(Observation, "onset-date=2026"));
    assert!(known(ResourceType::Immunization, "vaccine-code=140"));
    assert!(known(Practitioner, "_id=a"));
}

#[test]
fn the_order_is_by_date_newest_first_unless_the_search_says_otherwise() {
    let sort = |query: &str| parsed(Observation, query).unwrap().sort;
    for (query, key, descending) in [
        ("", SortKey::Date, true),
        ("_sort=date", SortKey::Date, false),
        ("_sort=-date", SortKey::Date, true),
        ("_sort=_lastUpdated", SortKey::LastUpdated, false),
        ("_sort=-_id", SortKey::Id, true),
        ("_sort=code", SortKey::Date, true),
    ] {
        assert_eq!(sort(query), Sort { key, descending }, "{query}");
    }
}

/// What is understood stands in the `self` link; the place and the format do not, and are not unknown either.
#[test]
fn what_shapes_the_answer_is_understood_and_what_is_not_offered_is_unknown() {
    let strict = |query: &str| {
        let pairs = pairs(query.as_bytes());
        let search = Search::parse(Observation, &pairs, Handling::Strict, BASE)?;
        Ok::<_, SearchError>(search.applied.len())
    };
    for query in [
        "_count=5",
        "_sort=date",
        "_summary=count",
        "_summary=false",
        "_total=accurate",
        "_total=none",
    ] {
        assert_eq!(strict(query), Ok(1), "{query}");
    }
    assert_eq!(strict("_format=json"), Ok(0));
    for query in ["_summary=true", "_total=about", "_sort=code", "_include=*"] {
        assert!(
            matches!(strict(query), Err(SearchError::Unknown(_))),
            "{query}"
        );
    }
    let count = |query: &str| parsed(Observation, query).unwrap().count;
    assert_eq!(
        (count("_summary=false"), count("_summary=true")),
        (DEFAULT_COUNT, DEFAULT_COUNT)
    );
}

#[test]
fn a_page_begins_at_the_cursor_of_the_last_one() {
    let cursor = Cursor {
        direction: Direction::After,
        record: ResourceId::parse("x".repeat(64)).unwrap(),
    };
    let search = parsed(Observation, &format!("_cursor={cursor}")).unwrap();
    assert_eq!(search.cursor, Some(cursor.clone()));
    assert!(search.applied.is_empty());
    for wrong in ["_cursor=made-up", "_cursor=PmEgYg"] {
        assert!(
            matches!(
                parsed(Observation, wrong),
                Err(SearchError::Malformed { .. })
            ),
            "{wrong}"
        );
    }
    let twice = format!("_cursor={cursor}&_cursor={cursor}");
    assert_eq!(
        parsed(Observation, &twice),
        Err(SearchError::Repeated("_cursor"))
    );
}

#[test]
fn what_is_malformed_is_refused_with_what_is_right() {
    let said = |query: &str| parsed(Observation, query).unwrap_err().to_string();
    assert_eq!(
        said("patient=a/b"),
        "the value of patient is not valid: a patient is named as 123 or Patient/123"
    );
    assert!(said("_id=a b!").ends_with("letters, digits, hyphens and dots"));
    assert!(said("status=|").ends_with("code, system|code or |code"));
    assert!(said("_lastUpdated=soon").contains("2026-04"));
    assert_eq!(
        said("_count=x"),
        "the value of _count is not valid: it is a whole number from 0"
    );
}

#[test]
fn a_backslash_can_stand_before_itself() {
    let search = only_criterion(r"code=a\\,b\$");
    let tokens = vec![
        token(SystemMatch::Any, r"a\"),
        token(SystemMatch::Any, "b$"),
    ];
    assert_eq!(search, Criterion::Token(SearchTokenField::Code, tokens));
}

#[test]
fn a_link_holds_its_parameters_encoded() {
    let link = write_query([("code", "http://loinc.org|1-8"), ("status", "a&b")]);
    assert_eq!(link, "code=http%3A%2F%2Floinc.org%7C1-8&status=a%26b");
}
