//! The scope grammar: what is read prints as itself, and "covered" means what it says.

use domain::{
    catalogue::{CategorySet, ResourceType},
    scope::{Actions, Reach, Scope, ScopeSet},
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::given::scope_text;

/// Pieces of the grammar in any order.
fn rubble() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "patient",
        "user",
        "/",
        "*",
        "Observation",
        ".",
        "r",
        "s",
        "cruds",
        "read",
        "write",
        "?",
        "category",
        "=",
        "&",
        "|",
        " ",
        "openid",
        "é",
        "\u{0}",
        "%20",
        "..",
    ]);
    vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_was_read_prints_and_reads_back_as_itself(text in prop_oneof![scope_text(), rubble(), ".*"]) {
        let read = ScopeSet::parse(&text);
        prop_assert_eq!(ScopeSet::parse(&read.to_string()), read);
    }

    #[test]
    fn a_scope_is_understood_only_as_it_was_asked_for(
        text in prop_oneof![scope_text(), rubble()],
    ) {
        for scope in ScopeSet::parse(&text).iter() {
            let asked = text.split(' ').filter_map(Scope::parse);
            prop_assert!(asked.into_iter().any(|asked| asked == *scope));
        }
    }

    #[test]
    fn a_scope_set_is_stored_as_its_text(text in scope_text()) {
        let set = ScopeSet::parse(&text);
        let stored = serde_json::to_string(&set).unwrap();
        prop_assert_eq!(serde_json::from_str::<ScopeSet>(&stored).unwrap(), set);
    }
}

/// Enough scopes to stand in every relation to each other.
fn universe() -> Vec<Scope> {
    let topic = "?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|";
    let mut filters = vec![
        String::new(),
        "?category=laboratory".to_owned(),
        "?category=laboratory&category=survey".to_owned(),
        "?category=laboratory&category=laboratory".to_owned(),
    ];
    filters.extend(
        ["MH", "PSY", "HIV", "SUD&category=laboratory"].map(|code| format!("{topic}{code}")),
    );
    let mut scopes = vec![
        "openid".to_owned(),
        "patient/*.read".to_owned(),
        "user/*.*".to_owned(),
    ];
    for of in ["*", "Observation", "Condition"] {
        for actions in ["r", "rs", "cruds"] {
            scopes.extend(
                filters
                    .iter()
                    .map(|filter| format!("patient/{of}.{actions}{filter}")),
            );
        }
    }
    scopes
        .iter()
        .filter_map(|text| Scope::parse(text))
        .collect()
}

#[test]
fn a_scope_that_no_record_can_be_held_against_is_left_out() {
    for text in [
        "patient/Goal.r?message=Your-account-is-locked-call-555-0199-now",
        "patient/Condition.rs?category=laboratory",
        "patient/Observation.rs?category=laboratory&category=survey",
        "patient/Observation.rs?category=http://evil.example|laboratory",
        "patient/Goal.r?_security=http://evil.example|MH",
        "patient/*.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|EVIL",
    ] {
        assert_eq!(Scope::parse(text), None, "{text}");
    }
    for text in [
        "patient/Observation.rs?category=laboratory",
        "patient/*.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|MH",
    ] {
        assert!(Scope::parse(text).is_some(), "{text}");
    }
}

fn covered() -> impl Iterator<Item = (Scope, Scope)> {
    let all = universe();
    let pairs: Vec<_> = all
        .iter()
        .flat_map(|wide| all.iter().map(move |narrow| (wide.clone(), narrow.clone())))
        .filter(|(wide, narrow)| wide.covers(narrow))
        .collect();
    pairs.into_iter()
}

fn alone(scope: Scope) -> ScopeSet {
    [scope].into_iter().collect()
}

#[test]
fn every_scope_covers_itself() {
    assert!(universe().iter().all(|scope| scope.covers(scope)));
}

#[test]
fn what_is_covered_by_the_covered_is_covered() {
    let all = universe();
    for (wide, middle) in covered() {
        for narrow in all.iter().filter(|narrow| middle.covers(narrow)) {
            assert!(
                wide.covers(narrow),
                "{wide} covers {middle} covers {narrow}"
            );
        }
    }
}

#[test]
fn a_covered_scope_reaches_no_further() {
    for (wide, narrow) in covered() {
        let (wide, narrow) = (alone(wide), alone(narrow));
        for resource in ResourceType::ALL {
            for action in [Actions::READ, Actions::SEARCH] {
                let (far, near) = (
                    wide.reach(*resource, action),
                    narrow.reach(*resource, action),
                );
                assert!(
                    near.allows(*resource).is_subset(far.allows(*resource)),
                    "{wide} {narrow}"
                );
                assert!(
                    near != Reach::Everything || far == Reach::Everything,
                    "{wide} {narrow}"
                );
            }
        }
    }
}

