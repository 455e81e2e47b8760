//! Puts two records together that were found to be one person's. What was shared from the old one ends, and what is shared from
//! the one that is kept waits for a new yes, for it holds more now.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent, RecordReference},
    catalogue::ResourceType,
    ids::{PatientId, ResourceId},
    notice::NoticeKind,
};
use thiserror::Error;

use super::{
    account_care::{Care, notice},
    leave_record::{LeaveError, Left, leave_record},
    move_record::{MoveRecordError, give},
    suspend_sharing::suspend_sharing,
};
use crate::{
    operations::{
        activation::find_record::{FindRecordError, RecordName, find_record},
        prelude::*,
        records::import_records::{Refusal, import_merged},
    },
    store::records::RecordKey,
};

/// Two records that are one now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedRecords {
    /// How many records went over.
    pub records: u64,
    /// What ended with the old record.
    pub ended: Left,
    /// What waits for a new yes about the record that is kept.
    pub held: Left,
}

/// Why they are not put together.
#[derive(Debug, Error)]
pub enum MergeError {
    /// No record is meant, or several.
    #[error(transparent)]
    Record(#[from] FindRecordError),
    /// Both names mean the same record.
    #[error("that is one record already")]
    Same,
    /// A record of the old one cannot be stored as the other's.
    #[error("nothing was changed: {0}")]
    Refused(Refusal),
    /// What hung on the old record could not end.
    #[error(transparent)]
    Leave(#[from] LeaveError),
    /// The account could not get the record.
    #[error(transparent)]
    Move(#[from] MoveRecordError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives everything in the record `old` to the record `kept`, also in later imports, and takes `old` out. The account of `old`
/// gets `kept`, unless that has one. All of it, with the evidence (`records-merged`, about both) and the notices, is committed
/// in one transaction.
pub async fn merge_records(
    deps: &Deps,
    ctx: Context,
    (old, kept): (&RecordName, &RecordName),
    care: &Care,
) -> Result<MergedRecords, MergeError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let old = find_record(&tx, old).await?;
    let kept = find_record(&tx, kept).await?;
    if old == kept {
        return Err(MergeError::Same);
    }
    let ended = leave_record(deps, ctx, &tx, (&old, None), care, now).await?;
    let held = suspend_sharing(deps, ctx, &tx, &kept, care, now).await?;
    let records = put_together(deps, ctx, &tx, (&old, &kept), now).await?;
    for (one, other) in [(&old, &kept), (&kept, &old)] {
        tx.audit(event(deps, ctx, (one, other), care, now)).await?;
    }
    let of_kept = tx.people().find_by_patient(&kept).await?;
    if let Some(person) = &of_kept {
        let told = notice(deps, now, person, NoticeKind::RecordMerged);
        tx.notices().insert(&told).await?;
    }
    if let Some(person) = tx.people().find_by_patient(&old).await? {
        // An account has one record, and a record one account.
        let to = of_kept.is_none().then(|| kept.clone());
        give(deps, ctx, &tx, person, to, care).await?;
    }
    tx.commit().await?;
    Ok(MergedRecords {
        records,
        ended,
        held,
    })
}

/// Moves the records with their references and their labels, and takes the old Patient out.
async fn put_together(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    (old, kept): (&PatientId, &PatientId),
    now: Timestamp,
) -> Result<u64, MergeError> {
    let texts = tx.records().texts_of(old).await?;
    let moved = tx.records().merge((old, kept), now).await?;
    let patient = RecordKey {
        kind: ResourceType::Patient,
        id: old.to_string(),
    };
    tx.records().withdraw(&patient, now).await?;
    let report = import_merged(deps, ctx, tx, &texts).await?;
    match report.refusals.into_iter().next() {
        Some(refusal) => Err(MergeError::Refused(refusal)),
        None => Ok(moved),
    }
}

/// About one of them, naming the other.
fn event(
    deps: &Deps,
    ctx: Context,
    (about, other): (&PatientId, &PatientId),
    care: &Care,
    now: Timestamp,
) -> AuditEvent {
    let event = deps.event(ctx, now, care.by.clone(), AuditAction::RecordsMerged);
    AuditEvent {
        subject: Some(about.clone()),
        record: Some(RecordReference {
            resource: ResourceType::Patient,
            id: ResourceId::parse(other.as_str()).ok(),
        }),
        stated_reason: Some(care.reason.clone()),
        ..event
    }
}
