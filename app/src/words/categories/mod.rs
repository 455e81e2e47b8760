//! The words of the catalogue's kinds of data: one label each, one short form, and what is in it.

mod english;
mod spanish;

use domain::{
    catalogue::{CategorySet, DataCategory},
    language::Language,
};

use super::text;

/// Everything a person reads about one kind of data.
#[derive(Clone, Copy, Debug)]
pub struct CategoryWords {
    pub label: &'static str,
    /// As it stands inside a sentence, after "your".
    pub short: &'static str,
    one: &'static str,
    many: &'static str,
    pub line: &'static str,
    /// Three examples of what is in it.
    pub holds: [&'static str; 3],
    pub leaves_out: &'static str,
}

pub const fn category(language: Language, category: DataCategory) -> CategoryWords {
    match language {
        Language::English => english::words(category),
        Language::Spanish => spanish::words(category),
    }
}

impl CategoryWords {
    /// The short form where it stands alone.
    pub fn name(self) -> String {
        text::capital(self.short)
    }

    /// What one entry, or several, are called.
    pub const fn things(self, count: u32) -> &'static str {
        if count == 1 { self.one } else { self.many }
    }

    /// "12 lab results".
    pub fn counted(self, count: u32) -> String {
        text::counted(count, self.one, self.many)
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
