//! What pages keep in a browser from one answer to the next: each of it sealed, and for the one person who filled it in, so
//! that whoever signs in there next finds nothing of it, and gone when they leave.

use app::{paths, session::Answer};
use axum::http::HeaderMap;
use chrono::TimeDelta;
use domain::{
    activation::Activation, consent::AuthorizationRequest, ids::PersonId, recovery::Recovery,
    session::Session,
};

use crate::{
    http::{cookies::CookieScheme, session},
    state::Deps,
};

/// A cookie that keeps something for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormCookie {
    pub(super) name: &'static str,
    lasts: TimeDelta,
}

impl FormCookie {
    const fn new(name: &'static str, lasts: TimeDelta) -> Self {
        Self { name, lasts }
    }

    /// `Set-Cookie` that keeps this value.
    pub(super) fn set(self, deps: &Deps, value: &str) -> String {
        CookieScheme::of(&deps.config).set(self.name, value, self.lasts)
    }

    /// `Set-Cookie` that keeps a text for this person.
    pub(super) fn set_for(self, deps: &Deps, person: PersonId, text: &str) -> String {
        self.set(deps, &deps.sealing.seal(&self.about(&person), text))
    }

    /// `Set-Cookie` that keeps a text for whoever sits before the browser.
    pub(super) fn set_typed(self, deps: &Deps, text: &str) -> String {
        self.set(deps, &deps.sealing.seal(&self.about(&ANYBODY), text))
    }

    /// The text that is kept for whoever sits before the browser.
    pub(super) fn find_typed(self, deps: &Deps, headers: &HeaderMap) -> Option<String> {
        deps.sealing
            .open(&self.about(&ANYBODY), self.find(deps, headers)?)
    }

    /// What it is sealed for: one cookie of one person opens as no other.
    fn about(self, whose: &dyn std::fmt::Display) -> String {
        format!("{} {whose}", self.name)
    }

    /// What is kept, whoever sits before the browser.
    pub(super) fn find<'a>(self, deps: &Deps, headers: &'a HeaderMap) -> Option<&'a str> {
        CookieScheme::of(&deps.config).find(headers, self.name)
    }

    /// What is kept for this person, and for nobody else.
    pub(super) fn find_for(
        self,
        deps: &Deps,
        headers: &HeaderMap,
        person: PersonId,
    ) -> Option<String> {
        deps.sealing
            .open(&self.about(&person), self.find(deps, headers)?)
    }

    /// `Set-Cookie` that forgets it.
    pub(super) fn forget(self, deps: &Deps) -> String {
        CookieScheme::of(&deps.config).forget(self.name)
    }
}

/// For whom something is sealed before anybody is signed in.
const ANYBODY: &str = "anybody";

/// An invitation until it is sent. As long as a session lasts without use: nobody who is still signed in loses what they
/// filled in.
pub(super) const INVITE_DRAFT: FormCookie = FormCookie::new("sayso_invite", Session::IDLE);
/// A change for a caregiver until it is confirmed.
pub(super) const DELEGATION_DRAFT: FormCookie = FormCookie::new("sayso_helper", Session::IDLE);
/// A change of what an app sees until it is confirmed: as long as an app's request waits for an answer.
pub(super) const CHANGE_DRAFT: FormCookie =
    FormCookie::new("sayso_change", AuthorizationRequest::OPENED_WAITS);
/// What was picked for an app when the session had ended meanwhile: as long as the app's request waits.
pub(super) const CHOICE_DRAFT: FormCookie =
    FormCookie::new("sayso_choice", AuthorizationRequest::OPENED_WAITS);
/// What somebody looks for in a list: it may name an illness, so it stands in no address.
pub(super) const LOOKED_FOR: FormCookie = FormCookie::new("sayso_find", Session::IDLE);
/// New paper codes on their way to the page that shows them, where they are taken away.
pub(super) const NEW_CODES: FormCookie = FormCookie::new("sayso_codes", TimeDelta::minutes(5));
/// A typed email on its way back to the form: as long as a person needs to type again.
pub(super) const TYPED: FormCookie = FormCookie::new("sayso_typed", TimeDelta::minutes(2));
/// The same for the name of somebody who opens an account.
pub(super) const TYPED_NAME: FormCookie = FormCookie::new("sayso_name", TimeDelta::minutes(2));
/// What the browser holds of its attempt to get back in. It stays when a session
/// ends, since it is nobody's who is signed in.
pub(super) const RECOVERY: FormCookie = FormCookie::new("sayso_recovery", Recovery::LONGEST);

/// What the browser holds of an activation that it opened: nobody's who is signed in.
pub(super) const ACTIVATION: FormCookie = FormCookie::new("sayso_activate", Activation::OPEN_FOR);

/// Everything of a person that a browser may keep beside their session. The language is the browser's own.
const OF_A_PERSON: [FormCookie; 8] = [
    LOOKED_FOR,
    CHOICE_DRAFT,
    INVITE_DRAFT,
    DELEGATION_DRAFT,
    CHANGE_DRAFT,
    NEW_CODES,
    TYPED,
    TYPED_NAME,
];

/// Where somebody goes who signed out and left nothing open: the page says what goes on.
pub(super) fn signed_out_page() -> String {
    paths::done(&paths::SignIn::default(), paths::SIGNED_OUT)
}

/// Where somebody goes whose session ended in this browser, and what they left open. Nothing of theirs stays behind.
pub(super) fn sign_out_answer(deps: &Deps, next: &dyn std::fmt::Display) -> Answer {
    let answer = Answer::to(next)
        .with_cookie(session::no_cookie(deps))
        .clear_site_data();
    OF_A_PERSON.into_iter().fold(answer, |answer, cookie| {
        answer.with_cookie(cookie.forget(deps))
    })
}

/// The address that was typed a moment ago, so that nobody types it twice.
pub(super) fn typed_email(deps: &Deps, headers: &HeaderMap) -> String {
    TYPED.find_typed(deps, headers).unwrap_or_default()
}

/// `Set-Cookie` that keeps a typed address.
pub(super) fn keep_email(deps: &Deps, email: &str) -> String {
    // Nobody has a longer one (RFC 5321 §4.5.3.1.3), and a cookie has its limits.
    let typed: String = email.chars().take(254).collect();
    TYPED.set_typed(deps, &typed)
}
