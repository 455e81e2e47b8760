//! Seals audit events: gives them their place in the hash chain, signs its head from time to time, and lets what it signed leave
//! the database.

use domain::Timestamp;
use thiserror::Error;

use crate::{
    audit::{
        CheckpointFileError, append_checkpoints, as_line, seal_group, sign_if_due, signed_text,
    },
    operations::prelude::*,
    store::{ChainHead, Checkpoint},
};

/// What is to be signed of the chain, given its head, the last checkpoint, the key's name and the time.
type WhichIsDue = fn(ChainHead, Option<&Checkpoint>, &str, Timestamp) -> Option<(i64, [u8; 32])>;

/// Why the chain does not grow.
#[derive(Debug, Error)]
pub enum SealError {
    /// A checkpoint could not be signed.
    #[error("a checkpoint could not be signed")]
    Signature,
    /// A checkpoint could not leave. It is in the database, and the next turn tries again.
    #[error(transparent)]
    File(#[from] CheckpointFileError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives unsealed rows their places in the hash chain, and signs a checkpoint wherever one is due. Returns how many rows were
/// sealed.
pub async fn seal_audit(deps: &Deps) -> Result<u64, SealError> {
    let mut sealed = 0;
    loop {
        let group = seal_group(&deps.store).await?;
        sealed += group.rows;
        if group.rows > 0 {
            sign_checkpoint(deps).await?;
        }
        if group.was_last {
            return Ok(sealed);
        }
    }
}

/// Signs a checkpoint if one is due, also where nothing was sealed since, and writes every checkpoint that has not left yet to the
/// file outside the database. Without a key outside the database nothing is signed: it would prove nothing. Returns how many were
/// signed.
pub async fn sign_checkpoint(deps: &Deps) -> Result<u64, SealError> {
    sign(deps, sign_if_due).await
}

/// Seals what waits and signs the end of the chain, so that nothing is left without a checkpoint when the server stops.
pub async fn sign_end(deps: &Deps) -> Result<u64, SealError> {
    seal_audit(deps).await?;
    sign(deps, |head, last, _, _| {
        let signed = last.map_or(0, |last| last.sealed_seq);
        let hash = head.hash.filter(|_| head.sealed_seq > signed)?;
        Some((head.sealed_seq, hash))
    })
    .await
}

async fn sign(deps: &Deps, due: WhichIsDue) -> Result<u64, SealError> {
    let Some(key) = deps.keys.checkpoint_key() else {
        return Ok(0);
    };
    let now = deps.clock.now();
    let reader = deps.store.read();
    let last = reader.chain().last_checkpoint().await?;
    let head = reader.chain().head().await?;
    let due = due(head, last.as_ref(), key.id(), now);
    if let Some((sealed_seq, hash)) = due {
        let text = signed_text(sealed_seq, &hash, now);
        let checkpoint = Checkpoint {
            sealed_seq,
            hash: hash.to_vec(),
            at: now,
            key_id: key.id().to_owned(),
            signature: key.sign(&text).ok_or(SealError::Signature)?,
        };
        save(deps, &checkpoint).await?;
    }
    let_leave(deps).await?;
    Ok(due.is_some().into())
}

async fn save(deps: &Deps, checkpoint: &Checkpoint) -> Result<(), StoreError> {
    let tx = deps.store.begin().await?;
    match tx.chain().insert_checkpoint(checkpoint).await {
        // Another node signed the same place.
        Err(StoreError::Taken(_)) => Ok(()),
        Err(error) => Err(error),
        Ok(()) => {
            tx.commit().await?;
            tracing::info!(checkpoint = as_line(checkpoint), "evidence: checkpoint");
            Ok(())
        }
    }
}

/// Every node has a file of its own, with the checkpoints of all.
async fn let_leave(deps: &Deps) -> Result<(), SealError> {
    let Some(path) = deps.config.checkpoints_leave_for() else {
        return Ok(());
    };
    let last = append_checkpoints(&path, &[])?;
    let newer = deps.store.read().chain().checkpoints_after(last).await?;
    if !newer.is_empty() {
        append_checkpoints(&path, &newer)?;
    }
    Ok(())
}
