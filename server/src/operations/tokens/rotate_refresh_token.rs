//! Exchanges a refresh token for new tokens, once. A second use ends the grant (RFC 9700 §4.14.2).

use chrono::TimeDelta;
use domain::{
    Timestamp,
    actor::Actor,
    audit::{AnonymousRefusal, AuditAction, AuditEvent},
    client::Client,
    decision::Reason,
    scope::ScopeSet,
    token::{RefreshToken, Rotation},
};
use thiserror::Error;

use super::issue_tokens::{Issued, comes_back, issue};
use crate::{
    operations::{connection::Connection, prelude::*, trust_change::replayed},
    secret::{Digest, Secret, SecretKind},
};

/// The parameters of a refresh request (RFC 6749 §6).
#[derive(Debug)]
pub struct RotateRefreshToken {
    /// The refresh token.
    pub token: String,
    /// A narrower scope, if the client requests one.
    pub scope: Option<ScopeSet>,
}

/// Why a refresh token is not rotated.
#[derive(Debug, Error)]
pub enum RotateError {
    /// No such token was issued.
    #[error("unknown refresh token")]
    Unknown,
    /// It was issued to another client.
    #[error("the refresh token belongs to another client")]
    OtherClient,
    /// Its consent has ended, or it was left alone for longer than the server lets it.
    #[error("the refresh token has expired")]
    Expired,
    /// It was used before: its grant ends (RFC 9700 §4.14.2).
    #[error("refresh token reused (replay)")]
    Replayed,
    /// The scope is wider than what was granted (`invalid_scope`).
    #[error("the scope is wider than what was granted")]
    WiderScope,
    /// The grant, consent or delegation behind it is over, or the client suspended (rules 2, 3, 5 and 10).
    #[error("the grant gives no access any more: {0:?}")]
    Refused(Reason),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Rotates a refresh token: the old token, the new ones and the evidence (`token-refreshed`) are committed in one
/// transaction.
///
/// # Errors
/// [`RotateError`]; a refusal commits its evidence, and all but a replay leave the token as it was. An unknown token is only
/// counted.
pub async fn rotate_refresh_token(
    deps: &Deps,
    ctx: Context,
    client: &Client,
    asked: RotateRefreshToken,
) -> Result<Issued, RotateError> {
    let issued = rotate_known(deps, ctx, client, asked).await;
    if matches!(issued, Err(RotateError::Unknown)) {
        let (now, reason) = (deps.clock.now(), AnonymousRefusal::UnknownGrant);
        deps.refusals.count(now, Some(&client.id), reason);
    }
    issued
}

async fn rotate_known(
    deps: &Deps,
    ctx: Context,
    client: &Client,
    asked: RotateRefreshToken,
) -> Result<Issued, RotateError> {
    let token = Secret::parse(SecretKind::RefreshToken, &asked.token);
    let digest = token.ok_or(RotateError::Unknown)?.digest();
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let token = tx.tokens().lock_refresh(&digest).await?;
    let token = token.ok_or(RotateError::Unknown)?;
    let connection = Connection::lock(&tx, token.grant).await?;
    let connection = connection.ok_or(RotateError::Unknown)?;
    let actor = Actor::Client {
        client: client.id.clone(),
    };
    let event = deps.event(ctx, now, actor.clone(), AuditAction::TokenRefreshed);
    let event = connection.event(event);
    let idle = deps.config.refresh_token_idle();
    match judge(token, idle, &asked, client, &connection, now) {
        Ok(used) => {
            let issued = rotate(deps, &tx, &digest, used, &asked, &connection).await?;
            tx.audit(refreshed(event, &issued)).await?;
            tx.commit().await?;
            Ok(issued)
        }
        Err(error) => {
            if matches!(error, RotateError::Replayed) {
                replayed(deps, &tx, ctx, connection, actor.clone(), now).await?;
            }
            tx.audit(event.refused([reason(&error)])).await?;
            tx.commit().await?;
            Err(error)
        }
    }
}

/// A refusal other than a replay leaves the token as it was.
fn judge(
    token: RefreshToken,
    idle: TimeDelta,
    asked: &RotateRefreshToken,
    client: &Client,
    connection: &Connection,
    now: Timestamp,
) -> Result<RefreshToken, RotateError> {
    if connection.grant.client != client.id {
        return Err(RotateError::OtherClient);
    }
    let used = match token.rotate(idle, now) {
        Rotation::Rotated(used) => used,
        Rotation::Replayed => return Err(RotateError::Replayed),
        Rotation::Expired => return Err(RotateError::Expired),
    };
    if let Some(reason) = connection.standing(client, now) {
        return Err(RotateError::Refused(reason));
    }
    // A newer decision may have been for one look only.
    if !comes_back(connection) {
        return Err(RotateError::Refused(Reason::ScopeInsufficient));
    }
    // RFC 6749 §6: the scope must not include what was not granted.
    let wider = |scope: &ScopeSet| !scope.is_subset(&connection.grant.scope);
    if asked.scope.as_ref().is_some_and(wider) {
        return Err(RotateError::WiderScope);
    }
    Ok(used)
}

async fn rotate(
    deps: &Deps,
    tx: &Tx,
    digest: &Digest,
    used: RefreshToken,
    asked: &RotateRefreshToken,
    connection: &Connection,
) -> Result<Issued, StoreError> {
    let wanted = asked.scope.as_ref().unwrap_or(&connection.grant.scope);
    tx.tokens().save_refresh(digest, &used).await?;
    issue(deps, tx, connection, wanted, deps.clock.now()).await
}

fn refreshed(event: AuditEvent, issued: &Issued) -> AuditEvent {
    AuditEvent {
        categories: issued.scope.categories(),
        scope: Some(issued.scope.to_string()),
        ..event
    }
}

const fn reason(error: &RotateError) -> Reason {
    match error {
        RotateError::Refused(reason) => *reason,
        RotateError::Unknown
        | RotateError::OtherClient
        | RotateError::Expired
        | RotateError::Replayed => Reason::TokenInvalid,
        RotateError::WiderScope => Reason::ScopeInsufficient,
        RotateError::Store(_) => Reason::Unavailable,
    }
}