#[test]
fn a_covered_scope_names_no_other_topic() {
    for (wide, narrow) in covered() {
        assert!(alone(narrow).topics().is_subset(alone(wide).topics()));
    }
}

#[test]
fn a_wildcard_does_not_cover_a_sensitive_topic() {
    let wildcard = ScopeSet::parse("patient/*.cruds");
    let topic = ScopeSet::parse(
        "patient/Condition.r?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|MH",
    );
    assert!(!topic.is_subset(&wildcard));
    assert!(
        topic
            .topics_within(ResourceType::Observation, Actions::READ)
            .is_empty()
    );
    assert_eq!(
        topic.topics_within(ResourceType::Condition, Actions::READ),
        topic.topics()
    );
    assert!(
        topic
            .topics_within(ResourceType::Condition, Actions::SEARCH)
            .is_empty()
    );
}

#[test]
fn the_words_of_version_1_stand_for_letters_of_version_2() {
    let same = [("read", "rs"), ("write", "cud"), ("*", "cruds")];
    for (word, letters) in same {
        let one = ScopeSet::parse(&format!("patient/Goal.{word}"));
        let two = ScopeSet::parse(&format!("patient/Goal.{letters}"));
        let actions = |set: &ScopeSet| set.resources().next().unwrap().actions;
        assert_eq!(actions(&one), actions(&two), "{word}");
        assert_eq!(one.to_string(), format!("patient/Goal.{word}"));
        assert_eq!(two.to_string(), format!("patient/Goal.{letters}"));
    }
}

#[test]
fn letters_stand_once_and_in_their_order() {
    for good in ["c", "r", "u", "d", "s", "cr", "rs", "cruds"] {
        let scope = ScopeSet::parse(&format!("patient/Goal.{good}"));
        assert_eq!(scope.to_string(), format!("patient/Goal.{good}"));
    }
    for bad in ["", "sr", "rr", "x", "rx", "Read"] {
        assert!(
            ScopeSet::parse(&format!("patient/Goal.{bad}")).is_empty(),
            "{bad}"
        );
    }
}

#[test]
fn a_search_parameter_without_a_name_or_a_value_is_no_scope() {
    for bad in [
        "?",
        "?category",
        "?category=",
        "?=laboratory",
        "?category=x&",
    ] {
        let text = format!("patient/Observation.rs{bad}");
        assert!(ScopeSet::parse(&text).is_empty(), "{text}");
    }
    assert!(ScopeSet::parse("patient/Observation.read?category=laboratory").is_empty());
}

#[test]
fn a_type_without_categories_goes_with_whatever_points_at_it() {
    let wild = ScopeSet::parse("patient/*.r");
    let reach = wild.reach(ResourceType::Practitioner, Actions::READ);
    assert!(reach.categories(ResourceType::Practitioner).is_empty());
    assert_eq!(reach.allows(ResourceType::Practitioner), CategorySet::all());
    let goals = wild.reach(ResourceType::Goal, Actions::READ);
    assert_eq!(
        goals.allows(ResourceType::Goal),
        CategorySet::of_resource(ResourceType::Goal)
    );
}

#[test]
fn only_reads_of_the_patients_record_name_categories() {
    for nothing in ["user/Goal.rs", "system/Goal.rs", "patient/Goal.cud"] {
        assert!(
            ScopeSet::parse(nothing).categories().is_empty(),
            "{nothing}"
        );
    }
    for something in ["patient/Goal.r", "patient/Goal.s", "patient/Goal.cruds"] {
        assert!(
            !ScopeSet::parse(something).categories().is_empty(),
            "{something}"
        );
    }
}

#[test]
fn a_topic_is_named_by_its_label_in_the_right_system_and_by_nothing_else() {
    let topics = |filter: &str| ScopeSet::parse(&format!("patient/Condition.r?{filter}")).topics();
    let system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    assert_eq!(topics(&format!("_security={system}|HIV")).len(), 1);
    for none in [
        "_security=HIV".to_owned(),
        "_security=http://other.example|HIV".to_owned(),
        format!("_security={system}|N"),
        format!("_tag={system}|HIV"),
        format!("_security={system}|HIV&category=laboratory"),
    ] {
        assert!(topics(&none).is_empty(), "{none}");
    }
}

#[test]
fn sixteen_kibibytes_are_the_longest_scope() {
    assert_eq!(domain::scope::MAX_SCOPE_BYTES, 16_384);
}

#[test]
fn a_set_has_the_scope_itself_and_no_narrower_one() {
    let set = ScopeSet::parse("openid patient/*.rs");
    assert!(set.contains(&Scope::OpenId));
    assert!(!set.contains(&Scope::FhirUser));
    assert!(!set.contains(&Scope::parse("patient/Goal.rs").unwrap()));
}
