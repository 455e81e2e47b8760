//! Ends a session. A cookie that opens nothing is fine: whoever wanted out is out.

use domain::audit::AuditAction;

use crate::{
    context::Context, operations::proof::about, secret::Secret, state::Deps, store::StoreError,
};

pub async fn sign_out(deps: &Deps, ctx: Context, secret: &Secret) -> Result<(), StoreError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let Some((session, person)) = tx.sessions().find(&secret.digest()).await? else {
        return Ok(());
    };
    tx.sessions().remove(session.id).await?;
    tx.audit(about(deps, ctx, now, &person, AuditAction::SignOut))
        .await?;
    tx.commit().await
}
