//! Error responses of the token, introspection and revocation endpoints (RFC 6749 §5.2): one table.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use oauth2::{StandardErrorResponse, basic::BasicErrorResponseType};
use thiserror::Error;

use super::parameters::{BadParameter, Unreadable};

/// Why a request of a client is refused. The log says which; the client gets its row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum TokenError {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error(transparent)]
    Parameter(#[from] BadParameter),
    #[error("the parameter {0} is missing")]
    Missing(&'static str),
    #[error("parameters belong in the body of the request")]
    InAddress,
    #[error("the body must be application/x-www-form-urlencoded")]
    NotAForm,
    #[error("the body is too long")]
    TooLong,
    #[error("the client uses two authentication methods at once")]
    TwoMethods,
    /// Unknown, wrong secret, no secret, suspended: the client cannot tell which.
    #[error("client authentication failed")]
    Client,
    #[error("rate limit: too many failed client authentications")]
    RateLimited,
    #[error("the code is not valid")]
    Code,
    #[error("the refresh token is not valid")]
    RefreshToken,
    #[error("the scope is wider than what was granted")]
    Scope,
    #[error("the grant type is not supported")]
    GrantType,
    #[error("the database cannot be reached")]
    Unavailable,
}

impl TokenError {
    /// Logs what failed; the client learns only that it did.
    pub(super) fn unavailable(error: impl std::fmt::Display) -> Self {
        tracing::error!(%error, "token endpoint failed");
        Self::Unavailable
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::Unreadable(_)
            | Self::Parameter(_)
            | Self::Missing(_)
            | Self::InAddress
            | Self::TwoMethods
            | Self::Code
            | Self::RefreshToken
            | Self::Scope
            | Self::GrantType => StatusCode::BAD_REQUEST,
            Self::Client => StatusCode::UNAUTHORIZED,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn code(self) -> BasicErrorResponseType {
        match self {
            Self::Unreadable(_)
            | Self::Parameter(_)
            | Self::Missing(_)
            | Self::InAddress
            | Self::NotAForm
            | Self::TooLong
            | Self::TwoMethods => BasicErrorResponseType::InvalidRequest,
            Self::Client => BasicErrorResponseType::InvalidClient,
            Self::Code | Self::RefreshToken => BasicErrorResponseType::InvalidGrant,
            Self::Scope => BasicErrorResponseType::InvalidScope,
            Self::GrantType => BasicErrorResponseType::UnsupportedGrantType,
            // RFC 6749 has no name for these two at the token endpoint; §4.1.2.1 has this one.
            Self::RateLimited | Self::Unavailable => {
                BasicErrorResponseType::Extension("temporarily_unavailable".to_owned())
            }
        }
    }
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let body = StandardErrorResponse::new(self.code(), Some(self.to_string()), None);
        let mut response = (self.status(), Json(body)).into_response();
        let headers = response.headers_mut();
        if self == Self::Client {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Basic realm=\"sayso\", charset=\"UTF-8\""),
            );
        }
        if self == Self::RateLimited {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        super::never_stored::never_stored(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_use_only_the_characters_that_the_standard_allows() {
        // RFC 6749 Appendix A.8.
        let legal = |c: char| matches!(c, '\x20'..='\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e');
        for error in [
            TokenError::Unreadable(Unreadable::ControlCharacter),
            TokenError::Parameter(BadParameter::Repeated("code")),
            TokenError::InAddress,
            TokenError::TwoMethods,
            TokenError::Client,
            TokenError::Scope,
            TokenError::Unavailable,
        ] {
            assert!(error.to_string().chars().all(legal), "{error}");
        }
    }

    #[test]
    fn a_client_that_did_not_prove_itself_is_told_how_to() {
        let response = TokenError::Client.into_response();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert!(response.headers().contains_key(header::WWW_AUTHENTICATE));
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    }
}
