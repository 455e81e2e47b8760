//! One pending request at `/oauth/authorize`, from the redirect of the app to the exchange of its code.
//!
//! ```text
//! Pending ─approve→ Approved ─exchange→ Exchanged
//!    ├─deny→ Denied      └─(60 s)→ Expired
//!    └─(10 min)→ Expired
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
};

/// What an app sent to the authorization endpoint, checked against its registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    pub id: AuthorizationRequestId,
    pub client: ClientId,
    pub redirect_uri: String,
    /// What was asked for, as far as the client may ask for it.
    pub scope: ScopeSet,
    pub purpose: PurposeOfUse,
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub challenge: PkceChallenge,
    /// How the person must be authenticated for the answer.
    pub demand: Demand,
    pub created_at: Timestamp,
    /// The choice made on the consent page, before it was restated and approved: read with [`Self::draft_of`].
    pub draft: Option<Draft>,
    pub stage: Stage,
}

/// What somebody picked so far. Until it is answered, a request belongs to whoever opens its address, so a draft says
/// whose it is: nobody decides on what somebody else left there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub by: PersonId,
    pub choice: Choice,
}

/// How far a request has come. Expiry is seen, not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum Stage {
    Pending,
    Approved {
        grant: GrantId,
        person: PersonId,
        subject: PatientId,
        at: Timestamp,
    },
    Denied {
        at: Timestamp,
    },
    Exchanged {
        grant: GrantId,
        at: Timestamp,
    },
}

/// What cannot be done with a request any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RequestError {
    #[error("the request has expired")]
    Expired,
    #[error("the request was already answered")]
    Answered,
    /// RFC 6749 §4.1.2: a second use of a code ends everything that came of the first.
    #[error("the code was already used")]
    Replayed { grant: GrantId },
    #[error("no code was given out for the request")]
    NotApproved,
}

/// The PKCE code challenge; only `S256` exists here (RFC 7636 §4.2, SMART App Launch 2.2 §2.0.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PkceChallenge(String);

impl PkceChallenge {
    /// A challenge is the unpadded base64url of 32 octets: 43 characters.
    pub fn parse(text: &str) -> Option<Self> {
        let valid = text.len() == 43
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        valid.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AuthorizationRequest {
    /// How long a person has to decide.
    pub const DECIDE_WITHIN: TimeDelta = TimeDelta::minutes(10);
    /// How long a code lives (SMART App Launch 2.2 §2.0.4: about a minute).
    pub const EXCHANGE_WITHIN: TimeDelta = TimeDelta::seconds(60);

    /// Whether it can still be decided at `now`.
    ///
    /// # Errors
    /// [`RequestError::Answered`] or [`RequestError::Expired`].
    pub fn require_pending(&self, now: Timestamp) -> Result<(), RequestError> {
        match self.stage {
            Stage::Pending if now - self.created_at <= Self::DECIDE_WITHIN => Ok(()),
            Stage::Pending => Err(RequestError::Expired),
            _ => Err(RequestError::Answered),
        }
    }

    /// What this person picked on the consent page so far.
    pub fn draft_of(&self, person: PersonId) -> Option<&Choice> {
        let draft = self.draft.as_ref()?;
        (draft.by == person).then_some(&draft.choice)
    }

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

    /// # Errors
    /// As [`Self::require_pending`].
    pub fn deny(self, now: Timestamp) -> Result<Self, RequestError> {
        self.require_pending(now)?;
        Ok(Self {
            stage: Stage::Denied { at: now },
            ..self
        })
    }

    /// Uses up the code and says which grant it stands for.
    ///
    /// # Errors
    /// [`RequestError::Replayed`] on a second use: the grant must end.
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
