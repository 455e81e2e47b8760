//! Is the audit log still what was written, are its checkpoints ours and none of them missing, and is it what left the database?

use std::mem::discriminant;

use chrono::TimeDelta;
use domain::Timestamp;

use crate::{
    audit::{self, Finding, LONGEST_WITHOUT, MOST_ROWS_BETWEEN, Verification, signed_text},
    operations::prelude::*,
    store::{Checkpoint, Reader},
};

/// Clocks of two nodes may differ by so much.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// Recomputes the hash chain, checks every checkpoint, and holds the chain against those that left the database: `outside`, none
/// if nobody kept any. Returns what does not fit.
pub async fn verify_audit(deps: &Deps, outside: &[Checkpoint]) -> Result<Verification, StoreError> {
    let reader = deps.store.read();
    let mut found = audit::verify(&reader).await?;
    let checkpoints = reader.chain().checkpoints_after(0).await?;
    let mut walk = Walk::default();
    for checkpoint in &checkpoints {
        let fault = walk.fault(deps, &reader, checkpoint).await?;
        found.checkpoints += u64::from(fault.is_none());
        found.findings.extend(fault);
    }
    // What a later checkpoint of ours is signed over, it vouches for, whoever signed it before.
    found
        .findings
        .extend(walk.unknown.map(|place| Finding::UnknownKey { place }));
    let end = i64::try_from(found.sealed).unwrap_or(i64::MAX);
    found
        .findings
        .extend(unsigned_end(deps, &reader, walk.place, end).await?);
    found
        .findings
        .extend(against(deps, &reader, &checkpoints, outside, end).await?);
    Ok(found)
}

/// A walk along the checkpoints.
#[derive(Default)]
struct Walk {
    place: i64,
    at: Timestamp,
    /// The first checkpoint by a key that is not set here, since the last one by ours.
    unknown: Option<i64>,
}

impl Walk {
    async fn fault(
        &mut self,
        deps: &Deps,
        reader: &Reader,
        checkpoint: &Checkpoint,
    ) -> Result<Option<Finding>, StoreError> {
        let place = checkpoint.sealed_seq;
        let before = (self.place, self.at);
        (self.place, self.at) = (place, checkpoint.at);
        let stands = reader.chain().at(place).await?;
        let Some(stands) = stands.filter(|stands| stands.hash == checkpoint.hash) else {
            return Ok(Some(Finding::Checkpoint { place }));
        };
        match is_ours(deps, checkpoint) {
            Some(true) => self.unknown = None,
            Some(false) => return Ok(Some(Finding::Checkpoint { place })),
            None => self.unknown = self.unknown.or(Some(place)),
        }
        if checkpoint.at < before.1 || checkpoint.at + SKEW < stands.at {
            return Ok(Some(Finding::NotRising { place }));
        }
        let missing = place - before.0 > MOST_ROWS_BETWEEN;
        Ok(missing.then_some(Finding::Missing { after: before.0 }))
    }
}

/// Whether our key signed it; `None` if its key is not set here.
fn is_ours(deps: &Deps, checkpoint: &Checkpoint) -> Option<bool> {
    let text = signed_text(checkpoint.sealed_seq, &checkpoint.hash, checkpoint.at);
    let key = deps.keys.checkpoint_key_named(&checkpoint.key_id)?;
    Some(key.verifies(&text, &checkpoint.signature))
}

/// What lies behind the last checkpoint for too long, or is too much. The first row is signed at once.
async fn unsigned_end(
    deps: &Deps,
    reader: &Reader,
    last: i64,
    end: i64,
) -> Result<Option<Finding>, StoreError> {
    if end - last > MOST_ROWS_BETWEEN || (last == 0 && end > 0) {
        return Ok(Some(Finding::Missing { after: last }));
    }
    let Some(first) = reader.chain().at(last + 1).await? else {
        return Ok(None);
    };
    let due = first.at + LONGEST_WITHOUT;
    Ok((due < deps.clock.now()).then_some(Finding::Late { after: last, due }))
}

/// How the chain differs from what left the database: the first place of each kind.
async fn against(
    deps: &Deps,
    reader: &Reader,
    kept: &[Checkpoint],
    outside: &[Checkpoint],
    end: i64,
) -> Result<Vec<Finding>, StoreError> {
    let mut found: Vec<Finding> = Vec::new();
    for left in outside {
        let (place, at) = (left.sealed_seq, left.at);
        let stands = reader.chain().at(place).await?;
        let is_kept = kept.iter().any(|one| one.sealed_seq == place);
        let differs = match stands {
            _ if is_ours(deps, left) == Some(false) => Finding::Foreign { place },
            None => Finding::Behind { place, at, end },
            Some(stands) if stands.hash != left.hash => Finding::Rebuilt { place, at },
            Some(_) if !is_kept => Finding::CheckpointRemoved { place, at },
            Some(_) => continue,
        };
        if found
            .iter()
            .all(|one| discriminant(one) != discriminant(&differs))
        {
            found.push(differs);
        }
    }
    Ok(found)
}
