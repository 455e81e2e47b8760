//! Why an authorization request gets no code: as a page of ours, or as an error response to the client.

use domain::scope::MOST_SCOPES;
use thiserror::Error;

use super::parameters::BadParameter;

/// The client or its redirect URI is unknown, so no redirect is permitted (RFC 6749 §4.1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum PageError {
    #[error("the parameters cannot be read")]
    Unreadable,
    #[error("a parameter is too long")]
    TooLong,
    #[error("the client is not registered")]
    UnknownClient,
    #[error("the redirect URI is not registered")]
    WrongRedirect,
    #[error("the database cannot be reached")]
    Unavailable,
}

/// The error response at the client's redirect URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum AuthorizationError {
    #[error(transparent)]
    Parameter(BadParameter),
    #[error("the parameter {0} is missing")]
    Missing(&'static str),
    #[error("the parameter {0} has a value that is not supported")]
    Invalid(&'static str),
    #[error("aud is not the address of this FHIR server")]
    Audience,
    #[error("only response_type=code is supported")]
    ResponseType,
    #[error("nothing in scope can be shared with this client")]
    Scope,
    #[error(
        "scope is narrowed by parameters that are not supported: one category or _security each"
    )]
    ScopeParameters,
    #[error("scope is not a list of scopes, or of more than {MOST_SCOPES}")]
    ScopeList,
    #[error("the request parameter is not supported")]
    RequestObject,
    #[error("the request_uri parameter is not supported")]
    RequestUri,
    #[error("the client is suspended")]
    ClientSuspended,
    #[error("nobody is signed in")]
    LoginRequired,
    #[error("the person cannot be authenticated as acr_values demand")]
    DemandUnmet,
    #[error("the patient must decide on a page")]
    ConsentRequired,
    #[error("too many requests: try again in a minute")]
    TooMany,
    #[error("the request could not be stored")]
    Unavailable,
}

impl AuthorizationError {
    /// The `error` parameter (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6).
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Parameter(_) | Self::Missing(_) | Self::Invalid(_) | Self::Audience => {
                "invalid_request"
            }
            Self::ResponseType => "unsupported_response_type",
            Self::Scope | Self::ScopeParameters | Self::ScopeList => "invalid_scope",
            Self::RequestObject => "request_not_supported",
            Self::RequestUri => "request_uri_not_supported",
            Self::ClientSuspended => "unauthorized_client",
            Self::LoginRequired => "login_required",
            // OpenID Connect "Unmet Authentication Requirements" 1.0, RFC 9470 §5.
            Self::DemandUnmet => "unmet_authentication_requirements",
            Self::ConsentRequired => "consent_required",
            Self::TooMany | Self::Unavailable => "temporarily_unavailable",
        }
    }
}
