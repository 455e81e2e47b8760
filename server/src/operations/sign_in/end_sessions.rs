//! A person signs out another browser of theirs, or all others. Like everything that gives up access, it needs no
//! proof: whoever is in a hurry to lock somebody out must not be held up.

use domain::{
    audit::{AuditAction, AuditEvent},
    ids::SessionId,
    person::Person,
};
use thiserror::Error;

use crate::operations::{prelude::*, proof::about};

#[derive(Debug, Error)]
pub enum EndSessionError {
    /// No such session, or somebody else's.
    #[error("there is no such session of this person")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

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

/// Ends all but `here`; the answer is how many there were.
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
