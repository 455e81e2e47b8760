//! The exact text that a person has before them when they decide: what is stored with the consent, and its digest's input.

use domain::{
    catalogue::{CategorySet, TopicSet},
    consent::{AccessChoice, Choice, Offer},
    language::Language,
};

pub use super::question::Question;
use super::{
    categories::{category, kinds},
    consent::{ConfirmWords, ConsentWords},
    dates,
    facts::{About, Facts},
    picked::Control,
    privacy::PrivacyWords,
    text,
    topics::{topic, with_topics},
};
use crate::facts::{
    Frame,
    consent::{ConfirmPage, Holding, Preview},
};

/// Changes whenever the sentences of the consent page do.
pub const TEXT_VERSION: &str = "5";

/// The text of the consent page with this choice and what it would show today, line by line.
pub fn consent_text(
    question: Question<'_>,
    choice: &Choice,
    preview: &Preview,
    frame: &Frame,
) -> String {
    let w = ConsentWords(frame.language);
    let mut lines = vec![title(question, frame)];
    lines.extend(fact_lines(
        &Facts::of(&about_request(question, choice, frame)),
        frame.language,
    ));
    let picked = |name: &str, control: Control| {
        format!("{name}: {}", control.line(question, choice, preview, frame))
    };
    lines.push(picked(w.choose(), Control::Kinds));
    lines.extend(choice_lines(question.offer, choice, frame.language));
    lines.push(picked(w.how_long(), Control::Length));
    lines.push(picked(w.how_far(), Control::Reach));
    lines.extend(PrivacyWords::beside_of(frame));
    lines.push(picked(&w.would_see(&question.app.name), Control::Preview));
    lines.extend(preview_lines(preview, frame));
    lines.push(summary(question, choice, frame));
    lines.push(format!("[{}] [{}]", w.do_not_share(), w.share()));
    finish(&lines)
}

/// The text of the page that restates a choice.
pub fn confirm_text(page: &ConfirmPage, frame: &Frame) -> String {
    let language = frame.language;
    let w = ConfirmWords(language);
    let mut lines = vec![
        w.title().to_owned(),
        w.about_to().to_owned(),
        restated(page, frame),
    ];
    lines.extend(shared_lines(
        page.choice.categories,
        page.choice.topics,
        language,
    ));
    lines.extend(not_shared_line(page, language));
    lines.extend(fact_lines(
        &Facts::of(&about_confirm(page, frame)),
        language,
    ));
    lines.extend(PrivacyWords::beside_of(frame));
    lines.push(format!("[{}]", w.yes_share()));
    finish(&lines)
}

pub(super) fn finish(lines: &[String]) -> String {
    text::plain(&lines.join("\n"))
}

/// The title of the consent page.
pub fn title(question: Question<'_>, frame: &Frame) -> String {
    let (w, app) = (ConsentWords(frame.language), &question.app.name);
    match frame.other() {
        _ if question.offer.renewal => w.renew_title(app),
        Some(person) => w.title_of(person, app),
        None => w.title(app),
    }
}

/// What the facts of a consent page are about, for one choice.
pub fn about_request<'a>(question: Question<'a>, choice: &Choice, frame: &'a Frame) -> About<'a> {
    let one_time = choice.access == AccessChoice::OneTime;
    About {
        frame,
        app: question.app,
        person: question.person,
        purpose: question.offer.purpose,
        asked: question.offer.asked(),
        asked_topics: question.offer.topics,
        sees: choice.categories,
        topics: choice.topics,
        since: choice.period.map(|period| period.from),
        access: Some(choice.access),
        ends: choice.access.ends_at(frame.now),
        one_time,
        while_away: question.offer.offline && !one_time,
    }
}

/// What the facts of a confirm page are about.
pub fn about_confirm<'a>(page: &'a ConfirmPage, frame: &'a Frame) -> About<'a> {
    let one_time = page.choice.access == AccessChoice::OneTime;
    About {
        frame,
        app: &page.app,
        person: &page.person,
        purpose: page.purpose,
        asked: page.choice.categories.union(page.not_shared),
        asked_topics: page.choice.topics.union(page.topics_not_shared),
        sees: page.choice.categories,
        topics: page.choice.topics,
        since: page.choice.period.map(|period| period.from),
        access: None,
        ends: page.ends,
        one_time,
        while_away: !one_time,
    }
}

/// The sentence of the confirm page.
pub fn restated(page: &ConfirmPage, frame: &Frame) -> String {
    let (language, w) = (frame.language, ConfirmWords(frame.language));
    let kinds = kinds(language, page.choice.categories);
    let kinds = with_topics(language, kinds, page.choice.topics);
    let (app, ends) = (&page.app.name, frame.last_day(page.ends));
    let ends = dates::day(language, ends);
    match (page.choice.access, frame.other()) {
        (AccessChoice::OneTime, None) => w.share_once(kinds, app),
        (AccessChoice::OneTime, Some(person)) => w.share_once_of(kinds, person, app),
        (_, None) => w.share(kinds, app, ends),
        (_, Some(person)) => w.share_of(kinds, person, app, ends),
    }
}

