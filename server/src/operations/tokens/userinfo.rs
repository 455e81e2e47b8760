//! The claims about the person who connected the client, for an access token with `openid`.

use domain::{audit::AnonymousRefusal, ids::PersonId, scope::Scope};
use thiserror::Error;

use super::{introspect_token::live_access_basis, issue_tokens::fhir_user};
use crate::operations::prelude::*;

/// The claims (OpenID Connect Core §5.3.2): no name and no address, which are data of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserInfo {
    /// `sub`.
    pub person: PersonId,
    /// `fhirUser`, if it was requested.
    pub fhir_user: Option<String>,
}

/// Why there are no claims.
#[derive(Debug, Error)]
pub enum UserInfoError {
    /// The access token does not work (401 `invalid_token`).
    #[error("the access token is unknown, revoked or expired")]
    Invalid,
    /// The token has no scope `openid` (403 `insufficient_scope`).
    #[error("the access token has no openid scope")]
    NotOpenId,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Returns the claims about the person who connected the client (OpenID Connect Core §5.3). It writes no evidence.
pub async fn userinfo(deps: &Deps, token: &str) -> Result<UserInfo, UserInfoError> {
    let basis = live_access_basis(deps, token).await?;
    let Some(basis) = basis else {
        let reason = AnonymousRefusal::UnknownToken;
        deps.refusals.count(deps.clock.now(), None, reason);
        return Err(UserInfoError::Invalid);
    };
    if !basis.token.scope.contains(&Scope::OpenId) {
        return Err(UserInfoError::NotOpenId);
    }
    Ok(UserInfo {
        person: basis.grant.person,
        fhir_user: fhir_user(deps, &basis.token.scope, &basis.consent),
    })
}
