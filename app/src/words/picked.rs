//! What is picked, in one line for each control of the consent page. It stands beside the control's name, so that a closed
//! control still says what it holds.

use domain::{
    consent::{AccessChoice, Choice},
    language::Language,
};
use serde::{Deserialize, Serialize};

use super::{consent::ConsentWords, dates, facts, question::Question, text};
use crate::facts::{Frame, choice::Reach, consent::Preview};

/// A control whose line follows the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Control {
    Kinds,
    Length,
    Reach,
    Preview,
}

impl Control {
    /// In the order of the page.
    pub const ALL: [Self; 4] = [Self::Kinds, Self::Length, Self::Reach, Self::Preview];

    /// "3 of 5 kinds", "30 days, until 30 December", "Everything", "21 entries".
    pub fn line(
        self,
        question: Question<'_>,
        choice: &Choice,
        preview: &Preview,
        frame: &Frame,
    ) -> String {
        match self {
            Self::Kinds => kinds(question, choice, frame.language),
            Self::Length => length(choice.access, frame),
            Self::Reach => reach(choice, frame),
            Self::Preview => entries(preview, frame.language),
        }
    }
}

fn kinds(question: Question<'_>, choice: &Choice, language: Language) -> String {
    let w = ConsentWords(language);
    let (on, asked) = (choice.categories.len(), question.offer.categories.len());
    if asked == 1 {
        w.of_one_kind(on)
    } else {
        w.of_kinds(on, asked)
    }
}

fn length(access: AccessChoice, frame: &Frame) -> String {
    let (language, w) = (frame.language, ConsentWords(frame.language));
    let last = frame.last_day(access.ends_at(frame.now));
    let date = dates::near_day(language, last, frame.today());
    match access {
        AccessChoice::OneTime => w.one_time().to_owned(),
        AccessChoice::Days(_) => w.length_until(length_name(language, access), date),
        AccessChoice::Until(_) => w.until_day(date),
    }
}

fn reach(choice: &Choice, frame: &Frame) -> String {
    let (language, w) = (frame.language, ConsentWords(frame.language));
    match (Reach::of(choice.period, frame.today()), choice.period) {
        (Reach::Date, Some(period)) => w.since_day(dates::day(language, period.from)),
        (reach, _) => reach_name(language, reach),
    }
}

/// What a reach is called on its button.
pub fn reach_name(language: Language, reach: Reach) -> String {
    let w = ConsentWords(language);
    match reach {
        Reach::Everything => w.everything().to_owned(),
        Reach::OneYear => w.last_year().to_owned(),
        Reach::TwoYears => w.last_years(2),
        Reach::FiveYears => w.last_years(5),
        Reach::Date => w.from_date().to_owned(),
    }
}

fn entries(preview: &Preview, language: Language) -> String {
    let all = preview.rows.iter().map(|(_, held)| held.count);
    let all = all.fold(0, u32::saturating_add);
    match language {
        Language::English => text::counted(all, "entry", "entries"),
        Language::Spanish => text::counted(all, "dato", "datos"),
    }
}

/// What a length is called on its button.
pub fn length_name(language: Language, access: AccessChoice) -> String {
    let w = ConsentWords(language);
    match access {
        AccessChoice::OneTime => w.one_time().to_owned(),
        AccessChoice::Days(days) => facts::length(language, days),
        AccessChoice::Until(_) => w.pick_date().to_owned(),
    }
}
