//! Who asks: the one door to the server's side, and the handle that it gives out for a request.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{ids::AuthorizationRequestId, language::Language};
use http::{header, request::Parts};
use leptos::prelude::use_context;

use super::{
    account::{AccountSession, KeySession},
    activation::Activation,
    answer::Answer,
    patient::PatientSession,
    people::PeopleSession,
    recovery::Recovery,
    respond::{add_cookie, redirect},
    sign_in::{SignIn, Unsent},
};
use crate::{
    facts::{Frame, PortalError, privacy::PrivacyPage},
    paths,
};

/// The server's side of the portal. Provided to every page and server function as `Arc<dyn Portal>`.
#[async_trait]
pub trait Portal: Send + Sync + 'static {
    async fn frame(&self, request: &Parts) -> Result<Frame, PortalError>;

    /// The session behind a request, or [`PortalError::SignInFirst`].
    async fn patient(&self, request: &Parts) -> Result<Arc<dyn PatientSession>, PortalError>;

    /// As [`Portal::patient`], for what everybody with an account does about it.
    async fn account(&self, request: &Parts) -> Result<Arc<dyn AccountSession>, PortalError>;
    /// As [`Portal::patient`], for what somebody without a record of their own does too.
    async fn people(&self, request: &Parts) -> Result<Arc<dyn PeopleSession>, PortalError>;

    /// As [`Portal::account`], for passkeys and paper codes.
    async fn keys(&self, request: &Parts) -> Result<Arc<dyn KeySession>, PortalError>;

    /// A version of the hospital's privacy notice, or the one in use, for a reader of this language.
    async fn privacy(
        &self,
        language: Language,
        version: Option<u32>,
    ) -> Result<PrivacyPage, PortalError>;

    fn sign_in(&self) -> &dyn SignIn;
    fn recovery(&self) -> &dyn Recovery;
    fn activation(&self) -> &dyn Activation;
}

/// The request that is being answered.
pub fn request() -> Result<Parts, PortalError> {
    use_context::<Parts>().ok_or(PortalError::Unavailable)
}

pub fn portal() -> Result<Arc<dyn Portal>, PortalError> {
    use_context::<Arc<dyn Portal>>().ok_or(PortalError::Unavailable)
}

pub async fn frame() -> Result<Frame, PortalError> {
    portal()?.frame(&request()?).await
}

/// The session of the person who asks. Without one, the answer leads to the sign-in page and back; without a record that
/// is open to them, to the patients they act for.
pub async fn patient() -> Result<Arc<dyn PatientSession>, PortalError> {
    let request = request()?;
    let session = portal()?.patient(&request).await;
    or_lead(session, &came_from(&request), &paths::People)
}

/// As [`patient`], for the question of an app: somebody without a record of their own says first whose it is about.
pub async fn patient_for_request(
    asked: AuthorizationRequestId,
) -> Result<Arc<dyn PatientSession>, PortalError> {
    let request = request()?;
    let session = portal()?.patient(&request).await;
    or_lead(session, &came_from(&request), &paths::Whose(asked))
}

/// Keeps what somebody filled in, if `session` is none because theirs ended meanwhile: after they sign in it is there again,
/// and the sign-in page says so.
pub async fn or_keep<T: ?Sized>(
    session: Result<Arc<T>, PortalError>,
    unsent: Unsent<'_>,
) -> Result<Arc<T>, PortalError> {
    if let Err(PortalError::SignInFirst) = session {
        let (portal, request) = (portal()?, request()?);
        if let Some(cookie) = portal.sign_in().keep_unsent(&request, unsent).await? {
            add_cookie(&cookie)?;
            let next = match unsent {
                Unsent::Choice(asked, _) => paths::Consent(asked).to_string(),
                Unsent::Invite(_) => paths::Invite.to_string(),
            };
            redirect(&paths::done(&paths::SignIn { next }, paths::KEPT));
        }
    }
    session
}

/// Where a form about an app's question leads if another record is open than the one that its page was about.
pub fn record_changed(
    session: &dyn PatientSession,
    acting: &str,
    asked: AuthorizationRequestId,
) -> Option<Answer> {
    let now = session.acting().map(|delegation| delegation.to_string());
    let moved = now.unwrap_or_default() != acting;
    moved.then(|| Answer::back(&paths::Consent(asked), PortalError::ChangedMeanwhile))
}

/// As [`patient`], for what is done about an account.
pub async fn account() -> Result<Arc<dyn AccountSession>, PortalError> {
    let request = request()?;
    let session = portal()?.account(&request).await;
    or_lead(session, &came_from(&request), &paths::People)
}

pub async fn keys() -> Result<Arc<dyn KeySession>, PortalError> {
    let request = request()?;
    let session = portal()?.keys(&request).await;
    or_lead(session, &came_from(&request), &paths::People)
}

/// As [`patient`], for what is done about people.
pub async fn people() -> Result<Arc<dyn PeopleSession>, PortalError> {
    let request = request()?;
    let session = portal()?.people(&request).await;
    or_lead(session, &came_from(&request), &paths::People)
}

fn or_lead<T: ?Sized>(
    session: Result<Arc<T>, PortalError>,
    next: &str,
    elsewhere: &impl ToString,
) -> Result<Arc<T>, PortalError> {
    match session {
        Err(PortalError::SignInFirst) => redirect(
            &paths::SignIn {
                next: next.to_owned(),
            }
            .to_string(),
        ),
        Err(PortalError::NotFound) => redirect(&elsewhere.to_string()),
        _ => {}
    }
    session
}

/// The page that a person was on: the request itself, or the page that called a server function.
pub fn came_from(request: &Parts) -> String {
    let own = request
        .uri
        .path_and_query()
        .map_or("/", |path| path.as_str());
    if !own.starts_with("/api/") {
        return own.to_owned();
    }
    let referer = request
        .headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok());
    referer
        .and_then(|url| url.parse::<http::Uri>().ok())
        .map_or_else(
            || "/".to_owned(),
            |uri| {
                uri.path_and_query()
                    .map_or("/", |path| path.as_str())
                    .to_owned()
            },
        )
}