/// The labels of what is shared.
pub fn shared_lines(shared: CategorySet, topics: TopicSet, language: Language) -> Vec<String> {
    let kinds = shared
        .iter()
        .map(|kind| category(language, kind).label.to_owned());
    kinds
        .chain(
            topics
                .iter()
                .map(|kind| topic(language, kind).label.to_owned()),
        )
        .collect()
}

/// "Not shared: health conditions and alcohol and drug use".
pub fn not_shared_line(page: &ConfirmPage, language: Language) -> Option<String> {
    let kinds = page
        .not_shared
        .iter()
        .map(|kind| category(language, kind).short);
    let topics = page
        .topics_not_shared
        .iter()
        .map(|kind| topic(language, kind).short);
    let all: Vec<&str> = kinds.chain(topics).collect();
    (!all.is_empty()).then(|| ConfirmWords(language).not_shared(text::list(language, &all)))
}

fn fact_lines(facts: &Facts, language: Language) -> Vec<String> {
    let rows = facts.rows(language);
    rows.into_iter()
        .map(|(name, fact)| {
            let said: Vec<&str> = fact
                .said
                .iter()
                .chain(&fact.notes)
                .map(String::as_str)
                .collect();
            format!("{name}: {}", said.join(" | "))
        })
        .collect()
}

pub(super) fn choice_lines(offer: &Offer, choice: &Choice, language: Language) -> Vec<String> {
    let switches = switches(offer, choice, language);
    let line = |(on, label)| format!("[{}] {label}", if on { "x" } else { " " });
    switches.into_iter().map(line).collect()
}

/// The switches of a consent page in their order, and whether each is on: what the app needs, what it would like, and the
/// sensitive topics.
pub(super) fn switches(
    offer: &Offer,
    choice: &Choice,
    language: Language,
) -> Vec<(bool, &'static str)> {
    let (needed, liked) = offer.parted();
    let kinds = needed.into_iter().chain(liked).map(|row| {
        let on = choice.categories.contains(row.category);
        (on, category(language, row.category).label)
    });
    let topics = offer
        .topics
        .iter()
        .map(|kind| (choice.topics.contains(kind), topic(language, kind).label));
    kinds.chain(topics).collect()
}

/// "11 lab results. Newest: Cholesterol, 28 April 2026".
pub fn newest(language: Language, holding: &Holding) -> Option<String> {
    let w = ConsentWords(language);
    let newest = holding.newest.as_ref()?;
    let date = dates::day(language, newest.on);
    Some(
        newest
            .name
            .as_ref()
            .map_or_else(|| w.newest_on(&date), |name| w.newest(name, &date)),
    )
}

pub(super) fn preview_lines(preview: &Preview, frame: &Frame) -> Vec<String> {
    let language = frame.language;
    let rows = preview.rows.iter().map(|(kind, holding)| {
        let counted = category(language, *kind).counted(holding.count);
        newest(language, holding)
            .map_or_else(|| counted.clone(), |newest| format!("{counted}. {newest}"))
    });
    rows.chain([hidden(preview, frame)]).collect()
}

/// What stays hidden, and why. A caregiver's count holds only what they may see.
pub fn hidden(preview: &Preview, frame: &Frame) -> String {
    let w = ConsentWords(frame.language);
    let of_other = frame.other().is_some();
    let all = match preview.hidden {
        0 => (!of_other).then(|| w.hidden_none().to_owned()),
        1 => Some(w.hidden_one().to_owned()),
        n => Some(w.hidden(n)),
    };
    let beyond = of_other.then(|| w.hidden_beyond().to_owned());
    let sensitive =
        (preview.hidden_sensitive > 0).then(|| w.hidden_sensitive(preview.hidden_sensitive));
    let unsorted =
        (preview.hidden_unsorted > 0).then(|| w.hidden_unsorted(preview.hidden_unsorted));
    [all, sensitive, unsorted, beyond]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The line of the decision dock: always what would be stored.
pub fn summary(question: Question<'_>, choice: &Choice, frame: &Frame) -> String {
    let (language, w) = (frame.language, ConsentWords(frame.language));
    let mut what = kinds(language, choice.categories);
    if !choice.topics.is_empty() {
        what = format!("{what} · {}", w.sensitive_too(choice.topics.len()));
    }
    match choice.access {
        AccessChoice::OneTime => w.summary_once(&question.app.name, what),
        access => {
            let ends = frame.last_day(access.ends_at(frame.now));
            w.summary(&question.app.name, what, dates::day(language, ends))
        }
    }
}
