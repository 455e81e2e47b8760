//! What a choice makes of the scopes that were asked for: exactly what was both asked and granted.

use domain::{
    catalogue::{CategorySet, ResourceType, TopicSet},
    scope::{Actions, Scope, ScopeContext, ScopeSet, compile},
};
use proptest::prelude::*;

use crate::given::{categories, scope_text, topics};

prop_compose! {
    /// A request, what was granted of it, and what came out.
    fn compiled()(
        text in scope_text(),
        granted in prop_oneof![3 => categories(), 1 => Just(CategorySet::all())],
        topics in topics(),
        offline: bool,
    ) -> (ScopeSet, CategorySet, TopicSet, ScopeSet) {
        let asked = ScopeSet::parse(&text);
        let given = compile(&asked, granted, topics, offline);
        (asked, granted, topics, given)
    }
}

proptest! {
    #[test]
    fn nothing_is_given_that_was_not_asked((asked, _, _, given) in compiled()) {
        prop_assert!(given.is_subset(&asked), "{} -> {}", asked, given);
    }

    #[test]
    fn what_is_given_reaches_what_was_asked_and_granted((asked, granted, _, given) in compiled()) {
        for resource in ResourceType::ALL {
            for action in [Actions::READ, Actions::SEARCH] {
                let both = asked.reach(*resource, action).categories(*resource).intersection(granted);
                prop_assert_eq!(given.reach(*resource, action).categories(*resource), both);
            }
        }
    }

    #[test]
    fn a_topic_is_given_if_it_was_asked_and_ticked((asked, granted, topics, given) in compiled()) {
        prop_assert!(given.topics().is_subset(topics));
        for resource in ResourceType::ALL {
            let asked = asked.topics_within(*resource, Actions::READ).intersection(topics);
            let expected = if granted.is_empty() { TopicSet::EMPTY } else { asked };
            prop_assert_eq!(given.topics_within(*resource, Actions::READ), expected);
        }
    }

    #[test]
    fn only_reads_of_the_patients_record_are_given((_, _, _, given) in compiled()) {
        for scope in given.resources() {
            prop_assert_eq!(scope.context, ScopeContext::Patient);
            prop_assert!(Actions::READ_AND_SEARCH.contains(scope.actions));
        }
    }

    #[test]
    fn compiling_again_changes_nothing((_, granted, topics, given) in compiled()) {
        prop_assert_eq!(compile(&given, granted, topics, true), given);
    }

    #[test]
    fn looking_while_away_is_given_only_if_allowed(text in scope_text(), granted in categories()) {
        let asked = ScopeSet::parse(&text);
        prop_assert!(!compile(&asked, granted, TopicSet::EMPTY, false).contains(&Scope::OfflineAccess));
        let allowed = compile(&asked, granted, TopicSet::EMPTY, true);
        prop_assert_eq!(allowed.contains(&Scope::OfflineAccess), asked.contains(&Scope::OfflineAccess));
    }
}
