//! What HTTP needs beside a page's facts: statuses, redirects, cookies, and the headers for the page's policy.

use http::{HeaderName, HeaderValue, StatusCode, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use super::answer::Answer;
use crate::{
    facts::{Frame, Page, PortalError},
    paths,
};

/// Says that the answer to this page's form leads to another site, for the layer that writes the page's policy. That layer
/// takes `form-action` and this header off.
pub const FORM_LEAVES: HeaderName = HeaderName::from_static("x-sayso-form-leaves");

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
/// Not the cookies: the language of the pages stays, and what opens something is taken away by name.
const FORGET: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// Puts the surroundings around a page, and answers with the status that its error has. The handle that opened the page
/// gives out its frame, so that nobody is looked up twice.
pub fn page<T>(frame: &Frame, body: Result<T, PortalError>) -> Page<T> {
    if let (Err(problem), Some(response)) = (&body, use_context::<ResponseOptions>()) {
        response.set_status(StatusCode::from_u16(problem.status()).unwrap_or_default());
    }
    Page {
        frame: frame.clone(),
        body,
    }
}

/// As [`page`], for a page about a form that waits in the browser: where nothing waits any more, it leads back to the form.
pub fn page_or_back<T>(
    frame: &Frame,
    body: Result<T, PortalError>,
    form: &impl ToString,
) -> Result<Page<T>, PortalError> {
    if let Err(problem @ PortalError::ChangedMeanwhile) = body {
        redirect(&paths::with_problem(form, problem));
        return Err(problem);
    }
    Ok(page(frame, body))
}

/// As [`page`], for a page that somebody with an account does not need: it leads them through signing in.
pub fn page_or_sign_in<T>(
    frame: &Frame,
    body: Result<T, PortalError>,
    next: &impl ToString,
) -> Result<Page<T>, PortalError> {
    if let Err(problem @ PortalError::SignInFirst) = body {
        let next = next.to_string();
        redirect(&paths::SignIn { next }.to_string());
        return Err(problem);
    }
    Ok(page(frame, body))
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

/// Lets the redirects that answer this page's form leave for an app, or for the hospital's provider, and go on from there.
// CSP 3 §6.5.2 as Chromium applies it: `form-action` also checks each redirect after the post, those of others included.
pub fn allow_form_to_leave() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(FORM_LEAVES, HeaderValue::from_static("1"));
    }
}

/// Sends the browser there.
pub fn redirect(location: &str) {
    if HeaderValue::from_str(location).is_ok() {
        leptos_axum::redirect(location);
    }
}
