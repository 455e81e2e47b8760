//! What a password must be: long, and not what everybody knows about its holder. Nothing about kinds of letters.

use thiserror::Error;

use crate::person::Person;

/// Why a password is too easy to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WeakPassword {
    /// Fewer than [`LEAST`] characters.
    #[error("a password has at least {LEAST} letters")]
    TooShort,
    /// More than [`LONGEST`] bytes.
    #[error("a password has at most {LONGEST} bytes")]
    TooLong,
    /// The name or address of the holder, or one character repeated.
    #[error(
        "a password is not the name or the address of its holder, nor one letter again and again"
    )]
    Guessable,
    /// Among the first that somebody would try who knows what people use.
    #[error("a password is not one that many people use, nor a small change of it")]
    Common,
}

/// The fewest characters. NIST SP 800-63B-4 §3.1.1.2 asks for 8 beside a second factor and 15 alone; the stronger way
/// that we offer is a passkey.
pub const LEAST: usize = 12;
/// The most bytes: more than anybody types, and hashing longer texts would be a way to load the server.
pub const LONGEST: usize = 1024;

/// Whether `text` may become the password of this person.
///
/// # Errors
/// [`WeakPassword`] says what is wrong with it.
pub fn check(text: &str, of: &Person) -> Result<(), WeakPassword> {
    if text.chars().count() < LEAST {
        return Err(WeakPassword::TooShort);
    }
    if text.len() > LONGEST {
        return Err(WeakPassword::TooLong);
    }
    let told = core(text);
    let email = of.email.as_str();
    let mailbox = email.split('@').next().unwrap_or_default();
    let known = [core(email), core(mailbox), core(of.name.as_str())];
    let repeated = text.chars().all(|letter| text.starts_with(letter));
    if repeated || known.contains(&told) {
        return Err(WeakPassword::Guessable);
    }
    Ok(())
}

/// The letters and digits alone, so that a dot or a capital makes no other word of a name.
fn core(text: &str) -> String {
    let kept = text.chars().filter(|letter| letter.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::{ids::PersonId, language::Language, person::Email};

    fn maria() -> Person {
        Person {
            id: PersonId::from_uuid(Uuid::nil()),
            email: Email::parse("maria.keller.lopez@mail.example").unwrap(),
            name: "Maria Keller López".parse().unwrap(),
            language: Language::English,
            patient: None,
            role: None,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn twelve_letters_of_any_kind_are_enough() {
        for good in [
            "try-sayso-now",
            "aaaaaaaaaaab",
            "una clave más",
            "ñandúñandúñan",
            "?!?!=)(/&%$·",
        ] {
            assert_eq!(check(good, &maria()), Ok(()), "{good}");
        }
        assert_eq!(check("short-words", &maria()), Err(WeakPassword::TooShort));
        assert_eq!(check("", &maria()), Err(WeakPassword::TooShort));
        assert_eq!(
            check(&"ab".repeat(600), &maria()),
            Err(WeakPassword::TooLong)
        );
    }

    #[test]
    fn what_everybody_knows_about_somebody_is_no_password() {
        for known in [
            "maria.keller.lopez@mail.example",
            "Maria-Keller-Lopez",
            "MARIA KELLER LÓPEZ!",
            "zzzzzzzzzzzzzzz",
            "!!!!!!!!!!!!!!!",
        ] {
            assert_eq!(
                check(known, &maria()),
                Err(WeakPassword::Guessable),
                "{known}"
            );
        }
    }
}
