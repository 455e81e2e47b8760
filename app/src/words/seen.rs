//! What did a page say when its form was sent? Its letters and digits in their order, as one digest: the server makes it of
//! what it would store, the browser of what it shows.
//!
//! Spaces, marks and punctuation do not count, since a page sets them by its layout. A switch that is on counts as [`ON`].

use domain::delegation::Limits;
use sha2::{Digest, Sha256};

use super::{
    consent::ConsentWords,
    dates,
    facts::Facts,
    identify,
    people::{
        CaregiverWords, DelegationPartWords, InviteWords, abilities_given, abilities_missing,
    },
    picked::Control,
    privacy::PrivacyWords,
    shown::{self, Question},
};
use crate::facts::{
    Frame,
    consent::{ConfirmPage, IdentifyPage, Preview},
    people::{ConfirmCaregiverPage, ConfirmInvitePage, DelegationFacts},
};

/// A switch that is on.
pub const ON: &str = "x";

/// Returns the digest of what a page says, in hex.
pub fn digest<S: AsRef<str>>(parts: impl IntoIterator<Item = S>) -> String {
    let mut letters = Sha256::new();
    for part in parts {
        let said = part.as_ref().chars().filter(|sign| sign.is_alphanumeric());
        letters.update(said.collect::<String>());
    }
    format!("{:x}", letters.finalize())
}

/// Returns the digest of what the consent page shows with this choice and these counts: what is marked `data-seen` in it.
pub fn consent(
    question: Question<'_>,
    choice: &domain::consent::Choice,
    preview: &Preview,
    frame: &Frame,
) -> String {
    let (language, w) = (frame.language, ConsentWords(frame.language));
    let facts = Facts::of(&shown::about_request(question, choice, frame));
    // Whose record it is stands above the title, without its name.
    let mut parts = facts.subject.said.clone();
    parts.push(shown::title(question, frame));
    for (name, fact) in facts.rows(language).into_iter().skip(1) {
        parts.push(name.to_owned());
        parts.extend(fact.said.iter().chain(&fact.notes).cloned());
    }
    let picked = |control: Control| control.line(question, choice, preview, frame);
    parts.push(picked(Control::Kinds));
    for (on, label) in shown::switches(question.offer, choice, language) {
        parts.extend(on.then(|| ON.to_owned()));
        parts.push(label.to_owned());
    }
    parts.extend([Control::Length, Control::Reach].map(picked));
    parts.extend(PrivacyWords::beside_of(frame));
    parts.push(picked(Control::Preview));
    parts.push(w.would_see(&question.app.name));
    if preview.rows.is_empty() {
        parts.push(w.would_see_nothing(&question.app.name));
    }
    parts.extend(shown::preview_lines(preview, frame));
    parts.push(shown::summary(question, choice, frame));
    digest(parts)
}

/// Returns the digest of the page that restates a choice.
pub fn confirm(page: &ConfirmPage, frame: &Frame) -> String {
    digest([shown::confirm_text(page, frame)])
}

/// Returns the digest of the page on which an app asks who somebody is.
pub fn identify(page: &IdentifyPage, frame: &Frame) -> String {
    digest([identify::text(page, frame)])
}

/// Returns the digest of the page that restates an invitation, with what is stored and not told again.
pub fn invite(page: &ConfirmInvitePage, frame: &Frame) -> String {
    let until = dates::day(frame.language, frame.last_day(page.until));
    let said = InviteWords(frame.language).restated(&page.name, &page.email, until);
    let mut parts = vec![said, page.email.clone(), page.relationship.key().to_owned()];
    parts.extend(limits(page.limits, page.topics_until, frame));
    digest(parts)
}

/// Returns the digest of the page that restates more, or longer, for a caregiver.
pub fn caregiver_change(page: &ConfirmCaregiverPage, frame: &Frame) -> String {
    let until = dates::day(frame.language, frame.last_day(page.until));
    let name = &page.delegation.name;
    let mut parts = vec![CaregiverWords(frame.language).confirm_restated(name, until)];
    parts.extend(limits(page.limits, page.topics_until, frame));
    digest(parts)
}

/// Returns the digest of what a caregiver's page says before anything is changed on it.
pub fn delegation(shown: &DelegationFacts, frame: &Frame) -> String {
    let until = dates::day(frame.language, frame.last_day(shown.until));
    let mut parts = vec![shown.name.clone(), until, shown.status.key().to_owned()];
    parts.extend(limits(shown.limits, shown.topics_until, frame));
    digest(parts)
}

fn limits(limits: Limits, topics_until: domain::Timestamp, frame: &Frame) -> Vec<String> {
    let language = frame.language;
    let p = DelegationPartWords(language);
    let mut parts = abilities_given(language, limits);
    parts.push(p.cannot_do().to_owned());
    parts.extend(abilities_missing(language, limits));
    if !limits.topics.is_empty() {
        parts.push(p.topics_until(dates::day(language, frame.last_day(topics_until))));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_digits_and_their_order_count() {
        let said = digest(["It can see: **Name**", "11 lab results. ~30 July~"]);
        assert_eq!(
            digest([
                "It can see",
                "\u{2068}Name\u{2069}  11",
                "lab results",
                "30 July"
            ]),
            said
        );
        for other in [
            ["It can see: Name", "12 lab results. 30 July"],
            ["11 lab results. 30 July", "It can see: Name"],
            ["It cannot see: Name", "11 lab results. 30 July"],
        ] {
            assert_ne!(digest(other), said, "{other:?}");
        }
        assert_ne!(digest(["مريم"]), digest(["مريام"]));
        assert_eq!(digest(["a"]), digest(["a", ""]));
    }

    #[test]
    fn a_switch_that_is_on_is_not_one_that_is_off() {
        assert_ne!(digest([ON, "Medicines"]), digest(["Medicines"]));
    }
}
