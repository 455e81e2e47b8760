//! The holder of an account: a patient, a caregiver, a member of staff, or several of these.

use chrono::TimeDelta;
use thiserror::Error;

use crate::{
    Timestamp,
    actor::{Actor, StaffRole},
    ids::{PatientId, PersonId},
    language::Language,
    name::PersonName,
};

/// An account. Its credentials are kept apart from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The `sub` of ID tokens.
    pub id: PersonId,
    /// Where its mails go, and what its holder signs in with.
    pub email: Email,
    /// The display name.
    pub name: PersonName,
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
    /// How long after a member of staff got an account their first passkey is one that came with it.
    const BEGINS_WITHIN: TimeDelta = TimeDelta::days(14);

    /// Whether this is a new account of staff: its holder got a password to set the first passkey with, and their role
    /// counts for nothing until then. A role that came to an older account came by the hospital's sign-in, in which it counts
    /// ([step-up](crate::rules#step-up)).
    pub fn is_new_staff(&self, now: Timestamp) -> bool {
        self.role.is_some() && now - self.created_at < Self::BEGINS_WITHIN
    }

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
    /// The longest address (RFC 5321 §4.5.3.1.3) and the longest part before the `@` (§4.5.3.1.1), in bytes.
    const LONGEST: usize = 254;
    const LONGEST_LOCAL: usize = 64;

    /// Reads a new address, without the spaces around it, in lower case. Mail can reach it from anywhere: its host is fully
    /// qualified (RFC 5321 §2.3.5), so it has a dot.
    ///
    /// # Errors
    /// [`InvalidEmail`] for everything else.
    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let email = Self::kept(text)?;
        let (local, host) = email.0.split_once('@').ok_or(InvalidEmail)?;
        let fits = local.len() <= Self::LONGEST_LOCAL && is_qualified(host);
        fits.then_some(email).ok_or(InvalidEmail)
    }

    /// An address of an account or invitation that may be older than the rule about its host.
    ///
    /// # Errors
    /// [`InvalidEmail`] for what has no single `@` between two visible parts, or is too long.
    pub fn kept(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        let (local, host) = text.split_once('@').ok_or(InvalidEmail)?;
        let visible = |c: char| c.is_ascii_graphic() && !matches!(c, '@' | '<' | '>' | '"' | ',');
        let valid = !local.is_empty()
            && !host.is_empty()
            && text.len() <= Self::LONGEST
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

/// Two labels at least (RFC 1123 §2.1), the last of which is no number.
fn is_qualified(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = host.rsplit_once('.').map(|(_, last)| last);
    last.is_some_and(|last| last.bytes().any(|b| b.is_ascii_alphabetic()))
        && host.split('.').all(is_label)
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl std::str::FromStr for Email {
    type Err = InvalidEmail;

    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_is_one_account() {
        let email = Email::parse(" Patient@Demo.Sayso.Example ").unwrap();
        assert_eq!(email.as_str(), "patient@demo.sayso.example");
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        let (long, local) = (
            format!("{}@b.example", "a".repeat(254)),
            format!("{}@b.example", "a".repeat(65)),
        );
        for wrong in [
            "",
            "a",
            "@b.example",
            "a@",
            "a@b@c.example",
            "a b@c.example",
            "a\0@b.example",
            &long,
            &local,
        ] {
            assert_eq!(Email::parse(wrong), Err(InvalidEmail), "{wrong}");
        }
    }

    #[test]
    fn a_host_has_a_dot_and_letters_after_it() {
        for wrong in [
            "a@localhost",
            "a@.example",
            "a@example.",
            "a@b..example",
            "a@-b.example",
            "a@192.0.2.1",
            "a@b_c.example",
            "a@b.example/x",
        ] {
            assert_eq!(Email::parse(wrong), Err(InvalidEmail), "{wrong}");
        }
        for right in [
            "maria.fernanda.gutierrez@lakesidefamilycare.org",
            "o'neil+sayso@xn--bcher-kva.example",
        ] {
            assert!(Email::parse(right).is_ok(), "{right}");
        }
    }

    #[test]
    fn an_older_account_keeps_its_address() {
        assert_eq!(
            Email::kept("Admin@Localhost").unwrap().as_str(),
            "admin@localhost"
        );
    }
}
