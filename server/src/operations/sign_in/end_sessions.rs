//! Signs out another browser of the same person, or all others. Like everything that gives up access, it needs no
//! proof, so that nothing delays locking a thief out.

use domain::{
    audit::{AuditAction, AuditEvent},
    ids::SessionId,
    person::Person,
};
use thiserror::Error;

use crate::operations::{prelude::*, proof::about};

/// Why no session ends.
#[derive(Debug, Error)]
pub enum EndSessionError {
    /// There is no such session of this person.
    #[error("there is no such session of this person")]
    NotFound,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Ends one session of this person, with its evidence (`session-ended`) in one transaction.
pub async fn end_session(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    session: SessionId,
) -> Result<(), EndSessionError> {
    let tx = deps.store.begin().await?;
    let found = tx.sessions().lock(session).await?;
    let found = found.filter(|session| session.person == person.id);
    let found = found.ok_or(EndSessionError::NotFound)?;
    tx.sessions().remove(found.id).await?;
    tx.audit(ended(deps, ctx, person)).await?;
    Ok(tx.commit().await?)
}

/// Ends every session of this person but `here`, with the evidence. Returns how many.
pub async fn end_other_sessions(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    here: SessionId,
) -> Result<u64, StoreError> {
    let tx = deps.store.begin().await?;
    let gone = tx.sessions().remove_of(person.id, Some(here)).await?;
    if gone > 0 {
        tx.audit(ended(deps, ctx, person)).await?;
    }
    tx.commit().await?;
    Ok(gone)
}

fn ended(deps: &Deps, ctx: Context, person: &Person) -> AuditEvent {
    let now = deps.clock.now();
    about(deps, ctx, now, person, AuditAction::SessionEnded)
}
