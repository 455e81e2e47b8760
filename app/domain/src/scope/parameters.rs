//! The search parameters that narrow a resource scope (SMART App Launch 2.2 §2.0.6).

use crate::catalogue::category_code::Code;

pub(super) const CATEGORY: &str = "category";

/// Whether whatever one search parameter finds is found by a wider one, too.
pub(super) fn holds_within(narrow: &(String, String), wide: &(String, String)) -> bool {
    let both_categories = narrow.0 == CATEGORY && wide.0 == CATEGORY;
    narrow == wide
        || both_categories
            && alternatives(&narrow.1).all(|narrow| {
                alternatives(&wide.1).any(|wide| {
                    wide.code == narrow.code
                        && (wide.system.is_none() || wide.system == narrow.system)
                })
            })
}

/// The codes of a search parameter, any of which will do (FHIR R4 §3.1.1.4.17).
pub(super) fn alternatives(value: &str) -> impl Iterator<Item = Code<'_>> {
    value.split(',').map(|token| match token.split_once('|') {
        Some((system, code)) => Code {
            system: Some(system),
            code,
        },
        None => Code {
            system: None,
            code: token,
        },
    })
}

/// Reads the search parameters. Said twice is said once.
pub(super) fn parse_filter(query: &str) -> Option<Vec<(String, String)>> {
    let mut filter = Vec::new();
    for parameter in query.split('&') {
        let (name, value) = parameter.split_once('=')?;
        if name.is_empty() || value.is_empty() {
            return None;
        }
        let parameter = (name.to_owned(), value.to_owned());
        if !filter.contains(&parameter) {
            filter.push(parameter);
        }
    }
    Some(filter)
}

#[cfg(test)]
mod tests {
    use super::super::{Actions, Reach, ScopeSet};
    use crate::catalogue::{
        CategorySet,
        DataCategory::{self, LabResults, SocialNeeds, VitalSigns},
        ResourceType,
    };

    const SYSTEM: &str = "http://terminology.hl7.org/CodeSystem/observation-category";

    fn reach(scope: &str) -> Reach {
        ScopeSet::parse(scope).reach(ResourceType::Observation, Actions::SEARCH)
    }

    fn only(categories: &[DataCategory]) -> Reach {
        Reach::Categories(categories.iter().copied().collect::<CategorySet>())
    }

    #[test]
    fn any_of_several_codes_will_do() {
        let asked = format!("patient/Observation.rs?category={SYSTEM}|laboratory,vital-signs,sdoh");
        assert_eq!(reach(&asked), only(&[LabResults, VitalSigns, SocialNeeds]));
        assert_eq!(ScopeSet::parse(&asked).to_string(), asked);
    }

    #[test]
    fn of_several_codes_each_must_be_known() {
        for values in [
            "laboratory,unheard",
            "laboratory,",
            ",laboratory",
            "laboratory,,sdoh",
            ",",
        ] {
            let asked = format!("patient/Observation.rs?category={values}");
            assert!(ScopeSet::parse(&asked).is_empty(), "{values}");
        }
    }

    #[test]
    fn two_parameters_at_once_are_dropped_and_take_nothing_along() {
        for two in [
            "category=laboratory&category=vital-signs",
            "category=laboratory&code=718-7",
            "code=718-7&category=laboratory",
            "category=laboratory&_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|HIV",
            "category=laboratory&date=ge2026",
        ] {
            let asked = format!("patient/Observation.rs?{two} patient/Goal.rs");
            assert_eq!(
                ScopeSet::parse(&asked).to_string(),
                "patient/Goal.rs",
                "{two}"
            );
        }
        // The same one twice is one.
        let twice = "patient/Observation.rs?category=survey&category=survey";
        let once = "patient/Observation.rs?category=survey";
        assert_eq!(ScopeSet::parse(twice).to_string(), once);
    }

    #[test]
    fn a_scope_of_several_codes_covers_one_of_them_and_never_the_reverse() {
        let covers = |wide: &str, narrow: &str| {
            let scope =
                |values| ScopeSet::parse(&format!("patient/Observation.rs?category={values}"));
            scope(narrow).is_subset(&scope(wide))
        };
        let named = format!("{SYSTEM}|laboratory");
        assert!(covers("laboratory,survey", "survey"));
        assert!(covers("laboratory", &named) && covers("sdoh,laboratory", &named));
        assert!(!covers("survey", "laboratory,survey"));
        assert!(!covers(&named, "laboratory"));
    }
}
