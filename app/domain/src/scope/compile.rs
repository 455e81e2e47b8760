//! What a patient's choice makes of the scopes that a client requested: the same or less, never more.

use super::{Actions, ResourcePattern, ResourceScope, Scope, ScopeContext, ScopeSet, Spelling};
use crate::catalogue::{CategorySet, ResourceType, TopicSet};

/// Returns the scopes that a client is granted: those it requested, cut down to the categories and topics that the
/// patient chose.
///
/// A type of which only some categories were chosen becomes `?category=` scopes, a wildcard one scope per type. Writing
/// is never granted. `offline` says whether the patient lets the client read while they are away (`offline_access`).
pub fn compile(
    requested: &ScopeSet,
    granted: CategorySet,
    topics: TopicSet,
    offline: bool,
) -> ScopeSet {
    requested
        .iter()
        .flat_map(|scope| match scope {
            Scope::Resource(resource) => compile_resource(resource, granted, topics),
            Scope::OfflineAccess if !offline => Vec::new(),
            other => vec![other.clone()],
        })
        .collect()
}

fn compile_resource(asked: &ResourceScope, granted: CategorySet, topics: TopicSet) -> Vec<Scope> {
    let actions = asked.actions.intersection(Actions::READ_AND_SEARCH);
    if asked.context != ScopeContext::Patient || actions.is_empty() || granted.is_empty() {
        return Vec::new();
    }
    if let Some(topic) = asked.topic() {
        return if topics.contains(topic) {
            vec![read_only(asked, actions)]
        } else {
            Vec::new()
        };
    }
    match asked.pattern {
        ResourcePattern::Any if granted == CategorySet::all() && asked.filter.is_empty() => {
            vec![read_only(asked, actions)]
        }
        ResourcePattern::Any => ResourceType::ALL
            .iter()
            .flat_map(|resource| compile_type(asked, *resource, actions, granted))
            .collect(),
        ResourcePattern::Only(resource) => compile_type(asked, resource, actions, granted),
    }
}

fn compile_type(
    asked: &ResourceScope,
    resource: ResourceType,
    actions: Actions,
    granted: CategorySet,
) -> Vec<Scope> {
    let reach = asked.reach(resource);
    if reach == super::Reach::Nothing {
        return Vec::new();
    }
    let typed = ResourceScope {
        pattern: ResourcePattern::Only(resource),
        ..asked.clone()
    };
    let named = reach.categories(resource);
    if named.is_subset(granted) {
        return vec![read_only(&typed, actions)];
    }
    named
        .intersection(granted)
        .iter()
        .flat_map(|category| category.codes(resource))
        .map(|code| {
            Scope::Resource(ResourceScope {
                context: ScopeContext::Patient,
                pattern: typed.pattern,
                actions,
                filter: vec![(
                    "category".to_owned(),
                    format!("{}|{}", code.system, code.code),
                )],
                spelling: Spelling::V2,
            })
        })
        .collect()
}

/// The scope without its writing actions. A version 1 word that loses some becomes version 2, except that `.*` becomes
/// `.read`, which says the same.
fn read_only(asked: &ResourceScope, actions: Actions) -> Scope {
    let spelling = match asked.spelling {
        Spelling::V1 if actions == Actions::READ_AND_SEARCH => Spelling::V1,
        _ => Spelling::V2,
    };
    Scope::Resource(ResourceScope {
        actions,
        spelling,
        ..asked.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::DataCategory::{self, LabResults, Medications, Tests, VitalSigns};

    fn compiled(requested: &str, granted: &[DataCategory]) -> String {
        let granted = granted.iter().copied().collect();
        compile(&ScopeSet::parse(requested), granted, TopicSet::EMPTY, true).to_string()
    }

    #[test]
    fn a_type_allowed_in_whole_stays_as_it_was_asked() {
        assert_eq!(
            compiled("patient/MedicationRequest.rs", &[Medications]),
            "patient/MedicationRequest.rs"
        );
        assert_eq!(
            compiled("patient/MedicationRequest.read", &[Medications]),
            "patient/MedicationRequest.read"
        );
    }

    #[test]
    fn a_type_allowed_in_part_comes_back_by_category() {
        assert_eq!(
            compiled("patient/Observation.rs", &[LabResults]),
            "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory"
        );
        assert_eq!(
            compiled("patient/Observation.s", &[Tests])
                .matches("Observation.s?category=")
                .count(),
            4
        );
    }

    #[test]
    fn a_type_not_allowed_and_a_write_are_left_out() {
        assert_eq!(
            compiled(
                "patient/Condition.rs patient/Observation.cud",
                &[VitalSigns]
            ),
            ""
        );
        assert_eq!(
            compiled(
                "patient/Immunization.cruds patient/Goal.rs",
                &[DataCategory::Immunizations]
            ),
            "patient/Immunization.rs"
        );
    }

    #[test]
    fn a_wildcard_becomes_a_list_unless_everything_was_allowed() {
        assert!(!compiled("patient/*.rs", &[Medications]).contains('*'));
        assert_eq!(compiled("patient/*.rs", DataCategory::ALL), "patient/*.rs");
    }

    #[test]
    fn looking_while_the_person_is_away_needs_their_word() {
        let asked = ScopeSet::parse("openid offline_access");
        let got = compile(&asked, CategorySet::EMPTY, TopicSet::EMPTY, false);
        assert_eq!(got.to_string(), "openid");
    }

    #[test]
    fn a_sensitive_topic_is_asked_by_its_label_and_granted_by_its_own_tick() {
        let asked = ScopeSet::parse(
            "patient/Goal.rs patient/*.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|MH",
        );
        let goal = CategorySet::of(DataCategory::CarePlans);
        assert_eq!(asked.topics().len(), 1);
        assert_eq!(asked.categories(), goal);
        assert_eq!(
            compile(&asked, goal, TopicSet::EMPTY, true).to_string(),
            "patient/Goal.rs"
        );
        assert_eq!(compile(&asked, goal, asked.topics(), true), asked);
    }
}
