//! Getting in and out, and the language of the pages. The `server` crate implements it.

use async_trait::async_trait;
use domain::{ids::AuthorizationRequestId, language::Language};
use http::request::Parts;

use super::answer::Answer;
use crate::facts::{
    PortalError,
    choice::ChoiceForm,
    passkeys::PasskeySignInForm,
    people::InviteForm,
    proof::PasskeyChallenge,
    sign_in::{NewAccountForm, NewAccountPage, SignInForm, SignInPage},
};

/// A form that came without a session.
#[derive(Clone, Copy, Debug)]
pub enum Unsent<'a> {
    /// What was picked for an app's request.
    Choice(AuthorizationRequestId, &'a ChoiceForm),
    /// An invitation.
    Invite(&'a InviteForm),
}

/// Getting in and out.
#[async_trait]
pub trait SignIn: Send + Sync {
    /// `next` is where sign-in should lead; anything but a path of ours becomes `/`.
    async fn page(&self, request: &Parts, next: String) -> Result<SignInPage, PortalError>;

    /// Returns where the page leads somebody who is signed in already, if the app that asks needs no more than that.
    async fn signed_in_already(
        &self,
        request: &Parts,
        next: &str,
    ) -> Result<Option<String>, PortalError>;

    /// A wrong password is an answer too: back to [`crate::paths::SignIn`] with a problem, and the typed email kept in a
    /// short-lived cookie that [`SignIn::page`] reads.
    async fn sign_in(&self, request: &Parts, form: SignInForm) -> Result<Answer, PortalError>;

    /// A question for any passkey; nothing in it tells accounts apart.
    async fn passkey_question(&self, request: &Parts) -> Result<PasskeyChallenge, PortalError>;
    async fn passkey_sign_in(
        &self,
        request: &Parts,
        form: PasskeySignInForm,
    ) -> Result<Answer, PortalError>;

    /// [`PortalError::SignInFirst`] if the invited person has an account, [`PortalError::LinkDoesNotWork`] for every other
    /// reason.
    async fn account_page(
        &self,
        request: &Parts,
        secret: String,
    ) -> Result<NewAccountPage, PortalError>;
    async fn open_account(
        &self,
        request: &Parts,
        form: NewAccountForm,
    ) -> Result<Answer, PortalError>;

    async fn sign_out(&self, request: &Parts) -> Result<Answer, PortalError>;

    /// As [`SignIn::sign_out`], and away to [`crate::paths::Left`].
    async fn leave(&self, request: &Parts) -> Result<Answer, PortalError>;

    /// For how many more seconds the session lives without another request; `None` without one. `stay` counts as a request.
    async fn session_left(&self, request: &Parts, stay: bool) -> Result<Option<u32>, PortalError>;

    /// `Set-Cookie` that keeps what somebody filled in whose session ended by itself meanwhile, for them alone. `None` if
    /// nobody knows who that was.
    async fn keep_unsent(
        &self,
        request: &Parts,
        unsent: Unsent<'_>,
    ) -> Result<Option<String>, PortalError>;

    /// Works without a session. `back` is the page to return to; anything but a path of ours becomes `/`.
    async fn choose_language(
        &self,
        request: &Parts,
        language: Language,
        back: String,
    ) -> Result<Answer, PortalError>;
}
