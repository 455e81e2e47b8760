//! The eight facts as sentences: the page, the stored wording and the receipt are made of the same ones.

use chrono::NaiveDate;
use domain::{
    Timestamp,
    catalogue::{CategorySet, DataCategory, PurposeOfUse, TopicSet},
    consent::AccessChoice,
    language::Language,
};

use super::{
    categories::category,
    consent::{ConsentWords, FactWords},
    dates,
    purposes::answer,
    text,
    topics::{self, topic},
};
use crate::facts::{Frame, consent::AppFacts};

/// What the facts are about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    pub frame: &'a Frame,
    pub app: &'a AppFacts,
    pub person: &'a str,
    pub purpose: PurposeOfUse,
    pub asked: CategorySet,
    pub asked_topics: TopicSet,
    pub sees: CategorySet,
    pub topics: TopicSet,
    pub since: Option<NaiveDate>,
    /// `None` where only the end is known.
    pub access: Option<AccessChoice>,
    pub ends: Timestamp,
    pub one_time: bool,
    /// The app may come back while the person is away.
    pub while_away: bool,
}

/// One fact: what is said, and the smaller print under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub said: Vec<String>,
    pub notes: Vec<String>,
}

impl Fact {
    fn new(said: impl Into<Vec<String>>) -> Self {
        Self {
            said: said.into(),
            notes: Vec::new(),
        }
    }

    fn note(mut self, note: impl Into<Option<String>>) -> Self {
        self.notes.extend(note.into());
        self
    }
}

/// The eight facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub subject: Fact,
    pub requester: Fact,
    pub purpose: Fact,
    pub can_see: Fact,
    pub cannot_see: Fact,
    pub until: Fact,
    pub copies: Fact,
    pub stop: Fact,
}

impl Facts {
    pub fn of(about: &About<'_>) -> Self {
        let w = FactWords(about.frame.language);
        let other = about.frame.other();
        let purpose = answer(about.frame.language, about.purpose, other);
        let care = other.map_or_else(|| w.care_stays().to_owned(), |other| w.care_stays_of(other));
        Self {
            subject: Fact::new([w.sharing_record_of(about.person)]),
            requester: requester(w, about),
            purpose: Fact::new([format!("{purpose} {}", w.nothing_else())]),
            can_see: can_see(w, about),
            cannot_see: cannot_see(w, about),
            until: until(w, about),
            copies: Fact::new([w.may_keep().to_owned()]),
            stop: Fact::new([w.stop_any_time().to_owned(), care]),
        }
    }

    /// The facts with their names, in their order.
    pub fn rows(&self, language: Language) -> [(&'static str, &Fact); 8] {
        let w = FactWords(language);
        [
            (w.whose(), &self.subject),
            (w.who_asks(), &self.requester),
            (w.what_for(), &self.purpose),
            (w.can_see(), &self.can_see),
            (w.cannot_see(), &self.cannot_see),
            (w.how_long(), &self.until),
            (w.copies(), &self.copies),
            (w.how_to_stop(), &self.stop),
        ]
    }
}

fn requester(w: FactWords, about: &About<'_>) -> Fact {
    let AppFacts {
        name,
        maker,
        checked,
        ..
    } = about.app;
    Fact::new([w.made_by(name, maker)]).note(if *checked {
        w.checked(&about.frame.organisation)
    } else {
        w.not_checked().to_owned()
    })
}

fn can_see(w: FactWords, about: &About<'_>) -> Fact {
    let language = about.frame.language;
    let kinds = about
        .sees
        .iter()
        .map(|kind| category(language, kind).label.to_owned());
    let topics = about
        .topics
        .iter()
        .map(|kind| topic(language, kind).label.to_owned());
    let said: Vec<String> = kinds.chain(topics).collect();
    let nothing = said.is_empty().then(|| w.nothing_yet().to_owned());
    Fact::new(said).note(nothing).note(
        about
            .since
            .map(|since| w.only_since(dates::day(language, since))),
    )
}

fn cannot_see(w: FactWords, about: &About<'_>) -> Fact {
    let language = about.frame.language;
    let never = TopicSet::all()
        .without(about.asked_topics)
        .without(about.topics);
    let off = about.asked_topics.without(about.topics);
    let kinds_off = about.asked.without(about.sees);
    let never = (!never.is_empty()).then(|| text::capital(&topics::short_list(language, never)));
    // What was asked for has a line each: in one long sentence nobody finds it.
    let topics_off = off
        .iter()
        .map(|kind| w.asked_kept_off(text::capital(topic(language, kind).short)));
    let kinds_off = kinds_off
        .iter()
        .map(|kind| w.asked_kept_off(text::capital(category(language, kind).short)));
    let rest = the_rest(language, about.asked.union(about.sees)).map(|kinds| w.all_the_rest(kinds));
    let said = never
        .into_iter()
        .chain(topics_off)
        .chain(kinds_off)
        .chain(rest);
    let never_change = about.frame.other().map_or_else(
        || w.never_change().to_owned(),
        |other| w.never_change_of(other),
    );
    Fact::new(said.collect::<Vec<_>>()).note(never_change)
}

/// A few kinds that stand for everything nobody asked for: those that people ask about most come first.
fn the_rest(language: Language, asked: CategorySet) -> Option<String> {
    const TELLING: [DataCategory; 6] = [
        DataCategory::VisitNotes,
        DataCategory::Visits,
        DataCategory::Billing,
        DataCategory::Problems,
        DataCategory::Medications,
        DataCategory::LabResults,
    ];
    let rest = TELLING
        .into_iter()
        .filter(|kind| !asked.contains(*kind))
        .take(3);
    let rest: Vec<_> = rest.map(|kind| category(language, kind).short).collect();
    (!rest.is_empty()).then(|| text::capital(&rest.join(", ")))
}

fn until(w: FactWords, about: &About<'_>) -> Fact {
    let language = about.frame.language;
    let date = dates::day(language, about.frame.last_day(about.ends));
    if about.one_time {
        return Fact::new([w.once().to_owned()]);
    }
    let said = match about.access {
        Some(AccessChoice::Days(days)) => w.until(length(language, days), date),
        _ => w.until_date(date),
    };
    Fact::new([said]).note(about.while_away.then(|| w.also_while_away().to_owned()))
}

/// "90 days", "1 year".
pub fn length(language: Language, days: u16) -> String {
    let w = ConsentWords(language);
    if days == 365 {
        w.one_year().to_owned()
    } else {
        w.days(days)
    }
}
