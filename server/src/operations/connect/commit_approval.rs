//! The end of every approval: the request becomes a code, and all of it is committed with its evidence, or nothing is.

use domain::{
    audit::AuditEvent,
    consent::{AuthorizationRequest, Consent},
};

use crate::{
    operations::{authorization_response::answer_location, prelude::*},
    secret::Secret,
};

/// The authorization response (RFC 6749 §4.1.2).
#[derive(Debug)]
pub struct Approved {
    /// The consent in its new version.
    pub consent: Consent,
    /// Where the response goes.
    pub redirect_uri: String,
    /// The authorization code.
    pub code: Secret,
    /// The `state` of the request.
    pub state: Option<String>,
    /// The `iss` parameter (RFC 9207).
    pub issuer: String,
}

impl Approved {
    /// Returns the redirect to the client. It holds the code: it goes into the `Location` header and nowhere else.
    pub fn location(&self) -> String {
        answer_location(
            &self.redirect_uri,
            &[
                ("code", Some(self.code.expose())),
                ("state", self.state.as_deref()),
                ("iss", Some(&self.issuer)),
            ],
        )
    }
}

/// Stores the approved request with the digest of its code, and commits the transaction with this event.
pub(super) async fn commit_approval(
    deps: &Deps,
    tx: Tx,
    request: AuthorizationRequest,
    code: Secret,
    consent: Consent,
    event: AuditEvent,
) -> Result<Approved, StoreError> {
    tx.requests()
        .save_with_code(&request, &code.digest())
        .await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(Approved {
        consent,
        redirect_uri: request.redirect_uri,
        code,
        state: request.state,
        issuer: deps.config.issuer(),
    })
}
