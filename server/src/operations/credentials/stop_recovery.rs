//! Stops a waiting recovery of one's own account. It needs a passkey or a paper code that is older than the recovery:
//! who came in by a stolen password must not keep the holder out.

use domain::{
    Timestamp,
    audit::AuditAction,
    person::Person,
    proof::ProofFor,
    recovery::{Recovery, Step},
};
use thiserror::Error;

use crate::operations::{
    prelude::*,
    proof::{about, refuse_unproved},
};

/// A recovery whose mailed code was returned, and that is not over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingRecovery {
    /// When the first one began.
    pub begun_at: Timestamp,
    /// When the first one permits a new password.
    pub opens_at: Timestamp,
}

/// Why the recovery goes on.
#[derive(Debug, Error)]
pub enum StopRecoveryError {
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a proof that is older than the recovery is needed")]
    StepUpRequired,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl WaitingRecovery {
    fn among(attempts: &[Recovery], now: Timestamp) -> Option<Self> {
        let live = || attempts.iter().filter(|one| one.step(now) != Step::Over);
        let opens = live().filter_map(|one| one.mail.map(|mail| mail.opens_at));
        Some(Self {
            begun_at: live().map(|one| one.created_at).min()?,
            opens_at: opens.min()?,
        })
    }

    /// Returns the proof that stops it.
    pub const fn proof_for(self) -> ProofFor {
        ProofFor::StopRecovery {
            begun_at: self.begun_at,
        }
    }
}

/// Returns the waiting recovery of this account; `None` without one.
pub async fn find_waiting_recovery(
    deps: &Deps,
    person: &Person,
) -> Result<Option<WaitingRecovery>, StoreError> {
    let attempts = deps.store.read().recoveries().proved_for(person.id).await?;
    Ok(WaitingRecovery::among(&attempts, deps.clock.now()))
}

/// Ends every recovery of this account, with the evidence in one transaction. Without one that waits, it does nothing.
pub async fn stop_recovery(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    proof: Option<&Proof>,
) -> Result<(), StopRecoveryError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let attempts = tx.recoveries().proved_for(person.id).await?;
    let Some(waiting) = WaitingRecovery::among(&attempts, now) else {
        return Ok(());
    };
    let event = about(deps, ctx, now, person, AuditAction::RecoveryStopped);
    let proved = proof.and_then(|proof| proof.of(person.id, &waiting.proof_for(), now));
    if proved.is_none() {
        refuse_unproved(tx, event).await?;
        return Err(StopRecoveryError::StepUpRequired);
    }
    tx.recoveries().remove_of(person.id).await?;
    tx.audit(event).await?;
    Ok(tx.commit().await?)
}
