//! What stands before every form: a body that can be read, and an answer that is never a 5xx for bad input.
//!
//! The server functions' own errors come as status 500, or as a redirect that carries the error in its address. Here
//! they become the status that the error has, and a page where a person waits for one.

use app::facts::PortalError;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::plain_page;
use crate::http::form;

/// The longest form: every switch on, and dates. Ten times that.
const LONGEST_FORM: usize = 32 * 1024;

/// The header by which server functions mark an answer that is an error.
const ERROR_MARK: &str = "serverfnerror";

pub(super) async fn guard(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = FormRequest::of(&parts.headers);
    let body = match to_bytes(body, LONGEST_FORM).await {
        Ok(body) if is_readable(&body) => body,
        Ok(_) => return asked.problem(PortalError::UnreadableForm, None),
        Err(_) => {
            return asked.problem(
                PortalError::UnreadableForm,
                Some(StatusCode::PAYLOAD_TOO_LARGE),
            );
        }
    };
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if !response.headers().contains_key(ERROR_MARK) {
        return response;
    }
    asked.after_error(response).await
}

/// The answer to a form that leads to no page.
pub(super) fn problem(headers: &HeaderMap, problem: PortalError) -> Response {
    FormRequest::of(headers).problem(problem, None)
}

/// How the answer should look.
struct FormRequest {
    /// A form without scripts waits for a page.
    page: bool,
    language: domain::language::Language,
}

impl FormRequest {
    fn of(headers: &HeaderMap) -> Self {
        let accept = headers
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok());
        Self {
            page: accept.is_some_and(|accept| accept.contains("text/html")),
            language: crate::http::language::of(headers),
        }
    }

    /// The answer of a server function that ended with an error.
    async fn after_error(&self, mut response: Response) -> Response {
        let location = response.headers().get(header::LOCATION);
        let leads_elsewhere = location
            .and_then(|value| value.to_str().ok())
            .is_some_and(|to| !to.contains("__err="));
        if self.page && leads_elsewhere {
            return response;
        }
        let body = std::mem::take(response.body_mut());
        let body = to_bytes(body, LONGEST_FORM).await.unwrap_or_default();
        let problem = serde_json::from_slice(&body).unwrap_or(PortalError::Unavailable);
        if self.page {
            return self.problem(problem, None);
        }
        *response.status_mut() = status(problem);
        *response.body_mut() = Body::from(body);
        response
    }

    fn problem(&self, problem: PortalError, instead: Option<StatusCode>) -> Response {
        let status = instead.unwrap_or(status(problem));
        if self.page {
            (status, plain_page::of(problem, self.language)).into_response()
        } else {
            (status, [(ERROR_MARK, "form")], axum::Json(problem)).into_response()
        }
    }
}

fn status(problem: PortalError) -> StatusCode {
    StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE)
}

/// UTF-8 without NUL, also behind the percent signs of a form and the escapes of JSON. PostgreSQL cannot store a NUL.
fn is_readable(body: &Bytes) -> bool {
    let (Ok(text), Ok(pairs)) = (std::str::from_utf8(body), form::pairs(body)) else {
        return false;
    };
    let clean = |text: &str| !text.contains('\0');
    !text.contains("\\u0000")
        && pairs
            .iter()
            .all(|(name, value)| clean(name) && clean(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_with_a_nul_or_broken_text_cannot_be_read() {
        assert!(is_readable(&Bytes::from_static(
            b"email=a%40b.example&password=%C3%A9"
        )));
        assert!(is_readable(&Bytes::from_static(
            b"{\"filter\":{\"show\":\"all\"}}"
        )));
        for broken in [
            &b"a=\0"[..],
            b"a=%00",
            b"a=\xff",
            b"a=%ff%fe",
            b"{\"a\":\"\\u0000\"}",
            b"%00=1",
        ] {
            assert!(!is_readable(&Bytes::from_static(broken)), "{broken:?}");
        }
    }
}
