//! What surrounds every page: the hospital, the language, and who is signed in.

use domain::{Timestamp, language::Language};
use serde::{Deserialize, Serialize};

/// The surroundings of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    pub language: Language,
    /// The hospital, as people call it.
    pub organisation: String,
    /// Where people call for help.
    pub phone: String,
    /// Where "Leave fast" goes.
    pub leave_to: String,
    /// How long the list of looks is kept.
    pub history_years: u8,
    /// When this page was made; "today" and "yesterday" hang on it.
    pub now: Timestamp,
    pub person: Option<SignedIn>,
}

/// The person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    pub name: String,
    /// How many notices they have not read.
    pub unread: u32,
}

impl SignedIn {
    /// The first letters of the first and the last name.
    pub fn initials(&self) -> String {
        let mut words = self
            .name
            .split_whitespace()
            .filter_map(|word| word.chars().next());
        let first = words.next();
        let last = words.next_back();
        first
            .into_iter()
            .chain(last)
            .flat_map(char::to_uppercase)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::SignedIn;

    fn initials(name: &str) -> String {
        SignedIn {
            name: name.to_owned(),
            unread: 0,
        }
        .initials()
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Maria del Carmen Santos"), "MS");
        assert_eq!(initials("ñoño"), "Ñ");
        assert_eq!(initials(""), "");
    }
}
