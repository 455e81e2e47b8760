//! Unlinks an account from its identity at the provider, and ends the sessions that were signed in to with it.

use domain::{
    assurance::AuthenticationMethod,
    audit::AuditAction,
    ids::{PersonId, SessionId},
    notice::{NoticeFacts, NoticeKind},
    proof::ProofFor,
    upstream::LinkedIdentity,
};
use thiserror::Error;

use crate::operations::{
    prelude::*,
    proof::{about, refuse_unproved},
};

/// Why nothing is unlinked.
#[derive(Debug, Error)]
pub enum UnlinkError {
    /// The account has no identity of the provider.
    #[error("no upstream identity is linked")]
    NotLinked,
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Returns the identity of this account at the provider that is set now; `None` without one.
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

/// Unlinks the identity from the account and ends the sessions that were signed in to with it, except `here`, with the
/// evidence (`upstream-unlinked`) in one transaction.
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
    let (key, facts) = (event.id, NoticeFacts::default());
    let notice = deps.notice(now, person, NoticeKind::UpstreamUnlinked, key, facts);
    tx.notices().insert(&notice).await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(())
}
