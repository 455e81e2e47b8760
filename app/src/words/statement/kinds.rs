//! Which kinds of data a sentence is about: a few by name, many as their number.

use domain::catalogue::CategorySet;

use super::{Teller, Told};
use crate::words::categories;

impl Teller<'_> {
    pub(super) fn kinds(&self) -> String {
        if let (Told::Short, Some(summed)) = (self.told, self.summed()) {
            return summed;
        }
        let kinds = categories::short_list(self.language, self.statement.categories.iter());
        let subject = self.statement.facts.subject.as_deref();
        if kinds.is_empty() {
            subject.map_or_else(
                || self.words.something().to_owned(),
                |person| self.words.something_of(person),
            )
        } else if let Some(person) = subject {
            self.words.of_other(person, kinds)
        } else if kinds.starts_with("what ") {
            kinds
        } else {
            self.words.your(kinds)
        }
    }

    /// Many kinds as their number: the whole list stands in the evidence, behind the sentence.
    fn summed(&self) -> Option<String> {
        let kinds = self.statement.categories;
        let subject = self.statement.facts.subject.as_deref();
        if kinds == CategorySet::all() {
            // Not "the whole record": what is sensitive stays behind its own switches.
            return Some(subject.map_or_else(
                || self.words.every_kind().to_owned(),
                |person| self.words.every_kind_of(person),
            ));
        }
        let kinds =
            (kinds.len() > categories::FEW).then(|| categories::kinds(self.language, kinds))?;
        Some(match subject {
            Some(person) => self.words.kinds_of(kinds, person),
            None => self.words.kinds_of_yours(kinds),
        })
    }
}
