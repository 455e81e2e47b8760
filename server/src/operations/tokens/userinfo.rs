//! Who signed in, for an app that holds a token with `openid`.

use domain::{ids::PersonId, scope::Scope};
use thiserror::Error;

use super::{introspect_token::live_access_basis, issue_tokens::fhir_user};
use crate::operations::prelude::*;

/// The claims (OpenID Connect Core §5.3.2): no name and no address, which are data of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserInfo {
    pub person: PersonId,
    pub fhir_user: Option<String>,
}

#[derive(Debug, Error)]
pub enum UserInfoError {
    #[error("the token does not work")]
    Invalid,
    #[error("the token was not given for signing in")]
    NotOpenId,
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub async fn userinfo(deps: &Deps, token: &str) -> Result<UserInfo, UserInfoError> {
    let basis = live_access_basis(deps, token).await?;
    let basis = basis.ok_or(UserInfoError::Invalid)?;
    if !basis.token.scope.contains(&Scope::OpenId) {
        return Err(UserInfoError::NotOpenId);
    }
    Ok(UserInfo {
        person: basis.grant.person,
        fhir_user: fhir_user(deps, &basis.token.scope, &basis.consent),
    })
}
