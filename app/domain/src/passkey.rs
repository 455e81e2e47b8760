//! A key that a person keeps on a phone or computer, and what they call it.

use thiserror::Error;
use uuid::Uuid;

use crate::{
    Timestamp,
    ids::{PasskeyId, PersonId},
};

/// The text is no name that a person could tell a passkey by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a name has between 1 and {} visible characters", PasskeyName::LONGEST)]
pub struct InvalidName;

/// What its holder calls a passkey: one line, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyName(String);

impl PasskeyName {
    /// The most characters of a name.
    pub const LONGEST: usize = 60;

    /// Reads a name as typed, without the spaces around it.
    ///
    /// # Errors
    /// [`InvalidName`] for nothing, for more than [`Self::LONGEST`] characters, and for what is not one line.
    pub fn parse(text: &str) -> Result<Self, InvalidName> {
        let text = text.trim();
        let fits = !text.is_empty()
            && text.chars().count() <= Self::LONGEST
            && !text.chars().any(char::is_control);
        fits.then(|| Self(text.to_owned())).ok_or(InvalidName)
    }

    /// Returns the name as its holder typed it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A passkey (WebAuthn credential) as its holder knows it. The public key stays in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its id in Sayso; the credential id of WebAuthn is the store's.
    pub id: PasskeyId,
    /// The holder.
    pub person: PersonId,
    /// What the holder calls it.
    pub name: PasskeyName,
    /// The model of authenticator that keeps it (WebAuthn Level 3 §6.5.1 `aaguid`); `None` if it does not say.
    pub maker: Option<Uuid>,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When its latest assertion was verified; `None` before the first.
    pub last_used_at: Option<Timestamp>,
}

impl Passkey {
    /// The most passkeys of one account; a challenge lists all of them (`allowCredentials`).
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
