//! The holder of an account: a patient, a caregiver, a member of staff, or several of these.

use thiserror::Error;

use crate::{
    Timestamp,
    actor::{Actor, StaffRole},
    ids::{PatientId, PersonId},
    language::Language,
};

/// The most characters of a person's name.
pub const LONGEST_NAME: usize = 60;

/// Returns a typed name with single spaces between its words. It stands beside what this person does, so others must be
/// able to read it: `None` without a letter or digit, with an invisible character, or with more than [`LONGEST_NAME`]
/// characters.
pub fn readable_name(typed: &str) -> Option<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let readable = name.chars().any(char::is_alphanumeric) && !name.chars().any(is_unseen);
    (readable && name.chars().count() <= LONGEST_NAME).then_some(name)
}

/// Characters that show nothing or turn the text around them (Unicode default ignorables, and UAX 9 §2).
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        )
}

/// An account. Its credentials are kept apart from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The `sub` of ID tokens.
    pub id: PersonId,
    /// Where its mails go, and what its holder signs in with.
    pub email: Email,
    /// The display name, as [`readable_name`] returns it.
    pub name: String,
    /// The language of its pages and mails.
    pub language: Language,
    /// The record that is the holder's own; `None` for an account without one.
    pub patient: Option<PatientId>,
    /// The role of a member of staff; `None` for everybody else.
    pub role: Option<StaffRole>,
    /// When the account was made.
    pub created_at: Timestamp,
}

impl Person {
    /// Returns how this person acts outside every delegation: as staff, if they have a role and no record of their own,
    /// and otherwise as a patient.
    pub const fn actor(&self) -> Actor {
        match self.role {
            Some(role) if self.patient.is_none() => Actor::Staff {
                person: self.id,
                role,
            },
            _ => Actor::Patient { person: self.id },
        }
    }
}

/// The text is not an email address that an account can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an email address")]
pub struct InvalidEmail;

/// An email address in lower case, so that one mailbox is one account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// Reads an address as typed, without the spaces around it, in lower case.
    ///
    /// # Errors
    /// [`InvalidEmail`] for what has no single `@` between two visible parts, or more than 254 bytes (RFC 5321
    /// §4.5.3.1.3).
    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        let (local, host) = text.split_once('@').ok_or(InvalidEmail)?;
        let visible = |c: char| c.is_ascii_graphic() && !matches!(c, '@' | '<' | '>' | '"' | ',');
        let valid = !local.is_empty()
            && !host.is_empty()
            && text.len() <= 254
            && local.chars().all(visible)
            && host.chars().all(visible);
        valid
            .then(|| Self(text.to_ascii_lowercase()))
            .ok_or(InvalidEmail)
    }

    /// Returns the address in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_others_can_read() {
        assert_eq!(
            readable_name("  José  María ").as_deref(),
            Some("José María")
        );
        let long = "x".repeat(LONGEST_NAME + 1);
        for unread in [
            "",
            " ",
            "...",
            "Dan\u{7}iel",
            "Dan\u{202e}iel",
            "\u{3164}",
            &long,
        ] {
            assert_eq!(readable_name(unread), None, "{unread:?}");
        }
    }

    #[test]
    fn one_mailbox_is_one_account() {
        let email = Email::parse(" Patient@Demo.Sayso.Example ").unwrap();
        assert_eq!(email.as_str(), "patient@demo.sayso.example");
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        let long = format!("{}@b.example", "a".repeat(254));
        for wrong in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a\0@b", &long] {
            assert_eq!(Email::parse(wrong), Err(InvalidEmail), "{wrong}");
        }
    }
}
