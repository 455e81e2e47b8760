//! Ends a session. A cookie without a session is fine: the browser is signed out already.

use domain::{audit::AuditAction, session::Session};

use crate::{
    context::Context, operations::proof::about, secret::Secret, state::Deps, store::StoreError,
};

/// Ends the session of a cookie, with its evidence (`sign-out`) in one transaction, and returns it. Does nothing if there
/// is none.
pub async fn sign_out(
    deps: &Deps,
    ctx: Context,
    secret: &Secret,
) -> Result<Option<Session>, StoreError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let Some((session, person)) = tx.sessions().find(&secret.digest()).await? else {
        return Ok(None);
    };
    tx.sessions().remove(session.id).await?;
    tx.audit(about(deps, ctx, now, &person, AuditAction::SignOut))
        .await?;
    tx.commit().await?;
    Ok(Some(session))
}
