//! A person saves a copy of a record: all that they may see of it, in one file. A fresh proof comes first, and the
//! evidence is committed before anything leaves.

use domain::{
    assurance::ProofFor,
    audit::{AuditAction, AuditEvent},
    decision::{Reason, RecordFilter},
    delegation::{Ability, Limits},
};
use thiserror::Error;

use super::{
    acting::{Acting, ActingError},
    prelude::*,
};
use crate::audit::Unavailable;

pub use crate::store::records::StoredBody;

/// How much of a copy is in memory at once, in records.
const PIECE: usize = 200;

/// What leaves: fixed when its evidence was written.
#[derive(Debug)]
pub struct RecordCopy {
    filter: RecordFilter,
    /// Of the records that are still to come, first ones first.
    left: std::vec::IntoIter<i64>,
}

#[derive(Debug, Error)]
pub enum ExportError {
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
    #[error(transparent)]
    Acting(#[from] ActingError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

/// How far a copy would go, for somebody who may save one; nothing for one's own record, which is whole.
pub async fn offer_copy(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
) -> Result<Option<Limits>, ActingError> {
    let acting = acting
        .require(deps, ctx, Ability::Export, AuditAction::RecordExported)
        .await?;
    let now = deps.clock.now();
    Ok(acting.delegation.map(|known| known.limits_at(now)))
}

pub async fn export_record(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    proof: &Proof,
) -> Result<RecordCopy, ExportError> {
    let now = deps.clock.now();
    let action = AuditAction::RecordExported;
    let acting = acting.require(deps, ctx, Ability::Export, action).await?;
    let event = acting.event(deps, ctx, now, action);
    let wanted = ProofFor::ExportRecord(acting.subject.clone());
    if proof.of(acting.person, &wanted, now).is_none() {
        let refused = event.refused([Reason::StepUpRequired]);
        deps.audit.record(refused).await?;
        return Err(ExportError::StepUpRequired);
    }
    let filter = acting.records(Ability::Export, now);
    let (records, categories) = deps.store.read().records().admitted(&filter).await?;
    let event = AuditEvent {
        categories,
        count: Some(u32::try_from(records.len()).unwrap_or(u32::MAX)),
        ..event
    };
    deps.audit.record(event).await?;
    Ok(RecordCopy {
        filter,
        left: records.into_iter(),
    })
}

impl RecordCopy {
    /// The next records, or none after the last. One that was labelled anew meanwhile is left out.
    pub async fn next(&mut self, deps: &Deps) -> Result<Option<Vec<StoredBody>>, ExportError> {
        let piece: Vec<i64> = self.left.by_ref().take(PIECE).collect();
        if piece.is_empty() {
            return Ok(None);
        }
        let store = deps.store.read();
        Ok(Some(store.records().bodies(&self.filter, &piece).await?))
    }
}
