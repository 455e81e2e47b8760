//! Getting back in without the usual way: which proofs are there, what is still missing, and when it opens.
//!
//! ```text
//! Begun ─mailed code→ no passkey:  open
//!                     a passkey:   waits 24 hours ─paper code→ open at once
//! ```
//!
//! An attempt for an address that nobody has looks the same and never gets further. Ends are seen, not stored.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    ids::{PersonId, RecoveryId},
};

/// The mailed code came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailProved {
    pub at: Timestamp,
    /// The mail alone opens no earlier than this.
    pub opens_at: Timestamp,
}

/// One attempt to get back in, of one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    pub id: RecoveryId,
    /// Nobody, if the address is not known.
    pub person: Option<PersonId>,
    pub wrong_codes: u32,
    pub created_at: Timestamp,
    pub mail: Option<MailProved>,
    /// When a paper code was given beside the mailed one.
    pub paper: Option<Timestamp>,
    pub expires_at: Timestamp,
}

/// What an attempt needs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "step")]
pub enum Step {
    MailedCode,
    /// Time, or a paper code.
    Wait {
        until: Timestamp,
    },
    NewPassword,
    /// It was used, stopped, tried too often, or left alone for too long.
    Over,
}

impl Recovery {
    /// A mailed code works for this long.
    pub const CODE_FOR: TimeDelta = TimeDelta::minutes(10);
    /// Wrong codes, mailed and paper together.
    pub const TRIES: u32 = 5;
    /// Whoever has a passkey can hear of it and stop it.
    pub const WAIT: TimeDelta = TimeDelta::hours(24);
    /// Somebody who is there needs no longer for a new password.
    pub const FINISH_FOR: TimeDelta = TimeDelta::minutes(30);
    /// A door that opens after the wait closes again after this.
    pub const OPEN_FOR: TimeDelta = TimeDelta::hours(48);

    pub fn begin(id: RecoveryId, person: Option<PersonId>, now: Timestamp) -> Self {
        Self {
            id,
            person,
            wrong_codes: 0,
            created_at: now,
            mail: None,
            paper: None,
            expires_at: now + Self::CODE_FOR,
        }
    }

    pub fn step(&self, now: Timestamp) -> Step {
        if now >= self.expires_at || self.wrong_codes >= Self::TRIES {
            return Step::Over;
        }
        match self.mail {
            None => Step::MailedCode,
            Some(mail) if self.paper.is_none() && now < mail.opens_at => Step::Wait {
                until: mail.opens_at,
            },
            Some(_) => Step::NewPassword,
        }
    }

    /// The mailed code is right. Recovery is never weaker than a passkey: with one, the mail alone has to wait.
    #[must_use]
    pub fn mailed_code_right(self, has_passkey: bool, now: Timestamp) -> Self {
        let (opens_at, expires_at) = if has_passkey {
            (now + Self::WAIT, now + Self::WAIT + Self::OPEN_FOR)
        } else {
            (now, now + Self::FINISH_FOR)
        };
        Self {
            mail: Some(MailProved { at: now, opens_at }),
            wrong_codes: 0,
            expires_at,
            ..self
        }
    }

    /// A paper code beside the mailed one: no need to wait.
    #[must_use]
    pub fn paper_code_right(self, now: Timestamp) -> Self {
        Self {
            paper: Some(now),
            expires_at: now + Self::FINISH_FOR,
            ..self
        }
    }

    #[must_use]
    pub const fn code_wrong(self) -> Self {
        Self {
            wrong_codes: self.wrong_codes + 1,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    fn start() -> Timestamp {
        DateTime::from_timestamp(1_000_000, 0).unwrap()
    }

    fn begun() -> Recovery {
        let person = PersonId::from_uuid(Uuid::nil());
        Recovery::begin(RecoveryId::from_uuid(Uuid::nil()), Some(person), start())
    }

    #[test]
    fn without_a_passkey_the_mailed_code_opens_the_door() {
        let begun = begun();
        assert_eq!(begun.step(start()), Step::MailedCode);
        let proved = begun.mailed_code_right(false, start());
        assert_eq!(proved.step(start()), Step::NewPassword);
        assert_eq!(proved.step(start() + Recovery::FINISH_FOR), Step::Over);
    }

    #[test]
    fn with_a_passkey_the_mail_alone_waits_a_day_and_a_paper_code_does_not() {
        let proved = begun().mailed_code_right(true, start());
        let until = start() + TimeDelta::hours(24);
        let second = TimeDelta::seconds(1);
        assert_eq!(proved.step(start()), Step::Wait { until });
        assert_eq!(proved.step(until - second), Step::Wait { until });
        assert_eq!(proved.step(until), Step::NewPassword);
        assert_eq!(proved.step(until + Recovery::OPEN_FOR), Step::Over);
        let paper = proved.paper_code_right(start());
        assert_eq!(paper.step(start()), Step::NewPassword);
        assert_eq!(paper.step(start() + Recovery::FINISH_FOR), Step::Over);
    }

    #[test]
    fn five_wrong_codes_or_ten_minutes_end_it() {
        let begun = begun();
        let after = start() + TimeDelta::minutes(10);
        assert_eq!(begun.step(after), Step::Over);
        let wrong = (0..4).fold(begun, |attempt, _| attempt.code_wrong());
        assert_eq!(wrong.step(start()), Step::MailedCode);
        assert_eq!(wrong.code_wrong().step(start()), Step::Over);
    }
}
