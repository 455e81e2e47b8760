//! A key that a person keeps on a phone or computer, what they call it, and what its assertions are worth.

use chrono::TimeDelta;
use thiserror::Error;
use uuid::Uuid;

use crate::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    ids::{PasskeyId, PersonId},
    recovery::Recovery,
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
    /// The weaker proof that let it in; `None` if that was a passkey, if an older passkey vouched for it, or if it came
    /// with the account.
    pub proved_by: Option<AuthenticationMethod>,
    /// When it was let in; [`Self::PROBATION`] counts from here.
    pub let_in_at: Timestamp,
    /// Since when it is in doubt and proves nothing, until its holder says that it is theirs; `None` if it is not.
    pub suspended_at: Option<Timestamp>,
}

/// What passkeys a person has that are not suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// None.
    Nothing,
    /// One at least, but none of full worth.
    New,
    /// One at least of full worth.
    Full,
}

impl Held {
    /// Returns what these passkeys of one person are at `now`.
    pub fn of<'k>(keys: impl IntoIterator<Item = &'k Passkey>, now: Timestamp) -> Self {
        let active = keys.into_iter().filter(|key| key.suspended_at.is_none());
        active
            .map(|key| {
                if key.is_of_full_worth(now) {
                    Self::Full
                } else {
                    Self::New
                }
            })
            .max()
            .unwrap_or(Self::Nothing)
    }
}

/// What somebody shows to prove an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// This method. A passkey has full worth.
    By(AuthenticationMethod),
    /// A passkey that is worth no more than the proof that let it in.
    NewPasskey,
}

impl Passkey {
    /// Returns what an assertion of it is at `now`.
    pub fn means(&self, now: Timestamp) -> Means {
        if self.is_of_full_worth(now) {
            Means::By(AuthenticationMethod::Passkey)
        } else {
            Means::NewPasskey
        }
    }

    /// The most passkeys of one account; a challenge lists all of them (`allowCredentials`).
    pub const MOST: usize = 20;
    /// How long a passkey that a weaker proof let in is worth no more than that proof
    /// ([step-up](crate::rules#step-up)): time for its holder to hear of it.
    pub const PROBATION: TimeDelta = TimeDelta::hours(72);

    /// Returns until when it is worth less than a passkey; `None` if it has full worth.
    pub fn probation_until(&self, now: Timestamp) -> Option<Timestamp> {
        let until = self.let_in_at + Self::PROBATION;
        (self.proved_by.is_some() && now < until).then_some(until)
    }

    /// Whether it is worth as much as a passkey can be.
    pub fn is_of_full_worth(&self, now: Timestamp) -> bool {
        self.suspended_at.is_none() && self.probation_until(now).is_none()
    }

    /// Returns what a verified assertion of it proves at `now`.
    pub fn assurance(&self, now: Timestamp) -> Assurance {
        let weaker = self
            .proved_by
            .filter(|_| self.probation_until(now).is_some());
        Assurance {
            method: weaker.unwrap_or(AuthenticationMethod::Passkey),
            authenticated_at: now,
        }
    }

    /// Whether the mailed code of a recovery has to wait because of it: one that is younger than the wait, or still worth
    /// less, may be the intruder's.
    pub fn delays_recovery(&self, now: Timestamp) -> bool {
        self.is_of_full_worth(now) && now - self.let_in_at >= Recovery::WAIT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn let_in_by(proved_by: Option<AuthenticationMethod>) -> Passkey {
        Passkey {
            id: PasskeyId::from_uuid(Uuid::nil()),
            person: PersonId::from_uuid(Uuid::nil()),
            name: PasskeyName::parse("Phone").unwrap(),
            maker: None,
            created_at: Timestamp::UNIX_EPOCH,
            last_used_at: None,
            proved_by,
            let_in_at: Timestamp::UNIX_EPOCH,
            suspended_at: None,
        }
    }

    fn hours(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    #[test]
    fn a_key_is_worth_the_proof_that_let_it_in_for_three_days() {
        use AuthenticationMethod::{EmailCode, Passkey as Key, Password};
        for weaker in [Password, EmailCode] {
            let key = let_in_by(Some(weaker));
            assert_eq!(key.assurance(hours(71)).method, weaker);
            assert_eq!(key.probation_until(hours(71)), Some(hours(72)));
            assert_eq!(key.assurance(hours(72)).method, Key);
        }
        assert_eq!(let_in_by(None).assurance(hours(0)).method, Key);
    }

    #[test]
    fn the_best_of_the_keys_that_work_is_what_a_person_has() {
        let (full, new) = (
            let_in_by(None),
            let_in_by(Some(AuthenticationMethod::Password)),
        );
        let suspended = Passkey {
            suspended_at: Some(hours(0)),
            ..full.clone()
        };
        assert_eq!(Held::of([&suspended], hours(1)), Held::Nothing);
        assert_eq!(Held::of([&new, &suspended], hours(1)), Held::New);
        assert_eq!(Held::of([&new, &full], hours(1)), Held::Full);
        assert_eq!(Held::of([&new], hours(72)), Held::Full);
    }

    #[test]
    fn a_suspended_key_counts_for_none() {
        let suspended = Passkey {
            suspended_at: Some(hours(100)),
            ..let_in_by(None)
        };
        assert!(!suspended.is_of_full_worth(hours(101)));
        assert!(!suspended.delays_recovery(hours(101)));
    }

    #[test]
    fn a_young_key_delays_no_recovery() {
        let (vouched, by_password) = (
            let_in_by(None),
            let_in_by(Some(AuthenticationMethod::Password)),
        );
        let delays = |at| (vouched.delays_recovery(at), by_password.delays_recovery(at));
        assert_eq!(delays(hours(23)), (false, false));
        assert_eq!(delays(hours(24)), (true, false));
        assert_eq!(delays(hours(72)), (true, true));
    }

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
