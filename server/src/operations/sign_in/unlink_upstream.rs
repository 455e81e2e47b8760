//! The account and the identity at the provider part: it opens the account no more, and browsers that came in with it
//! are signed out.

use domain::{
    assurance::AuthenticationMethod,
    audit::AuditAction,
    ids::{PersonId, SessionId},
    proof::ProofFor,
    upstream::LinkedIdentity,
};
use thiserror::Error;

use crate::operations::{
    prelude::*,
    proof::{about, refuse_unproved},
};

#[derive(Debug, Error)]
pub enum UnlinkError {
    #[error("nothing is linked")]
    NotLinked,
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The identity at the provider that is set now, if this person has one.
pub async fn linked_upstream(
    deps: &Deps,
    person: PersonId,
) -> Result<Option<LinkedIdentity>, StoreError> {
    let Some(provider) = deps.config.upstream() else {
        return Ok(None);
    };
    let reader = deps.store.read();
    reader.upstream().linked_to(person, &provider.issuer).await
}

/// `here` is the session that asks: it stays.
pub async fn unlink_upstream(
    deps: &Deps,
    ctx: Context,
    person: PersonId,
    here: SessionId,
    proof: Option<&Proof>,
) -> Result<(), UnlinkError> {
    let now = deps.clock.now();
    let provider = deps.config.upstream().ok_or(UnlinkError::NotLinked)?;
    let tx = deps.store.begin().await?;
    let account = tx.people().find(person).await?;
    let account = account.ok_or(UnlinkError::NotLinked)?;
    let event = about(deps, ctx, now, &account, AuditAction::UpstreamUnlinked);
    if proof
        .and_then(|proof| proof.of(person, &ProofFor::UnlinkUpstream, now))
        .is_none()
    {
        refuse_unproved(tx, event).await?;
        return Err(UnlinkError::StepUpRequired);
    }
    if !tx.upstream().unlink(person, &provider.issuer).await? {
        return Err(UnlinkError::NotLinked);
    }
    let method = AuthenticationMethod::Upstream;
    tx.sessions().remove_by(person, method, here).await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(())
}
