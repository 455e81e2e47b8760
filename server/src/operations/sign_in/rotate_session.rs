//! Renews the cookie of a session after a stronger authentication: the old cookie stops working.

use domain::{assurance::Assurance, audit::AuditAction, ids::SessionId, person::Person};

use crate::{
    operations::{prelude::*, proof::about},
    secret::{Secret, SecretKind},
};

/// Returns the new secret for the cookie; `None` if the proof is no stronger than the session was.
pub async fn rotate_session(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    session: SessionId,
    proved: Assurance,
) -> Result<Option<Secret>, StoreError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let found = tx.sessions().lock(session).await?;
    let own = found.filter(|session| session.person == person.id && session.is_live(now));
    let Some(risen) = own.and_then(|session| session.risen(proved)) else {
        return Ok(None);
    };
    let secret = deps.secret(SecretKind::Session);
    tx.sessions().renew(&risen, &secret.digest()).await?;
    tx.audit(about(deps, ctx, now, person, AuditAction::IdentityProved))
        .await?;
    tx.commit().await?;
    Ok(Some(secret))
}
