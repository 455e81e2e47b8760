//! One pending request at `/oauth/authorize`, from the redirect of the app to the exchange of its code.
//!
//! ```text
//! Pending ─approve→ Approved ─exchange→ Exchanged
//!    ├─deny→ Denied      └─(60 s)→ Expired
//!    └─(10 min, or an hour after a signed-in person last had it open)→ Expired
//! ```

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Choice;
use crate::{
    Timestamp,
    acr::Demand,
    catalogue::PurposeOfUse,
    ids::{AuthorizationRequestId, ClientId, GrantId, PatientId, PersonId},
    scope::ScopeSet,
    session::Session,
};

/// What a client sent to the authorization endpoint (RFC 6749 §4.1.1), checked against its registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// What the address of the consent page names.
    pub id: AuthorizationRequestId,
    /// The `client_id`.
    pub client: ClientId,
    /// Where the response goes: permitted by the client's registration.
    pub redirect_uri: String,
    /// The requested scope, without what the client is not registered for.
    pub scope: ScopeSet,
    /// The purpose: claimed, or the client's default (rule 5).
    pub purpose: PurposeOfUse,
    /// The `state` that the response returns (RFC 6749 §4.1.2).
    pub state: Option<String>,
    /// The `nonce` that the ID token returns (OpenID Connect Core §3.1.2.1).
    pub nonce: Option<String>,
    /// The PKCE code challenge.
    pub challenge: PkceChallenge,
    /// How the person must be authenticated for the decision: `acr_values` and `max_age`.
    pub demand: Demand,
    /// When it arrived.
    pub created_at: Timestamp,
    /// When a signed-in person last had it open; `None` if nobody did.
    pub opened_at: Option<Timestamp>,
    /// The choice made on the consent page before it was approved; read it with [`Self::draft_of`].
    pub draft: Option<Draft>,
    /// Its stored state.
    pub stage: Stage,
}

/// A choice that is not approved yet. Until it is decided, a request belongs to whoever opens its address, so a draft
/// says whose it is: nobody decides on a draft of another person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The signed-in person who chose.
    pub by: PersonId,
    /// What they chose.
    pub choice: Choice,
}

/// The stored state of a request. Expiry is not stored, but seen from the date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum Stage {
    /// The person has not decided yet.
    Pending,
    /// A code was issued.
    Approved {
        /// What the code stands for.
        grant: GrantId,
        /// Who approved.
        person: PersonId,
        /// Whose record is shared.
        subject: PatientId,
        /// When it was approved; the code is counted from here.
        at: Timestamp,
    },
    /// The client got `access_denied` (RFC 6749 §4.1.2.1).
    Denied {
        /// When it was denied.
        at: Timestamp,
    },
    /// The code was exchanged for tokens.
    Exchanged {
        /// What the code stood for.
        grant: GrantId,
        /// When it was exchanged.
        at: Timestamp,
    },
}

/// Why a request or its code no longer works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RequestError {
    /// [`AuthorizationRequest::ends_at`] or [`AuthorizationRequest::EXCHANGE_WITHIN`] has passed.
    #[error("the request has expired")]
    Expired,
    /// It was approved or denied before.
    #[error("the request was already answered")]
    Answered,
    /// The code was used a second time: everything that came of the first use must end (RFC 6749 §4.1.2).
    #[error("the code was already used")]
    Replayed {
        /// The grant to end.
        grant: GrantId,
    },
    /// It has no code: it is pending, or was denied.
    #[error("no code was given out for the request")]
    NotApproved,
}

/// The PKCE code challenge. The only method here is `S256` (RFC 7636 §4.2, SMART App Launch 2.2 §2.0.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PkceChallenge(String);

impl PkceChallenge {
    /// Reads a challenge: the unpadded base64url of 32 octets, 43 characters. `None` for every other text.
    pub fn parse(text: &str) -> Option<Self> {
        let valid = text.len() == 43
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        valid.then(|| Self(text.to_owned()))
    }

