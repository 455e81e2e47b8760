//! What the words of one kind of data are, in any language.

use crate::words::text;

/// Everything a person reads about one kind of data.
#[derive(Clone, Copy, Debug)]
pub struct CategoryWords {
    pub label: &'static str,
    /// As it stands inside a sentence, after "your".
    pub short: &'static str,
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    pub line: &'static str,
    /// Three examples of what is in it.
    pub holds: [&'static str; 3],
    pub leaves_out: &'static str,
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
