//! The setting `notice_days`: how long does what a person was told stay on their list?

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Days, not fewer than [`NoticeDays::LEAST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct NoticeDays(u16);

impl NoticeDays {
    /// People are reminded a month ahead, and a notice that is there is not written again.
    pub const LEAST: u16 = 90;

    /// Returns how many days.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Returns how long that is.
    pub fn time(self) -> TimeDelta {
        TimeDelta::days(self.0.into())
    }
}

impl TryFrom<u16> for NoticeDays {
    type Error = String;

    fn try_from(days: u16) -> Result<Self, String> {
        let problem = || format!("notices stay for {} days or longer", Self::LEAST);
        (days >= Self::LEAST)
            .then_some(Self(days))
            .ok_or_else(problem)
    }
}

impl From<NoticeDays> for u16 {
    fn from(days: NoticeDays) -> Self {
        days.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::with;

    #[test]
    fn periods_are_set_in_whole_days_and_years() {
        let set = with("notice_days = 90\nevidence_years = 7", &[]).unwrap();
        assert_eq!(set.notice_days.map(super::NoticeDays::get), Some(90));
        assert_eq!(set.evidence_years.map(u16::from), Some(7));
        for wrong in ["notice_days = 89", "notice_days = 0", "evidence_years = 0"] {
            assert!(with(wrong, &[]).is_err(), "{wrong}");
        }
        let unsaid = with("", &[]).unwrap();
        assert_eq!((unsaid.notice_days, unsaid.evidence_years), (None, None));
    }
}
