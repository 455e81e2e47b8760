//! A choice as a form sends it, and what it says.

use chrono::{Months, NaiveDate};
use domain::{
    Timestamp,
    catalogue::{DataCategory, SensitiveTopic},
    consent::{AccessChoice, Choice, DataPeriod, LastDay},
    zone::Zone,
};
use serde::{Deserialize, Serialize};

use super::PortalError;

/// For how long, as the form names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Length {
    #[serde(rename = "once")]
    OneTime,
    #[serde(rename = "7")]
    Days7,
    #[serde(rename = "30")]
    Days30,
    #[serde(rename = "90")]
    Days90,
    #[serde(rename = "365")]
    OneYear,
    /// Until the day in the field beside it.
    #[serde(rename = "date")]
    Date,
}

impl Length {
    pub const ALL: [Self; 6] = [
        Self::OneTime,
        Self::Days7,
        Self::Days30,
        Self::Days90,
        Self::OneYear,
        Self::Date,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::OneTime => "once",
            Self::Days7 => "7",
            Self::Days30 => "30",
            Self::Days90 => "90",
            Self::OneYear => "365",
            Self::Date => "date",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|length| length.key() == key)
    }

    /// The number of days, where it is one.
    pub const fn days(self) -> Option<u16> {
        match self {
            Self::OneTime | Self::Date => None,
            Self::Days7 => Some(7),
            Self::Days30 => Some(30),
            Self::Days90 => Some(90),
            Self::OneYear => Some(365),
        }
    }

    /// The button that shows a choice.
    pub fn of(access: AccessChoice) -> Self {
        match access {
            AccessChoice::OneTime => Self::OneTime,
            AccessChoice::Until(_) => Self::Date,
            AccessChoice::Days(days) => Self::ALL
                .into_iter()
                .find(|length| length.days() == Some(days))
                .unwrap_or(Self::Date),
        }
    }

    /// What the button and the date field beside it say together.
    pub fn access(self, typed: &str, zone: &Zone) -> Result<AccessChoice, PortalError> {
        match (self, self.days()) {
            (Self::OneTime, _) => Ok(AccessChoice::OneTime),
            (_, Some(days)) => Ok(AccessChoice::Days(days)),
            (_, None) => date(typed)
                .map(|day| AccessChoice::Until(LastDay::of(day, zone)))
                .ok_or(PortalError::DateOutOfRange),
        }
    }
}

/// How far back the data goes, as the form names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    #[default]
    #[serde(rename = "all")]
    Everything,
    #[serde(rename = "1")]
    OneYear,
    #[serde(rename = "2")]
    TwoYears,
    #[serde(rename = "5")]
    FiveYears,
    /// From the day in the field beside it.
    #[serde(rename = "date")]
    Date,
}

impl Reach {
    pub const ALL: [Self; 5] = [
        Self::Everything,
        Self::OneYear,
        Self::TwoYears,
        Self::FiveYears,
        Self::Date,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Everything => "all",
            Self::OneYear => "1",
            Self::TwoYears => "2",
            Self::FiveYears => "5",
            Self::Date => "date",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reach| reach.key() == key)
    }

    /// The first day that it reaches back to, where the button alone says it.
    pub fn from(self, today: NaiveDate) -> Option<NaiveDate> {
        let years = match self {
            Self::Everything | Self::Date => return None,
            Self::OneYear => 1,
            Self::TwoYears => 2,
            Self::FiveYears => 5,
        };
        today.checked_sub_months(Months::new(12 * years))
    }

    /// The button that shows a period.
    pub fn of(period: Option<DataPeriod>, today: NaiveDate) -> Self {
        let Some(period) = period else {
            return Self::Everything;
        };
        let shows = |reach: &Self| reach.from(today) == Some(period.from);
        Self::ALL.into_iter().find(shows).unwrap_or(Self::Date)
    }

    /// What the button and the date field beside it say together.
    pub fn period(self, typed: &str, today: NaiveDate) -> Result<Option<DataPeriod>, PortalError> {
        match self {
            Self::Everything => Ok(None),
            Self::Date => date(typed)
                .map(|from| Some(DataPeriod { from }))
                .ok_or(PortalError::PeriodOutOfRange),
            years => Ok(years.from(today).map(|from| DataPeriod { from })),
        }
    }
}

/// The choice as the form sends it. Dates stay text: a person may type anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceForm {
    #[serde(default)]
    pub share: Vec<DataCategory>,
    #[serde(default)]
    pub sensitive: Vec<SensitiveTopic>,
    pub length: Length,
    #[serde(default)]
    pub until_date: String,
    #[serde(default)]
    pub reach: Reach,
    #[serde(default)]
    pub since_date: String,
}

impl ChoiceForm {
    /// What the form says at `now`, by days of the hospital's `zone`. Whether it may be had is for [`Choice::check`].
    ///
    /// # Errors
    /// The first field that says nothing, with the choice that is left when it is set aside: a draft to keep.
    pub fn read(&self, now: Timestamp, zone: &Zone) -> Result<Choice, (Choice, PortalError)> {
        let today = zone.day(now);
        let access = self.length.access(&self.until_date, zone);
        let period = self.reach.period(&self.since_date, today);
        let choice = Choice {
            categories: self.share.iter().copied().collect(),
            topics: self.sensitive.iter().copied().collect(),
            access: access.unwrap_or(AccessChoice::Days(30)),
            period: period.unwrap_or(None),
        };
        match access.err().or(period.err()) {
            None => Ok(choice),
            Some(problem) => Err((choice, problem)),
        }
    }
}

/// What a date field sends (HTML: a valid date string).
fn date(typed: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(typed.trim(), "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use domain::catalogue::CategorySet;

    use super::*;

    fn now() -> Timestamp {
        "2026-05-01T12:00:00Z".parse().expect("a moment")
    }

    fn form(length: Length, until_date: &str, reach: Reach, since_date: &str) -> ChoiceForm {
        ChoiceForm {
            share: vec![DataCategory::LabResults],
            sensitive: Vec::new(),
            length,
            until_date: until_date.to_owned(),
            reach,
            since_date: since_date.to_owned(),
        }
    }

    #[test]
    fn buttons_and_typed_dates_become_a_choice() {
        let choice =
            form(Length::Date, "2026-07-04", Reach::TwoYears, "").read(now(), &Zone::default());
        let until = NaiveDate::from_ymd_opt(2026, 7, 4)
            .map(|day| AccessChoice::Until(LastDay::of(day, &Zone::default())));
        let choice = choice.expect("both fields say something");
        assert_eq!(Some(choice.access), until);
        assert_eq!(
            choice.period.map(|period| period.from),
            NaiveDate::from_ymd_opt(2024, 5, 1)
        );
        assert_eq!(Length::of(choice.access), Length::Date);
        assert_eq!(
            Reach::of(choice.period, Zone::default().day(now())),
            Reach::TwoYears
        );
    }

    #[test]
    fn a_date_that_says_nothing_keeps_the_rest_of_the_choice() {
        let kept = form(Length::Date, "soon", Reach::Everything, "").read(now(), &Zone::default());
        let (draft, problem) = kept.expect_err("soon is no date");
        assert_eq!(problem, PortalError::DateOutOfRange);
        assert_eq!(draft.categories, CategorySet::of(DataCategory::LabResults));
        let kept = form(Length::OneTime, "", Reach::Date, "").read(now(), &Zone::default());
        assert_eq!(
            kept.map_err(|(_, problem)| problem),
            Err(PortalError::PeriodOutOfRange)
        );
    }
}
