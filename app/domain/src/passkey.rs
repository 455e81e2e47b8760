//! A key that a person keeps on a phone or computer, and what they call it.

use thiserror::Error;
use uuid::Uuid;

use crate::{
    Timestamp,
    ids::{PasskeyId, PersonId},
};

/// Nobody can be told apart by this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a name has between 1 and {} visible characters", PasskeyName::LONGEST)]
pub struct InvalidName;

/// What its holder calls a passkey: one line, as they typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyName(String);

impl PasskeyName {
    pub const LONGEST: usize = 60;

    /// # Errors
    /// [`InvalidName`] for nothing, for more than [`Self::LONGEST`] characters, and for what is not one line.
    pub fn parse(text: &str) -> Result<Self, InvalidName> {
        let text = text.trim();
        let fits = !text.is_empty()
            && text.chars().count() <= Self::LONGEST
            && !text.chars().any(char::is_control);
        fits.then(|| Self(text.to_owned())).ok_or(InvalidName)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A passkey as its holder knows it. The key itself is the store's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    pub id: PasskeyId,
    pub person: PersonId,
    pub name: PasskeyName,
    /// Which make of authenticator keeps it (WebAuthn Level 3 §6.5.2 `aaguid`), if it says.
    pub maker: Option<Uuid>,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

impl Passkey {
    /// More than anybody has; a challenge names all of them.
    pub const MOST: usize = 20;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_visible_line() {
        assert_eq!(
            PasskeyName::parse(" Maria’s phone ").unwrap().as_str(),
            "Maria’s phone"
        );
        let long = "a".repeat(61);
        for wrong in ["", "  ", "a\nb", "a\0", &long] {
            assert_eq!(PasskeyName::parse(wrong), Err(InvalidName), "{wrong:?}");
        }
    }
}
