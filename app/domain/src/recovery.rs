//! Account recovery: which codes were given, what is still missing, and when a new password is permitted.
//!
//! ```text
//! Begun ─mailed code→ no passkey:  open
//!                     a passkey:   waits 24 hours ─paper code→ open at once
//! ```
//!
//! A passkey that is [younger than the wait](crate::passkey::Passkey::delays_recovery) counts for none.
//!
//! A recovery for an address without an account looks the same and never gets further. Ends are seen, not stored.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    ids::{PersonId, RecoveryId},
    notice::NoticeKind,
};

/// The mailed code was returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailProved {
    /// When it was returned.
    pub at: Timestamp,
    /// The earliest moment at which the mailed code alone permits a new password.
    pub opens_at: Timestamp,
}

/// One account recovery, in one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// What its cookie and its evidence name.
    pub id: RecoveryId,
    /// The account; `None` if no account has the address that was typed.
    pub person: Option<PersonId>,
    /// Wrong codes in a row, mailed and on paper together.
    pub wrong_codes: u32,
    /// When the code was mailed.
    pub created_at: Timestamp,
    /// `None` until the mailed code is returned.
    pub mail: Option<MailProved>,
    /// When a paper code was given beside the mailed one; `None` without one.
    pub paper: Option<Timestamp>,
    /// When the step that it is in ends by itself.
    pub expires_at: Timestamp,
}

/// What a recovery needs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "step")]
pub enum Step {
    /// The code from the mail.
    MailedCode,
    /// Time, or a paper code.
    Wait {
        /// When time alone is enough.
        until: Timestamp,
    },
    /// A new password; nothing else is missing.
    NewPassword,
    /// It was used or stopped, had too many wrong codes, or expired.
    Over,
}

impl Recovery {
    /// The number of wrong codes, mailed and paper together, that ends a recovery.
    pub const TRIES: u32 = 5;
    /// How long the mailed code alone waits where there is a passkey: time for its holder to read the notice and stop
    /// it.
    pub const WAIT: TimeDelta = TimeDelta::hours(24);
    /// How long the new password may take once nothing else is missing.
    pub const FINISH_FOR: TimeDelta = TimeDelta::minutes(30);
    /// How long the new password may take after [`Self::WAIT`].
    pub const OPEN_FOR: TimeDelta = TimeDelta::hours(48);

    /// How long an attempt can last at most: the wait, and the time to come back after it.
    pub const LONGEST: TimeDelta =
        TimeDelta::seconds(Self::WAIT.num_seconds() + Self::OPEN_FOR.num_seconds());

    /// Begins a recovery, with a code on its way by mail. An unknown address begins one too, so that nobody learns
    /// which addresses have accounts.
    pub fn begin(id: RecoveryId, person: Option<PersonId>, now: Timestamp) -> Self {
        Self {
            id,
            person,
            wrong_codes: 0,
            created_at: now,
            mail: None,
            paper: None,
            expires_at: now + NoticeKind::CODE_FOR,
        }
    }

    /// Returns what it needs at `now`.
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

    /// Notes that the mailed code is right. Recovery is never weaker than a passkey: where there is one that
    /// [delays it](crate::passkey::Passkey::delays_recovery), the mail alone waits.
    #[must_use]
    pub fn mailed_code_right(self, is_delayed: bool, now: Timestamp) -> Self {
        let (opens_at, expires_at) = if is_delayed {
            (now + Self::WAIT, now + Self::LONGEST)
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

    /// Notes that a paper code was given beside the mailed one: no need to wait.
    #[must_use]
    pub fn paper_code_right(self, now: Timestamp) -> Self {
        Self {
            paper: Some(now),
            expires_at: now + Self::FINISH_FOR,
            ..self
        }
    }

    /// Counts one wrong code.
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
