//! The grant: what every code and token of one connection hangs on. When it ends, all of them stop at once.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    Timestamp,
    assurance::Assurance,
    catalogue::catalogue_enum,
    ids::{ClientId, ConsentId, GrantId, PatientId, PersonId},
    scope::ScopeSet,
};

catalogue_enum! {
    /// Why a grant ended.
    GrantEndCause {
        /// The consent that it rests on was revoked or expired.
        ConsentEnded = "consent-ended",
        /// A code or a refresh token was used a second time (RFC 6749 §4.1.2, RFC 9700 §4.14.2).
        Replayed = "replayed",
        /// The hospital suspended the client (rule 2).
        ClientSuspended = "client-suspended",
        /// The client revoked its token (RFC 7009).
        ReleasedByClient = "released-by-client",
    }
}

/// Whether a grant still carries tokens (rule 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum GrantState {
    /// Its tokens work, as far as the consent in force allows.
    Live,
    /// None of its codes and tokens works any more. Final.
    Ended {
        /// When it ended.
        at: Timestamp,
        /// Why it ended; the first cause stands.
        cause: GrantEndCause,
    },
}

/// One connection of one client under one consent (RFC 6749 "authorization grant").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What its codes and tokens name.
    pub id: GrantId,
    /// What it rests on; always read in the version in force.
    pub consent: ConsentId,
    /// The client that holds its tokens.
    pub client: ClientId,
    /// Whose record its tokens are for.
    pub subject: PatientId,
    /// The person who approved: the `sub` of the ID token.
    pub person: PersonId,
    /// The widest scope of its tokens; the consent in force narrows it at once.
    pub scope: ScopeSet,
    /// How that person was authenticated: the `acr`, `amr` and `auth_time` of everything that hangs on it.
    pub authentication: Assurance,
    /// When the consent page was approved.
    pub created_at: Timestamp,
    /// Live, or ended and why.
    pub state: GrantState,
}

/// The grant had already ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the grant had already ended")]
pub struct AlreadyEnded;

impl Grant {
    /// Whether its tokens may still work; the consent has its own say.
    pub const fn is_live(&self) -> bool {
        matches!(self.state, GrantState::Live)
    }

    /// Ends the grant, and with it every code and token that hangs on it.
    ///
    /// # Errors
    /// [`AlreadyEnded`] if it ended before; the first cause stands.
    pub fn end(self, cause: GrantEndCause, now: Timestamp) -> Result<Self, AlreadyEnded> {
        match self.state {
            GrantState::Live => Ok(Self {
                state: GrantState::Ended { at: now, cause },
                ..self
            }),
            GrantState::Ended { .. } => Err(AlreadyEnded),
        }
    }
}
