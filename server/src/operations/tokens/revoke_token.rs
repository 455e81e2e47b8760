//! Revokes a token (RFC 7009). Whichever token it was, its grant ends, and with it all that hangs on it.

use domain::{
    actor::Actor, audit::AuditAction, client::Client, grant::GrantEndCause, ids::GrantId,
};

use crate::{
    operations::{connection::Connection, prelude::*},
    secret::{Secret, SecretKind},
};

/// Revokes a token: its grant ends, with the evidence (`grant-ended`), in one transaction. A token that does not exist
/// or belongs to another client changes nothing, and the response does not say so (RFC 7009 §2.2).
pub async fn revoke_token(
    deps: &Deps,
    ctx: Context,
    client: &Client,
    token: &str,
) -> Result<(), StoreError> {
    let tx = deps.store.begin().await?;
    let Some(grant) = grant_of(&tx, token).await? else {
        return Ok(());
    };
    let connection = Connection::lock(&tx, grant).await?;
    let Some(connection) = connection.filter(|found| found.grant.client == client.id) else {
        return Ok(());
    };
    let actor = Actor::Client {
        client: client.id.clone(),
    };
    let now = deps.clock.now();
    let ended = deps.event(ctx, now, actor, AuditAction::GrantEnded);
    connection
        .end(&tx, GrantEndCause::ReleasedByClient, now, ended)
        .await?;
    tx.commit().await
}

/// What a token is says its prefix; the client's hint is not needed (RFC 7009 §2.1).
async fn grant_of(tx: &Tx, token: &str) -> Result<Option<GrantId>, StoreError> {
    if let Some(secret) = Secret::parse(SecretKind::RefreshToken, token) {
        let token = tx.tokens().find_refresh(&secret.digest()).await?;
        return Ok(token.map(|token| token.grant));
    }
    let Some(secret) = Secret::parse(SecretKind::AccessToken, token) else {
        return Ok(None);
    };
    let token = tx.tokens().find_access(&secret.digest()).await?;
    Ok(token.map(|token| token.grant))
}
