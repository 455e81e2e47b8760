//! Getting in and out, and the language of the pages.

use domain::language::Language;
use leptos::prelude::*;

use crate::facts::{
    PortalError,
    sign_in::{NewAccountForm, SignInForm},
};

#[server(prefix = "/api", endpoint = "sign-in")]
pub async fn sign_in(#[server(flatten)] form: SignInForm) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::portal()?
        .sign_in()
        .sign_in(&session::request()?, form)
        .await;
    session::send(answer)
}

#[server(prefix = "/api", endpoint = "open-account")]
pub async fn open_account(#[server(flatten)] form: NewAccountForm) -> Result<(), PortalError> {
    use crate::session;
    let page = crate::paths::NewAccount {
        secret: form.secret.clone(),
    };
    let answer = session::portal()?
        .sign_in()
        .open_account(&session::request()?, form)
        .await;
    session::send_or_back(answer, &page)
}

#[server(prefix = "/api", endpoint = "sign-out")]
pub async fn sign_out() -> Result<(), PortalError> {
    use crate::session;
    let answer = session::portal()?
        .sign_in()
        .sign_out(&session::request()?)
        .await;
    session::send(answer)
}

#[server(prefix = "/api", endpoint = "language")]
pub async fn choose_language(language: Language) -> Result<(), PortalError> {
    use crate::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let back = session::came_from(&request);
    session::send(
        portal
            .sign_in()
            .choose_language(&request, language, back)
            .await,
    )
}

/// "Leave fast": ends the session and goes where nothing is ours.
#[server(prefix = "/api", endpoint = "leave")]
pub async fn leave() -> Result<(), PortalError> {
    use crate::session;
    let answer = session::portal()?
        .sign_in()
        .leave(&session::request()?)
        .await;
    session::send(answer)
}

/// For how many more seconds somebody is signed in; `stay` is a sign of life. `None` where nobody is.
#[server(prefix = "/api", endpoint = "session-left")]
pub async fn session_left(stay: bool) -> Result<Option<u32>, PortalError> {
    use crate::session;
    let (portal, request) = (session::portal()?, session::request()?);
    portal.sign_in().session_left(&request, stay).await
}
