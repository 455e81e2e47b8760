//! What pages keep in a browser from one answer to the next: each of it for the one person who filled it in, so that
//! whoever signs in there next finds nothing of it, and gone when they leave.

use app::{paths, session::Answer};
use axum::http::HeaderMap;
use chrono::TimeDelta;
use domain::ids::PersonId;

use super::{
    account::keys::NEW_CODES,
    patient::change::CHANGE_DRAFT,
    people::{DELEGATION_DRAFT, INVITE_DRAFT},
    sign_in::{TYPED, TYPED_NAME},
};
use crate::{
    http::{
        cookies::{CookieScheme, packed, unpacked},
        session,
    },
    state::Deps,
};

/// Everything of a person that a browser may keep beside their session. The language is the browser's own.
const NAMES: [&str; 6] = [
    INVITE_DRAFT,
    DELEGATION_DRAFT,
    CHANGE_DRAFT,
    NEW_CODES,
    TYPED,
    TYPED_NAME,
];

/// `Set-Cookie` that keeps a text for this person so long.
pub(super) fn set(
    deps: &Deps,
    person: PersonId,
    name: &str,
    text: &str,
    lasts: TimeDelta,
) -> String {
    let kept = packed(&format!("{text} {person}"));
    CookieScheme::of(&deps.config).set(name, &kept, lasts)
}

/// What is kept for this person, and for nobody else.
pub(super) fn find(
    deps: &Deps,
    headers: &HeaderMap,
    person: PersonId,
    name: &str,
) -> Option<String> {
    let kept = CookieScheme::of(&deps.config).find(headers, name)?;
    let kept = unpacked(kept);
    let text = kept.strip_suffix(&format!(" {person}"))?;
    Some(text.to_owned())
}

/// `Set-Cookie` that forgets it.
pub(super) fn forget(deps: &Deps, name: &str) -> String {
    CookieScheme::of(&deps.config).forget(name)
}

/// Where somebody goes whose session ended in this browser. Nothing of theirs stays behind.
pub(super) fn sign_out_answer(deps: &Deps) -> Answer {
    let answer = Answer::to(paths::SignIn::default())
        .with_cookie(session::no_cookie(deps))
        .clear_site_data();
    let names = NAMES.into_iter();
    names.fold(answer, |answer, name| {
        answer.with_cookie(forget(deps, name))
    })
}
