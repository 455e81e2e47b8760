//! Sign-in with the hospital's own provider: an attempt on its way there and back, and the account that an identity
//! belongs to.

use chrono::TimeDelta;

use thiserror::Error;

use crate::{
    Timestamp,
    actor::StaffRole,
    assurance::{Assurance, AuthenticationMethod},
    ids::PersonId,
    language::Language,
    name::PersonName,
    person::Email,
};

/// A person as an OpenID provider names them: issuer and subject together are unique (OpenID Connect Core §5.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstreamIdentity {
    /// The `iss` of the ID token.
    pub issuer: String,
    /// The `sub` of the ID token.
    pub subject: String,
}

/// What a provider's ID token says of one sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstreamSignIn {
    /// Whom it authenticated.
    pub identity: UpstreamIdentity,
    /// When the person was authenticated there (`auth_time`).
    pub authenticated_at: Timestamp,
    /// How, in the provider's own words.
    pub said: UpstreamContext,
    /// What it says of the person, as far as this server's settings ask for it.
    pub claims: UpstreamClaims,
}

/// `acr` and `amr` of an ID token, kept as received. A hospital may say which values call a sign-in strong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpstreamContext {
    /// `None` if the provider sent none.
    pub acr: Option<String>,
    /// Empty if the provider sent none.
    pub amr: Vec<String>,
}

/// What a provider says of the person: claims of the ID token and of the UserInfo response (OpenID Connect Core §5.1, §5.3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpstreamClaims {
    /// The values of the claim that names the person's own record; empty if it is not sent.
    pub records: Vec<String>,
    /// The values of the claim that names roles; empty if it is not sent.
    pub roles: Vec<String>,
    /// The address, if the provider verified it (`email_verified`). It is where mails go, and names no record.
    pub email: Option<Email>,
    /// `name`, for an account without a record that has one.
    pub name: Option<PersonName>,
    /// `locale`, if it is a language that we ship.
    pub language: Option<Language>,
}

/// An account has one role, and the provider names several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the role claim names several roles, and an account has one")]
pub struct SeveralRoles;

impl UpstreamClaims {
    /// Returns the role of staff that the provider names by its key; `None` if no value is the key of one.
    ///
    /// # Errors
    /// [`SeveralRoles`] for different ones.
    pub fn role(&self) -> Result<Option<StaffRole>, SeveralRoles> {
        let mut known = self.roles.iter().filter_map(|key| StaffRole::from_key(key));
        let Some(role) = known.next() else {
            return Ok(None);
        };
        if known.any(|other| other != role) {
            return Err(SeveralRoles);
        }
        Ok(Some(role))
    }
}

impl UpstreamSignIn {
    /// Returns what the sign-in is worth here: [`AuthenticationMethod::Upstream`], however strong it was there.
    pub fn assurance(&self, now: Timestamp) -> Assurance {
        Assurance {
            method: AuthenticationMethod::Upstream,
            // A clock that runs ahead of ours must not make it fresher.
            authenticated_at: self.authenticated_at.min(now),
        }
    }
}

/// An identity that was linked to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedIdentity {
    /// Issuer and subject at the provider.
    pub identity: UpstreamIdentity,
    /// The account.
    pub person: PersonId,
    /// When its holder linked it.
    pub linked_at: Timestamp,
    /// The latest sign-in with it.
    pub used_at: Timestamp,
    /// What the provider said of the latest sign-in.
    pub said: UpstreamContext,
}

/// One authorization code flow with the provider, in one browser.
#[derive(Clone, PartialEq, Eq)]
pub struct UpstreamAttempt {
    /// The provider.
    pub issuer: String,
    /// Where the browser goes afterwards: a path of ours.
    pub next: String,
    /// The account that the identity is to be linked to; `None` for a sign-in.
    pub person: Option<PersonId>,
    /// How far it has come.
    pub stage: UpstreamStage,
    /// When the browser was sent to the provider.
    pub created_at: Timestamp,
}

/// How far an attempt has come.
#[derive(Clone, PartialEq, Eq)]
pub enum UpstreamStage {
    /// At the provider.
    Away {
        /// Returns in the ID token (OpenID Connect Core §3.1.2.1).
        nonce: String,
        /// The PKCE code verifier for the token request (RFC 7636 §4.1).
        verifier: String,
    },
    /// Back, with an identity that is linked to no account.
    Unlinked {
        /// Its `sub`; the issuer is the attempt's.
        subject: String,
        /// How the provider authenticated it.
        said: UpstreamContext,
    },
}

impl UpstreamAttempt {
    /// How long an attempt may take.
    pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);

    /// When it ends by itself.
    pub fn expires_at(&self) -> Timestamp {
        self.created_at + Self::LIFETIME
    }

    /// Whether it can still be finished.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at()
    }

    /// Whether the provider must authenticate the person anew (`prompt=login`): the sign-in leads to a decision.
    pub fn must_be_fresh(&self) -> bool {
        self.next.starts_with("/consent/")
    }

    /// The same attempt, back with an identity that is linked to no account.
    #[must_use]
    pub fn unlinked(self, sign_in: UpstreamSignIn) -> Self {
        Self {
            stage: UpstreamStage::Unlinked {
                subject: sign_in.identity.subject,
                said: sign_in.said,
            },
            ..self
        }
    }

    /// Returns the identity that is to be linked; `None` while the browser is at the provider.
    pub fn waiting(&self) -> Option<(UpstreamIdentity, UpstreamContext)> {
        match &self.stage {
            UpstreamStage::Away { .. } => None,
            UpstreamStage::Unlinked { subject, said } => {
                let identity = UpstreamIdentity {
                    issuer: self.issuer.clone(),
                    subject: subject.clone(),
                };
                Some((identity, said.clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(values: &[&str]) -> Result<Option<StaffRole>, SeveralRoles> {
        let claims = UpstreamClaims {
            roles: values.iter().map(|value| (*value).to_owned()).collect(),
            ..UpstreamClaims::default()
        };
        claims.role()
    }

    #[test]
    fn a_role_is_named_by_its_key_and_alone() {
        assert_eq!(role(&[]), Ok(None));
        assert_eq!(role(&["nurses", "Support"]), Ok(None));
        let support = Ok(Some(StaffRole::Support));
        assert_eq!(role(&["nurses", "support", "support"]), support);
        assert_eq!(role(&["support", "administrator"]), Err(SeveralRoles));
    }
}
