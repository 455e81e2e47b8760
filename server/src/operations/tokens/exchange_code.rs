//! Exchanges a code for tokens, once. A second use, or a use with a wrong verifier, ends everything that came of it.

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AnonymousRefusal, AuditAction, AuditEvent},
    client::Client,
    consent::{AuthorizationRequest, RequestError, Stage},
    decision::Reason,
    ids::GrantId,
    notice::NoticeKind,
    scope::Scope,
};
use thiserror::Error;

use super::{
    code_verifier::CodeVerifier,
    issue_tokens::{Issued, SignedInAs, fhir_user, issue},
};
use crate::{
    operations::{
        connection::Connection, consent_notice::ConsentNotice, prelude::*, trust_change::replayed,
    },
    secret::{Secret, SecretKind},
};

/// The parameters of an access token request (RFC 6749 §4.1.3).
#[derive(Debug)]
pub struct ExchangeCode {
    /// The authorization code.
    pub code: String,
    /// Must be the one of the authorization request.
    pub redirect_uri: Option<String>,
    /// The PKCE code verifier (RFC 7636 §4.5).
    pub verifier: Option<String>,
}

/// Why a code is not exchanged. The client gets `invalid_grant` for all of these.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// No such code was issued.
    #[error("unknown authorization code")]
    Unknown,
    /// It was issued to another client.
    #[error("the authorization code belongs to another client")]
    OtherClient,
    /// The redirect URI is not the one of the authorization request.
    #[error("redirect_uri is not that of the authorization request")]
    WrongRedirect,
    /// The code verifier does not match the challenge.
    #[error("code_verifier does not match code_challenge (RFC 7636)")]
    WrongVerifier,
    /// It has expired, or was used before: then its grant ends.
    #[error(transparent)]
    Over(#[from] RequestError),
    /// The grant, consent or delegation behind it is over, or the client suspended (rules 2, 3, 5 and 10).
    #[error("the grant gives no access any more: {0:?}")]
    Refused(Reason),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A refusal, and whether it ends the connection.
struct Refusal {
    error: ExchangeError,
    ends: bool,
}

impl From<ExchangeError> for Refusal {
    fn from(error: ExchangeError) -> Self {
        let ends = matches!(
            error,
            ExchangeError::WrongRedirect
                | ExchangeError::WrongVerifier
                | ExchangeError::Over(RequestError::Replayed { .. })
        );
        Self { error, ends }
    }
}

/// Exchanges a code for tokens: the request, the tokens, the notice and the evidence (`app-connected`) are committed in
/// one transaction.
///
/// # Errors
/// [`ExchangeError`]; a refusal commits its evidence, and an unknown code is only counted. A second use of the code, and a
/// use with a wrong verifier or redirect URI, end what came of it.
pub async fn exchange_code(
    deps: &Deps,
    ctx: Context,
    client: &Client,
    asked: ExchangeCode,
) -> Result<Issued, ExchangeError> {
    let issued = exchange(deps, ctx, client, asked).await;
    if matches!(issued, Err(ExchangeError::Unknown)) {
        let (now, reason) = (deps.clock.now(), AnonymousRefusal::UnknownGrant);
        deps.refusals.count(now, Some(&client.id), reason);
    }
    issued
}

async fn exchange(
    deps: &Deps,
    ctx: Context,
    client: &Client,
    asked: ExchangeCode,
) -> Result<Issued, ExchangeError> {
    let code =
        Secret::parse(SecretKind::AuthorizationCode, &asked.code).ok_or(ExchangeError::Unknown)?;
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let request = tx.requests().lock_by_code(&code.digest()).await?;
    let request = request.ok_or(ExchangeError::Unknown)?;
    let grant = given_grant(&request).ok_or(ExchangeError::Unknown)?;
    let connection = Connection::lock(&tx, grant).await?;
    let connection = connection.ok_or(ExchangeError::Unknown)?;
    let actor = Actor::Client {
        client: client.id.clone(),
    };
    let event = deps.event(ctx, now, actor.clone(), AuditAction::AppConnected);
    let event = connection.event(event);
    match judge(&request, &asked, client, &connection, now) {
        Ok(used) => {
            tx.requests().save(&used).await?;
            let issued = connect(deps, &tx, &connection, used, now).await?;
            tx.audit(connected(event, &issued)).await?;
            tell(deps, &tx, &connection, now).await?;
            tx.commit().await?;
            Ok(issued)
        }
        Err(Refusal { error, ends }) => {
            if ends {
                // RFC 6749 §4.1.2 and RFC 9700 §4.5: a copy of the code is in other hands.
                tx.requests().save(&burnt(request, grant, now)).await?;
                replayed(deps, &tx, ctx, connection, actor.clone(), now).await?;
            }
            tx.audit(event.refused([reason(&error)])).await?;
            tx.commit().await?;
            Err(error)
        }
    }
}

const fn given_grant(request: &AuthorizationRequest) -> Option<GrantId> {
    match request.stage {
        Stage::Approved { grant, .. } | Stage::Exchanged { grant, .. } => Some(grant),
        Stage::Pending | Stage::Denied { .. } => None,
    }
}

fn judge(
    request: &AuthorizationRequest,
    asked: &ExchangeCode,
    client: &Client,
    connection: &Connection,
    now: Timestamp,
) -> Result<AuthorizationRequest, Refusal> {
    if request.client != client.id {
        return Err(ExchangeError::OtherClient.into());
    }
    let (used, _) = request.clone().exchange(now).map_err(ExchangeError::from)?;
    // RFC 6749 §4.1.3: the same text as in the question.
    if asked.redirect_uri.as_deref() != Some(request.redirect_uri.as_str()) {
        return Err(ExchangeError::WrongRedirect.into());
    }
    let verifier = asked.verifier.as_deref().and_then(CodeVerifier::parse);
    if !verifier.is_some_and(|verifier| verifier.answers(&request.challenge)) {
        return Err(ExchangeError::WrongVerifier.into());
    }
    match connection.standing(client, now) {
        Some(reason) => Err(ExchangeError::Refused(reason).into()),
        None => Ok(used),
    }
}

/// The request with its code used up, whatever came of it.
fn burnt(request: AuthorizationRequest, grant: GrantId, now: Timestamp) -> AuthorizationRequest {
    let at = match request.stage {
        Stage::Exchanged { at, .. } => at,
        Stage::Pending | Stage::Approved { .. } | Stage::Denied { .. } => now,
    };
    AuthorizationRequest {
        stage: Stage::Exchanged { grant, at },
        ..request
    }
}

async fn connect(
    deps: &Deps,
    tx: &Tx,
    connection: &Connection,
    request: AuthorizationRequest,
    now: Timestamp,
) -> Result<Issued, StoreError> {
    let Connection { grant, consent, .. } = connection;
    let issued = issue(deps, tx, connection, &grant.scope, now).await?;
    let asked_who = issued.scope.contains(&Scope::OpenId);
    let signed_in = asked_who.then(|| SignedInAs {
        client: grant.client.clone(),
        person: grant.person,
        assurance: grant.authentication,
        nonce: request.nonce,
        fhir_user: fhir_user(deps, &issued.scope, consent),
    });
    Ok(Issued {
        signed_in,
        ..issued
    })
}

async fn tell(
    deps: &Deps,
    tx: &Tx,
    connection: &Connection,
    now: Timestamp,
) -> Result<(), StoreError> {
    let consent = &connection.consent;
    // Who signs in to an app knows it, and nothing of the record went there.
    if consent.is_sign_in() {
        return Ok(());
    }
    let notice = ConsentNotice {
        kind: NoticeKind::AppConnected,
        consent,
        at: now,
        by: consent.grantor.person(),
    };
    notice.tell(deps, tx, now).await
}

fn connected(event: AuditEvent, issued: &Issued) -> AuditEvent {
    AuditEvent {
        categories: issued.scope.categories(),
        scope: Some(issued.scope.to_string()),
        ..event
    }
}

const fn reason(error: &ExchangeError) -> Reason {
    match error {
        ExchangeError::Refused(reason) => *reason,
        ExchangeError::Unknown
        | ExchangeError::OtherClient
        | ExchangeError::WrongRedirect
        | ExchangeError::WrongVerifier
        | ExchangeError::Over(_) => Reason::TokenInvalid,
        ExchangeError::Store(_) => Reason::Unavailable,
    }
}
