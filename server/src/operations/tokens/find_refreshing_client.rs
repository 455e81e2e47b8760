//! Which client holds this refresh token? A public client may leave out its `client_id` when it refreshes.

use domain::ids::ClientId;

use crate::{
    secret::{Secret, SecretKind},
    state::Deps,
    store::StoreError,
};

/// Returns the client that a refresh token was issued to. This authenticates nobody: whether the token works is decided
/// where it is used.
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
