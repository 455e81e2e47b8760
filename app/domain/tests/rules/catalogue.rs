//! The catalogue as a table: what a patient reads ⇄ what FHIR holds ⇄ what SMART names. Every change shows in review.

use std::fmt::Write;

use domain::{
    catalogue::{CategorySet, DataCategory, PurposeOfUse, ResourceType, SensitiveTopic, TopicSet},
    scope::{Reach, ScopeSet, compile},
};

#[test]
fn the_catalogue_is_this_table() {
    let mut table = String::new();
    for category in DataCategory::ALL {
        writeln!(table, "{}", category.key()).unwrap();
        for resource in category.resources() {
            let codes: Vec<_> = category.codes(*resource).map(|code| code.code).collect();
            writeln!(table, "  {} {}", resource.as_str(), codes.join(" ")).unwrap();
        }
        for scope in scopes(*category) {
            writeln!(table, "    {scope}").unwrap();
        }
    }
    insta::assert_snapshot!("catalogue", table);
}

/// The scopes that an app which asked for everything gets for one category.
fn scopes(category: DataCategory) -> Vec<String> {
    let asked = ScopeSet::parse("patient/*.rs");
    compile(&asked, CategorySet::of(category), TopicSet::EMPTY, false)
        .resources()
        .filter(|scope| scope.categories().contains(category))
        .map(ToString::to_string)
        .collect()
}

#[test]
fn what_carries_no_code_goes_here() {
    let mut table = String::new();
    for resource in ResourceType::ALL {
        let categories: Vec<_> = CategorySet::classify(*resource, [])
            .iter()
            .map(DataCategory::key)
            .collect();
        writeln!(table, "{resource} {}", categories.join(" ")).unwrap();
    }
    insta::assert_snapshot!("without_a_code", table);
}

#[test]
fn topics_and_purposes_have_these_codes() {
    let mut table = String::new();
    for topic in SensitiveTopic::ALL {
        writeln!(table, "{} {}", topic.key(), topic.codes().join(" ")).unwrap();
    }
    for purpose in PurposeOfUse::ALL {
        writeln!(table, "{} {}", purpose.key(), purpose.code()).unwrap();
    }
    insta::assert_snapshot!("topics_and_purposes", table);
}

#[test]
fn the_scopes_of_a_category_reach_that_category_and_no_other() {
    for category in DataCategory::ALL {
        let scopes = ScopeSet::parse(&scopes(*category).join(" "));
        assert_eq!(
            scopes.categories(),
            CategorySet::of(*category),
            "{}",
            category.key()
        );
    }
}

#[test]
fn a_code_belongs_to_one_category_of_its_type() {
    for resource in ResourceType::ALL {
        let possible = CategorySet::of_resource(*resource);
        let mut codes: Vec<_> = possible
            .iter()
            .flat_map(|category| category.codes(*resource))
            .map(|c| c.code)
            .collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all, "{resource}");
    }
}

#[test]
fn no_code_of_a_wildcard_reaches_what_has_no_code() {
    let one = ScopeSet::parse("patient/*.rs?category=nonsense");
    for resource in ResourceType::ALL {
        assert_eq!(
            one.reach(*resource, domain::scope::Actions::READ),
            Reach::Nothing
        );
    }
}
