//! The words of the catalogue's kinds of data: one label each, one short form, and what is in it.

mod category;
mod english;
mod spanish;

use domain::{
    catalogue::{CategorySet, DataCategory},
    language::Language,
};

pub use category::CategoryWords;

use super::text;

pub const fn category(language: Language, category: DataCategory) -> CategoryWords {
    match language {
        Language::English => english::words(category),
        Language::Spanish => spanish::words(category),
    }
}

/// "lab results, vital signs and medicines".
pub fn short_list(
    language: Language,
    categories: impl IntoIterator<Item = DataCategory>,
) -> String {
    let short: Vec<&str> = categories
        .into_iter()
        .map(|c| category(language, c).short)
        .collect();
    text::list(language, &short)
}

/// As [`short_list`] for a few; many as their number, "23 kinds of data".
pub fn brief_list(language: Language, categories: CategorySet) -> String {
    if categories.len() > FEW {
        kinds(language, categories)
    } else {
        short_list(language, categories.iter())
    }
}

/// So many are named one by one where a line has to be short.
pub(super) const FEW: u32 = 4;

/// "3 kinds of data".
pub fn kinds(language: Language, categories: CategorySet) -> String {
    match language {
        Language::English => text::counted(categories.len(), "kind of data", "kinds of data"),
        Language::Spanish => text::counted(categories.len(), "tipo de datos", "tipos de datos"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_few_are_named_and_many_are_counted() {
        let first = |many: usize| DataCategory::ALL.iter().copied().take(many).collect();
        let brief = |many| brief_list(Language::English, first(many));
        assert_eq!(brief(2), "name and contact details and medicines");
        assert_eq!(brief(23), "23 kinds of data");
        assert!(brief(4).contains(" and ") && brief(5) == "5 kinds of data");
    }

    #[test]
    fn no_two_kinds_share_a_label_or_a_short_form() {
        for language in Language::ALL {
            let words: Vec<_> = DataCategory::ALL
                .iter()
                .map(|c| category(*language, *c))
                .collect();
            let labels: BTreeSet<_> = words.iter().map(|words| words.label).collect();
            let shorts: BTreeSet<_> = words.iter().map(|words| words.short).collect();
            assert_eq!(
                (labels.len(), shorts.len()),
                (DataCategory::ALL.len(), DataCategory::ALL.len())
            );
        }
    }
}
