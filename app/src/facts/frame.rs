//! What surrounds every page: the hospital, the language, and who is signed in.

use chrono::NaiveDate;
use domain::{
    Timestamp,
    delegation::{Ability, Limits},
    ids::DelegationId,
    language::Language,
    zone::Zone,
};
use serde::{Deserialize, Serialize};

/// The surroundings of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    pub language: Language,
    /// The hospital, as people call it.
    pub organisation: String,
    /// The phone number of the hospital's help desk.
    pub phone: String,
    /// Where "Leave fast" goes.
    pub leave_to: String,
    /// The version of the hospital's privacy notice that stands beside this page, where there is one.
    #[serde(default)]
    pub privacy_notice: Option<u32>,
    /// Where the reader is, as far as their browser says it: in which days and hours things are told.
    pub zone: Zone,
    /// Where the hospital is: what has an end ends with a day there.
    pub hospital_zone: Zone,
    /// When this page was made; "today" and "yesterday" hang on it.
    pub now: Timestamp,
    pub person: Option<SignedIn>,
    /// Whose pages these are, if not the signed-in person's own.
    pub acting: Option<Acting>,
}

/// For whom the signed-in person acts, how far, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    pub delegation: DelegationId,
    pub name: String,
    /// The law lets them, until a birthday; nobody ticked anything.
    pub guardian: bool,
    /// As they are now: what has ended is not in it.
    pub limits: Limits,
    pub until: Timestamp,
}

impl Acting {
    pub fn first_name(&self) -> &str {
        first_name(&self.name)
    }
}

/// "Maria" of "Maria Keller".
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

impl Frame {
    /// The day of the reader's that a moment belongs to.
    pub fn day_of(&self, at: Timestamp) -> NaiveDate {
        self.zone.day(at)
    }

    /// The day that it is at the hospital: periods and ends are counted from it.
    pub fn today(&self) -> NaiveDate {
        self.hospital_zone.day(self.now)
    }

    /// The last day of the hospital's on which something that ends at this moment still holds.
    pub fn last_day(&self, ends: Timestamp) -> NaiveDate {
        self.hospital_zone.last_day(ends)
    }

    /// Whether the record whose pages these are may be used in this way.
    pub fn allows(&self, ability: Ability) -> bool {
        match (&self.acting, &self.person) {
            (Some(acting), _) => acting.limits.abilities.contains(ability),
            (None, Some(person)) => person.has_record,
            (None, None) => true,
        }
    }

    /// Whether the reader is the guardian of the one whose record is open.
    pub fn is_guardian(&self) -> bool {
        self.acting.as_ref().is_some_and(|acting| acting.guardian)
    }

    /// The first name of the one whose record is open, where that is not the reader.
    pub fn other(&self) -> Option<&str> {
        self.acting.as_ref().map(Acting::first_name)
    }
}

/// The person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    pub name: String,
    /// How many notices they have not read.
    pub unread: u32,
    /// Caregivers and staff may have none of their own.
    pub has_record: bool,
    /// When their session ends, if they ask for nothing more.
    pub session_ends: Timestamp,
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
    use super::{SignedIn, Timestamp};

    fn initials(name: &str) -> String {
        SignedIn {
            name: name.to_owned(),
            unread: 0,
            has_record: true,
            session_ends: Timestamp::UNIX_EPOCH,
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