    /// Returns the challenge in base64url.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AuthorizationRequest {
    /// How long it waits for somebody to open it.
    pub const OPEN_WITHIN: TimeDelta = TimeDelta::minutes(10);
    /// How long it waits for somebody who opened it, counted from the last time they used its page (WCAG 2.2 §2.2.1).
    pub const OPENED_WAITS: TimeDelta = TimeDelta::hours(1);
    /// How long it waits at most, however much its page is used: as long as a session lives.
    pub const LONGEST: TimeDelta = Session::LONGEST;
    /// How often a use of its page is written down at most.
    const USED_EVERY: TimeDelta = TimeDelta::minutes(1);
    /// How long a code is valid (SMART App Launch 2.2 §2.0.4: about a minute).
    pub const EXCHANGE_WITHIN: TimeDelta = TimeDelta::seconds(60);

    /// Returns when it can no longer be decided, unless its page is used again.
    pub fn ends_at(&self) -> Timestamp {
        let unopened = self.created_at + Self::OPEN_WITHIN;
        let opened = self.opened_at.map(|at| at + Self::OPENED_WAITS);
        let longest = self.created_at + Self::LONGEST;
        opened.map_or(unopened, |opened| opened.max(unopened).min(longest))
    }

    /// Whether a use of its page at `now` should be written down.
    pub fn use_is_news(&self, now: Timestamp) -> bool {
        self.opened_at.is_none_or(|at| now - at >= Self::USED_EVERY)
    }

    /// Checks that it can still be decided at `now`.
    ///
    /// # Errors
    /// [`RequestError::Answered`] if it was decided, [`RequestError::Expired`] if its time is over.
    pub fn require_pending(&self, now: Timestamp) -> Result<(), RequestError> {
        match self.stage {
            Stage::Pending if now <= self.ends_at() => Ok(()),
            Stage::Pending => Err(RequestError::Expired),
            _ => Err(RequestError::Answered),
        }
    }

    /// Returns what this person chose on the consent page so far; `None` if the draft is another person's, or there is
    /// none.
    pub fn draft_of(&self, person: PersonId) -> Option<&Choice> {
        let draft = self.draft.as_ref()?;
        (draft.by == person).then_some(&draft.choice)
    }

    /// Approves the request: a code that stands for `grant` is issued.
    ///
    /// # Errors
    /// As [`Self::require_pending`].
    pub fn approve(
        self,
        grant: GrantId,
        person: PersonId,
        subject: PatientId,
        now: Timestamp,
    ) -> Result<Self, RequestError> {
        self.require_pending(now)?;
        Ok(Self {
            stage: Stage::Approved {
                grant,
                person,
                subject,
                at: now,
            },
            ..self
        })
    }

    /// Denies the request.
    ///
    /// # Errors
    /// As [`Self::require_pending`].
    pub fn deny(self, now: Timestamp) -> Result<Self, RequestError> {
        self.require_pending(now)?;
        Ok(Self {
            stage: Stage::Denied { at: now },
            ..self
        })
    }

    /// Exchanges the code, and returns the grant that it stands for.
    ///
    /// # Errors
    /// [`RequestError::Replayed`] on a second use: the grant must end. [`RequestError::Expired`] after a minute, and
    /// [`RequestError::NotApproved`] if no code was issued.
    pub fn exchange(self, now: Timestamp) -> Result<(Self, GrantId), RequestError> {
        match self.stage {
            Stage::Approved { grant, at, .. } if now - at <= Self::EXCHANGE_WITHIN => Ok((
                Self {
                    stage: Stage::Exchanged { grant, at: now },
                    ..self
                },
                grant,
            )),
            Stage::Approved { .. } => Err(RequestError::Expired),
            Stage::Exchanged { grant, .. } => Err(RequestError::Replayed { grant }),
            Stage::Pending | Stage::Denied { .. } => Err(RequestError::NotApproved),
        }
    }
}
