//! The error response of a request that comes to nothing: which error the client hears, and why.

use crate::operations::authorization_response::answer_location;

/// The error response (RFC 6749 §4.1.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// Where the response goes.
    pub redirect_uri: String,
    /// The `state` of the request.
    pub state: Option<String>,
    /// The `iss` parameter (RFC 9207).
    pub issuer: String,
    pub(super) why: No,
}

/// Why nothing comes of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum No {
    Said,
    /// They may share no record, or not this one.
    MayNot,
    /// OpenID Connect "Unmet Authentication Requirements" 1.0, RFC 9470 §5.
    DemandUnmet,
    /// Whoever was asked comes too late: nobody said anything.
    Expired,
    /// The hospital suspended the client (rule 2).
    ClientSuspended,
}

impl Denied {
    /// Returns the redirect to the client, with the error.
    pub fn location(&self) -> String {
        let (error, description) = match self.why {
            // The app hears the same: why somebody shares nothing is theirs to tell.
            No::Said | No::MayNot => ("access_denied", "the patient did not share"),
            No::Expired => ("access_denied", "the request has expired: ask again"),
            No::ClientSuspended => ("unauthorized_client", "the client is suspended"),
            No::DemandUnmet => (
                "unmet_authentication_requirements",
                "the patient cannot be authenticated as acr_values demand",
            ),
        };
        answer_location(
            &self.redirect_uri,
            &[
                ("error", Some(error)),
                ("error_description", Some(description)),
                ("state", self.state.as_deref()),
                ("iss", Some(&self.issuer)),
            ],
        )
    }
}
