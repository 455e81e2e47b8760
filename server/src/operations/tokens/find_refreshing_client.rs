//! Which app a refresh token was given to. A public client may leave its name out when it refreshes.

use domain::ids::ClientId;

use crate::{
    secret::{Secret, SecretKind},
    state::Deps,
    store::StoreError,
};

/// Nothing is proved by it: what the token is worth is decided where it is used.
pub async fn find_refreshing_client(
    deps: &Deps,
    token: &str,
) -> Result<Option<ClientId>, StoreError> {
    let Some(token) = Secret::parse(SecretKind::RefreshToken, token) else {
        return Ok(None);
    };
    let reader = deps.store.read();
    let Some(token) = reader.tokens().find_refresh(&token.digest()).await? else {
        return Ok(None);
    };
    let grant = reader.grants().find(token.grant).await?;
    Ok(grant.map(|grant| grant.client))
}
