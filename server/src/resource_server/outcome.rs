//! Error responses: status, `WWW-Authenticate` challenge and OperationOutcome, in one table.
//!
//! None of them reveals whether a record exists that the consent does not share.

use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use chrono::TimeDelta;
use domain::catalogue::ResourceType;
use fhir::FHIR_JSON;
use fhir::{
    operation_outcome::{IssueCode, operation_outcome},
    search::SearchError,
};
use thiserror::Error;

use crate::{config::StepUp, operations::records::decide_access::AccessError};

/// Why nothing is served, for the developer of the client.
#[derive(Debug, Error)]
pub(super) enum Problem {
    #[error("An access token is needed.")]
    NoToken,
    #[error("The access token is not valid, or not any more.")]
    InvalidToken,
    #[error("An access token belongs into the Authorization header only.")]
    TokenElsewhere,
    #[error("{resource} lies outside what is shared with this app.")]
    OutsideScope {
        resource: ResourceType,
        action: char,
    },
    /// RFC 9470 §3.
    #[error("The patient must show again, or more surely, who they are.")]
    StepUp(StepUp),
    #[error("There is no such record.")]
    NoSuchRecord,
    #[error("There is nothing at this address.")]
    NoSuchAddress,
    #[error("This is not a resource type that is served here.")]
    UnknownType,
    #[error("An id has 1 to 64 letters, digits, hyphens and dots.")]
    BadId,
    #[error("The address is not valid.")]
    BadAddress,
    #[error("The search cannot be read: {0}.")]
    Search(#[from] SearchError),
    #[error("This page of the search is gone. Start the search again.")]
    CursorLost,
    #[error("Answers are written as application/fhir+json only.")]
    NotAcceptable,
    #[error("A search is sent as application/x-www-form-urlencoded.")]
    WrongContentType,
    #[error("The search is too long.")]
    TooLong,
    #[error("Records can be read and searched, nothing else.")]
    MethodNotAllowed,
    #[error("This app asks too often. Go on after {} s.", seconds(.0))]
    TooManyRequests(TimeDelta),
    #[error("Nothing can be served right now. Try again later.")]
    Unavailable,
}

impl Problem {
    /// The refusal of an operation, as far as the client may know.
    pub(super) fn of(error: &AccessError, resource: ResourceType, action: char) -> Self {
        match error {
            AccessError::InvalidToken => Self::InvalidToken,
            AccessError::OutsideScope => Self::OutsideScope { resource, action },
            AccessError::StepUpRequired(step_up) => Self::StepUp(*step_up),
            AccessError::TooManyRequests(wait) => Self::TooManyRequests(*wait),
            AccessError::NotFound => Self::NoSuchRecord,
            AccessError::CursorLost => Self::CursorLost,
            AccessError::Undecided | AccessError::NoEvidence(_) | AccessError::NoStore(_) => {
                tracing::error!(
                    error = error as &dyn std::error::Error,
                    "FHIR request failed"
                );
                Self::Unavailable
            }
        }
    }

    const fn answer(&self) -> (StatusCode, IssueCode) {
        match self {
            Self::NoToken | Self::InvalidToken | Self::StepUp(_) => {
                (StatusCode::UNAUTHORIZED, IssueCode::Login)
            }
            Self::OutsideScope { .. } => (StatusCode::FORBIDDEN, IssueCode::Forbidden),
            Self::NoSuchRecord | Self::NoSuchAddress => {
                (StatusCode::NOT_FOUND, IssueCode::NotFound)
            }
            Self::UnknownType => (StatusCode::NOT_FOUND, IssueCode::NotSupported),
            Self::TokenElsewhere | Self::BadId | Self::BadAddress | Self::CursorLost => {
                (StatusCode::BAD_REQUEST, IssueCode::Invalid)
            }
            Self::Search(SearchError::TooLong | SearchError::TooMany) => {
                (StatusCode::BAD_REQUEST, IssueCode::TooLong)
            }
            Self::Search(SearchError::Unknown(_) | SearchError::Modifier(_)) => {
                (StatusCode::BAD_REQUEST, IssueCode::NotSupported)
            }
            Self::Search(
                SearchError::NotText | SearchError::Malformed { .. } | SearchError::Repeated(_),
            ) => (StatusCode::BAD_REQUEST, IssueCode::Invalid),
            Self::NotAcceptable => (StatusCode::NOT_ACCEPTABLE, IssueCode::NotSupported),
            Self::WrongContentType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, IssueCode::NotSupported),
            Self::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, IssueCode::TooLong),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, IssueCode::NotSupported),
            Self::TooManyRequests(_) => (StatusCode::TOO_MANY_REQUESTS, IssueCode::Throttled),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, IssueCode::Transient),
        }
    }

    /// RFC 6750 §3: no error code without a token.
    fn challenge(&self) -> Option<HeaderValue> {
        let text = match self {
            Self::NoToken => r#"Bearer realm="Sayso""#.to_owned(),
            Self::InvalidToken => r#"Bearer realm="Sayso", error="invalid_token""#.to_owned(),
            Self::OutsideScope { resource, action } => format!(
                r#"Bearer realm="Sayso", error="insufficient_scope", scope="patient/{resource}.{action}""#
            ),
            Self::StepUp(step_up) => step_up_challenge(*step_up),
            _ => return None,
        };
        Some(HeaderValue::try_from(text).expect("a challenge is made of header-safe letters"))
    }
}

/// Whole seconds (RFC 9110 §10.2.3), and never too few.
fn seconds(wait: &TimeDelta) -> i64 {
    wait.num_seconds() + 1
}

/// RFC 9470 §3: what a new authorization request must demand, so that its tokens are enough.
fn step_up_challenge(StepUp { acr, max_age }: StepUp) -> String {
    let mut challenge = String::from(
        r#"Bearer realm="Sayso", error="insufficient_user_authentication", error_description="A more recent or stronger authentication is needed""#,
    );
    if let Some(acr) = acr {
        challenge.push_str(&format!(r#", acr_values="{}""#, acr.key()));
    }
    if let Some(max_age) = max_age {
        challenge.push_str(&format!(r#", max_age="{max_age}""#));
    }
    challenge
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code) = self.answer();
        let body = operation_outcome(code, &self.to_string());
        let mut response = (status, [(CONTENT_TYPE, FHIR_JSON)], body).into_response();
        let headers = response.headers_mut();
        if let Some(challenge) = self.challenge() {
            headers.insert(WWW_AUTHENTICATE, challenge);
        }
        match self {
            Self::MethodNotAllowed => {
                headers
                    .entry(ALLOW)
                    .or_insert(HeaderValue::from_static("GET, HEAD"));
            }
            Self::TooManyRequests(wait) => {
                headers.insert(RETRY_AFTER, seconds(&wait).into());
            }
            Self::Unavailable => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
            }
            _ => {}
        }
        response
    }
}
