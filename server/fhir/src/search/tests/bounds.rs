//! A search is bounded before it becomes SQL, and its work is counted.

use super::*;

/// As many values as that, for one parameter.
fn values(name: &str, count: usize) -> String {
    format!("{name}={}", vec!["a"; count].join(","))
}

#[test]
fn one_parameter_has_at_most_two_hundred_alternatives() {
    assert!(parsed(Observation, &values("code", 200)).is_ok());
    let problem = "it has more than 200 alternatives";
    let parameter = "code";
    assert_eq!(
        parsed(Observation, &values("code", 201)),
        Err(SearchError::Malformed { parameter, problem })
    );
}

#[test]
fn all_parameters_together_have_at_most_five_hundred_also_those_that_are_unknown() {
    let query = |third: usize| {
        let parts = [
            values("code", 200),
            values("colour", 200),
            values("_id", third),
        ];
        parsed(Observation, &parts.join("&")).map(|search| search.criteria.len())
    };
    assert_eq!(query(100), Ok(2));
    assert_eq!(query(101), Err(SearchError::TooMany));
    assert_eq!(
        parsed(Observation, &values("colour", 100_000)),
        Err(SearchError::TooMany)
    );
}

/// One for the search, one for ten alternatives, one for a hundred entries of the page.
#[test]
fn the_cost_counts_the_search_its_alternatives_and_its_page() {
    let cost = |query: &str| parsed(Observation, query).unwrap().cost();
    assert_eq!(cost("_count=10"), 1);
    assert_eq!(cost(""), 1);
    assert_eq!(cost("_count=200"), 3);
    assert_eq!(cost(&format!("{}&_count=99", values("code", 9))), 1);
    let (many, ids) = (values("code", 100), values("_id", 50));
    assert_eq!(cost(&format!("{many}&{ids}&status=a,b&_count=200")), 18);
    let dates = ["2026"; 20].join(",");
    assert_eq!(
        cost(&format!("date={dates}&_lastUpdated={dates}&_count=1")),
        5
    );
}

#[test]
fn a_long_unknown_name_is_shortened_and_holds_no_control_characters() {
    let name = format!("co\nl\u{7}our{}", "x".repeat(100));
    let pairs = [(name, "red".to_owned())];
    let strict = Search::parse(Observation, &pairs, Handling::Strict, BASE);
    let shown = format!("colour{}", "x".repeat(34));
    assert_eq!(strict, Err(SearchError::Unknown(shown)));
}

#[test]
fn a_search_is_refused_above_thirty_two_kibibytes() {
    assert_eq!(MAX_QUERY_BYTES, 32_768);
    let sentence = "the search is longer than 32768 bytes or has too many parameters";
    assert_eq!(SearchError::TooLong.to_string(), sentence);
}
