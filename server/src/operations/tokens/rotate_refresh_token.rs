//! Exchanges a refresh token for new tokens. A second use ends the grant (RFC 9700 §4.14.2), unless it is the retry of a
//! moment ago, which gets the same successor.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    actor::Actor,
    audit::{AnonymousRefusal, AuditAction, AuditEvent},
    client::Client,
    decision::Reason,
    scope::ScopeSet,
    token::{RefreshState, RefreshToken, Rotation},
};
use thiserror::Error;

use super::issue_tokens::{Issued, add_refresh, comes_back, issue_access};
use crate::{
    operations::{connection::Connection, prelude::*, trust_change::replayed},
    secret::{Secret, SecretKind, SuccessorSalt},
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
    /// It was used before, and this is no retry: its grant ends (RFC 9700 §4.14.2).
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

/// A refresh token that somebody presents, as it is stored.
struct Presented {
    secret: Secret,
    token: RefreshToken,
    /// What came of its first use, if that can be told.
    successor: Option<(Secret, RefreshToken)>,
}

/// What is done with it.
enum Next {
    /// It was valid: it is used up, and a successor is issued.
    First(RefreshToken),
    /// It is used again in time: the successor that it has.
    Retry(Secret),
}

/// Rotates a refresh token: the old token, the new ones and the evidence (`token-refreshed`) are committed in one
/// transaction. A retry adds an access token and no refresh token.
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
    let secret = Secret::parse(SecretKind::RefreshToken, &asked.token);
    let secret = secret.ok_or(RotateError::Unknown)?;
    let tx = deps.store.begin().await?;
    let presented = lock(&tx, secret).await?.ok_or(RotateError::Unknown)?;
    // Under the lock: whoever waited for it came later than who held it.
    let now = deps.clock.now();
    let connection = Connection::lock(&tx, presented.token.grant).await?;
    let connection = connection.ok_or(RotateError::Unknown)?;
    let actor = Actor::Client {
        client: client.id.clone(),
    };
    let event = deps.event(ctx, now, actor.clone(), AuditAction::TokenRefreshed);
    let event = connection.event(event);
    let idle = deps.config.refresh_token_idle();
    match judge(&presented, idle, &asked, client, &connection, now) {
        Ok(next) => {
            let secret = &presented.secret;
            let issued = answer(deps, &tx, secret, next, &asked, &connection, now).await?;
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

async fn lock(tx: &Tx, secret: Secret) -> Result<Option<Presented>, StoreError> {
    let digest = secret.digest();
    let Some(token) = tx.tokens().lock_refresh(&digest).await? else {
        return Ok(None);
    };
    let salt = match token.state {
        RefreshState::Valid => None,
        RefreshState::Rotated { .. } => tx.tokens().successor_salt(&digest).await?,
    };
    let successor = match salt {
        Some(salt) => {
            let next = secret.successor(SecretKind::RefreshToken, &salt);
            let token = tx.tokens().lock_refresh(&next.digest()).await?;
            token.map(|token| (next, token))
        }
        None => None,
    };
    Ok(Some(Presented {
        secret,
        token,
        successor,
    }))
}

/// A refusal other than a replay leaves the token as it was.
fn judge(
    presented: &Presented,
    idle: TimeDelta,
    asked: &RotateRefreshToken,
    client: &Client,
    connection: &Connection,
    now: Timestamp,
) -> Result<Next, RotateError> {
    if connection.grant.client != client.id {
        return Err(RotateError::OtherClient);
    }
    let token = &presented.token;
    let retried = presented.successor.as_ref();
    let retried = retried.filter(|(_, successor)| token.retries(successor, now));
    let next = match (token.clone().rotate(idle, now), retried) {
        (Rotation::Rotated(used), _) => Next::First(used),
        (Rotation::Replayed, Some((successor, _))) => Next::Retry(successor.clone()),
        (Rotation::Replayed, None) => return Err(RotateError::Replayed),
        (Rotation::Expired, _) => return Err(RotateError::Expired),
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
    Ok(next)
}

async fn answer(
    deps: &Deps,
    tx: &Tx,
    secret: &Secret,
    next: Next,
    asked: &RotateRefreshToken,
    connection: &Connection,
    now: Timestamp,
) -> Result<Issued, StoreError> {
    let successor = match next {
        Next::First(used) => {
            let salt = SuccessorSalt::generate(&*deps.entropy);
            let successor = secret.successor(SecretKind::RefreshToken, &salt);
            tx.tokens()
                .save_refresh(&secret.digest(), &used, &salt)
                .await?;
            add_refresh(tx, connection, &successor, now).await?;
            successor
        }
        Next::Retry(successor) => successor,
    };
    let wanted = asked.scope.as_ref().unwrap_or(&connection.grant.scope);
    Ok(Issued {
        refresh_token: Some(successor),
        ..issue_access(deps, tx, connection, wanted, now).await?
    })
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
