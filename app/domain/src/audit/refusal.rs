//! What is counted of requests that come from nobody who is known. Anybody can send as many as they like, so none of
//! them becomes an event, and nothing of what they said is kept.

use serde::{Deserialize, Serialize};

use crate::{Timestamp, catalogue::catalogue_enum, ids::ClientId};

catalogue_enum! {
    /// Why a request from nobody was refused.
    AnonymousRefusal {
        /// A client that is not registered, at any endpoint.
        UnknownClient = "unknown-client",
        /// A registered client that did not authenticate as it must (RFC 6749 §5.2 `invalid_client`).
        WrongSecret = "wrong-secret",
        /// A registered client that authenticated, and that the hospital suspended (rule 2).
        ClientSuspended = "client-suspended",
        /// An access token that was never given out, or opens nothing any more (RFC 6750 §3.1 `invalid_token`).
        UnknownToken = "unknown-token",
        /// A code or refresh token that was never given out (RFC 6749 §5.2 `invalid_grant`).
        UnknownGrant = "unknown-grant",
        /// An authorization request that was answered with an error (RFC 6749 §4.1.2.1).
        AuthorizationRefused = "authorization-refused",
        /// A sign-in that named nobody's account or passkey.
        UnknownAccount = "unknown-account",
        /// Whoever it was, they asked more often than a rate limit allows.
        RateLimited = "rate-limited",
    }
}

/// How often it happened in one minute, for one client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalCount {
    /// When the minute began.
    pub minute: Timestamp,
    /// A registered client; `None` where none was named.
    pub client: Option<ClientId>,
    /// Why the requests were refused.
    pub reason: AnonymousRefusal,
    /// How many requests were refused.
    pub count: u64,
}
