//! The exact text of an app's own page when its form was sent: what is stored when less takes effect at once.

use domain::{
    Timestamp,
    consent::{AccessChoice, Choice, Offer},
};

use super::{
    apps::AppWords,
    consent::ConsentWords,
    dates,
    picked::length_name,
    privacy::PrivacyWords,
    shown::{choice_lines, finish},
};
use crate::facts::Frame;

/// The text of an app's own page as its form was sent: the switches, and the end that was picked. `end` is the present one,
/// if it stays.
pub fn change_text(
    app: &str,
    offer: &Offer,
    choice: &Choice,
    end: Option<Timestamp>,
    frame: &Frame,
) -> String {
    let language = frame.language;
    let w = AppWords(language);
    let mut lines = vec![app.to_owned(), w.change_title().to_owned()];
    lines.extend(choice_lines(offer, choice, language));
    lines.push(w.nothing_else().to_owned());
    let end = match end {
        Some(end) => w.as_now(dates::day(language, frame.last_day(end))),
        None => end_option(choice.access, frame),
    };
    lines.push(format!("{}: {end}", w.ends_on()));
    lines.extend(PrivacyWords::beside_of(frame));
    finish(&lines)
}

/// An end that can be picked on an app's own page.
pub fn end_option(access: AccessChoice, frame: &Frame) -> String {
    let language = frame.language;
    if access == AccessChoice::OneTime {
        return ConsentWords(language).one_time_end().to_owned();
    }
    let date = dates::day(language, frame.last_day(access.ends_at(frame.now)));
    AppWords(language).in_days(length_name(language, access), date)
}
