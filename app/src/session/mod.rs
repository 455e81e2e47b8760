//! The door between pages and server: traits that the `server` crate implements, and the little that HTTP needs.

pub mod account;
pub mod keys;
pub mod patient;
pub mod people;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{ids::AuthorizationRequestId, language::Language};
use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::{
    facts::{
        Frame, Page, PortalError,
        passkeys::PasskeySignInForm,
        proof::PasskeyQuestion,
        sign_in::{NewAccountForm, NewAccountPage, SignInForm, SignInPage},
    },
    paths,
    session::{
        account::{AccountSession, Recovery},
        keys::KeySession,
        patient::PatientSession,
        people::PeopleSession,
    },
};

/// Carries the origin that a consent form's answer may redirect to, for the layer that writes the page's policy.
/// That layer adds it to `form-action` and takes the header off.
pub const FORM_ANSWERS_TO: HeaderName = HeaderName::from_static("x-sayso-form-answers-to");

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
/// Not the cookies: the language of the pages stays, and what opens something is taken away by name.
const FORGET: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// Where a form leads, and the cookies that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// A path of ours, or the redirect URI of an app.
    pub location: String,
    /// Complete `Set-Cookie` values.
    pub cookies: Vec<String>,
    /// The browser forgets what it keeps of this origin (W3C Clear Site Data), so that nobody finds it there.
    pub forgets: bool,
}

impl Answer {
    pub fn to(location: impl ToString) -> Self {
        Self {
            location: location.to_string(),
            cookies: Vec::new(),
            forgets: false,
        }
    }

    /// Back to a page, which says what was wrong.
    pub fn back(page: &impl ToString, problem: PortalError) -> Self {
        Self::to(paths::with_problem(page, problem))
    }

    #[must_use]
    pub fn clear_site_data(self) -> Self {
        Self {
            forgets: true,
            ..self
        }
    }

    #[must_use]
    pub fn with_cookie(mut self, cookie: String) -> Self {
        self.cookies.push(cookie);
        self
    }
}

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

    fn sign_in(&self) -> &dyn SignIn;
    fn recovery(&self) -> &dyn Recovery;
}

/// Getting in and out.
#[async_trait]
pub trait SignIn: Send + Sync {
    /// `next` is where sign-in should lead; anything but a path of ours becomes `/`.
    async fn page(&self, request: &Parts, next: String) -> Result<SignInPage, PortalError>;

    /// A wrong password is an answer too: back to [`paths::SignIn`] with a problem, and the typed email kept in a
    /// short-lived cookie that [`SignIn::page`] reads.
    async fn sign_in(&self, request: &Parts, form: SignInForm) -> Result<Answer, PortalError>;

    /// A question for any passkey; nothing in it tells accounts apart.
    async fn passkey_question(&self, request: &Parts) -> Result<PasskeyQuestion, PortalError>;
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

    /// Works without a session. `back` is the page to return to; anything but a path of ours becomes `/`.
    async fn choose_language(
        &self,
        request: &Parts,
        language: Language,
        back: String,
    ) -> Result<Answer, PortalError>;
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

/// Puts the surroundings around a page, and answers with the status that its error has.
pub async fn page<T>(body: Result<T, PortalError>) -> Result<Page<T>, PortalError> {
    if let (Err(problem), Some(response)) = (&body, use_context::<ResponseOptions>()) {
        response.set_status(StatusCode::from_u16(problem.status()).unwrap_or_default());
    }
    Ok(Page {
        frame: frame().await?,
        body,
    })
}

/// As [`page`], for a page about a form that waits in the browser: where nothing waits any more, it leads back to the form.
pub async fn page_or_back<T>(
    body: Result<T, PortalError>,
    form: &impl ToString,
) -> Result<Page<T>, PortalError> {
    if let Err(problem @ PortalError::ChangedMeanwhile) = body {
        redirect(&paths::with_problem(form, problem));
        return Err(problem);
    }
    page(body).await
}

/// As [`page`], for a page that somebody with an account does not need: it leads them through signing in.
pub async fn page_or_sign_in<T>(
    body: Result<T, PortalError>,
    next: &impl ToString,
) -> Result<Page<T>, PortalError> {
    if let Err(problem @ PortalError::SignInFirst) = body {
        let next = next.to_string();
        redirect(&paths::SignIn { next }.to_string());
        return Err(problem);
    }
    page(body).await
}

/// Sends the browser where the answer leads.
pub fn send(answer: Result<Answer, PortalError>) -> Result<(), PortalError> {
    let answer = answer?;
    if let (true, Some(response)) = (answer.forgets, use_context::<ResponseOptions>()) {
        response.insert_header(CLEAR_SITE_DATA, FORGET);
    }
    redirect(&answer_scripts(Ok(answer))?);
    Ok(())
}

/// For a script that asked: sets the cookies, and says where to go.
pub fn answer_scripts(answer: Result<Answer, PortalError>) -> Result<String, PortalError> {
    let answer = answer?;
    for cookie in &answer.cookies {
        add_cookie(cookie)?;
    }
    Ok(answer.location)
}

/// Puts a complete `Set-Cookie` value onto the answer, wherever it leads.
pub fn add_cookie(cookie: &str) -> Result<(), PortalError> {
    let value = HeaderValue::from_str(cookie).map_err(|_| PortalError::Unavailable)?;
    let response = use_context::<ResponseOptions>().ok_or(PortalError::Unavailable)?;
    response.append_header(header::SET_COOKIE, value);
    Ok(())
}

/// As [`send`], but a problem leads back to the page of the form, which says what was wrong.
pub fn send_or_back(
    answer: Result<Answer, PortalError>,
    form: &impl ToString,
) -> Result<(), PortalError> {
    send(Ok(
        answer.unwrap_or_else(|problem| Answer::back(form, problem))
    ))
}

/// Lets the redirect that answers this page's form leave for the app's origin.
// CSP 3 §6.5.2 as Chromium applies it: `form-action` also checks the redirect after the post.
pub fn allow_form_redirect_to(origin: Option<&str>) {
    let value = origin.and_then(|origin| HeaderValue::from_str(origin).ok());
    if let (Some(value), Some(response)) = (value, use_context::<ResponseOptions>()) {
        response.insert_header(FORM_ANSWERS_TO, value);
    }
}

fn redirect(location: &str) {
    if HeaderValue::from_str(location).is_ok() {
        leptos_axum::redirect(location);
    }
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
