//! Takes out a record that came in wrongly: for apps and people it is gone with the next request, and later imports leave it
//! out.

use std::collections::BTreeSet;

use domain::{
    audit::{AuditAction, AuditEvent, RecordReference},
    catalogue::ResourceType,
    ids::{PatientId, ResourceId},
};
use thiserror::Error;

use super::account_care::Care;
use crate::{
    operations::{activation::withdraw_activation::withdraw_of, prelude::*},
    store::records::RecordKey,
};

/// Why it stays.
#[derive(Debug, Error)]
pub enum WithdrawRecordError {
    /// There is no such record.
    #[error("there is no such record")]
    NotFound,
    /// A Patient with an account, or with records that belong to them.
    #[error("that patient has {0}: withdraw what belongs to them first")]
    InUse(&'static str),
    /// It was not withdrawn, so there is nothing to readmit.
    #[error("that record was not withdrawn")]
    NotWithdrawn,
    /// A Patient that was found to be another one: imports give what names it to that one.
    #[error("that patient was found to be {0}, and stays so")]
    Merged(String),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Withdraws a record: it and its evidence (`record-withdrawn`) are committed in one transaction, with the labels that it
/// had spread, and of a Patient with the links and letters that lead to it. Returns whose it was.
pub async fn withdraw_record(
    deps: &Deps,
    ctx: Context,
    resource: ResourceType,
    id: &ResourceId,
    care: &Care,
) -> Result<Option<PatientId>, WithdrawRecordError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let found = tx.records().find(resource, id.as_str()).await?;
    let record = found.ok_or(WithdrawRecordError::NotFound)?;
    let patient = record
        .patient
        .as_deref()
        .and_then(|id| PatientId::parse(id).ok());
    if let (ResourceType::Patient, Some(patient)) = (resource, &patient) {
        require_unused(&tx, patient).await?;
        let why = (care.by.clone(), Some(care.reason.clone()));
        withdraw_of(deps, ctx, &tx, (patient, None), why, now).await?;
    }
    tx.records().withdraw(&record.key, now).await?;
    if let Some(patient) = &record.patient {
        let touched = BTreeSet::from([patient.clone()]);
        tx.records().relabel(&touched).await?;
    }
    tx.audit(AuditEvent {
        subject: patient.clone(),
        categories: record.categories,
        stated_reason: Some(care.reason.clone()),
        ..event(deps, ctx, resource, id, care)
    })
    .await?;
    tx.commit().await?;
    Ok(patient)
}

/// Lets later imports bring a withdrawn record again, with its evidence in one transaction.
pub async fn readmit_record(
    deps: &Deps,
    ctx: Context,
    resource: ResourceType,
    id: &ResourceId,
    care: &Care,
) -> Result<(), WithdrawRecordError> {
    let tx = deps.store.begin().await?;
    let key = RecordKey {
        kind: resource,
        id: id.to_string(),
    };
    if resource == ResourceType::Patient {
        let kept = tx.records().kept_instead(&[id.as_str()]).await?;
        if let Some(kept) = kept.into_values().next() {
            return Err(WithdrawRecordError::Merged(kept));
        }
    }
    if !tx.records().readmit(&key).await? {
        return Err(WithdrawRecordError::NotWithdrawn);
    }
    tx.audit(AuditEvent {
        action: AuditAction::RecordReadmitted,
        stated_reason: Some(care.reason.clone()),
        ..event(deps, ctx, resource, id, care)
    })
    .await?;
    Ok(tx.commit().await?)
}

fn event(
    deps: &Deps,
    ctx: Context,
    resource: ResourceType,
    id: &ResourceId,
    care: &Care,
) -> AuditEvent {
    let (now, action) = (deps.clock.now(), AuditAction::RecordWithdrawn);
    AuditEvent {
        record: Some(RecordReference {
            resource,
            id: Some(id.clone()),
        }),
        ..deps.event(ctx, now, care.by.clone(), action)
    }
}

/// What belongs to a patient would belong to nobody.
async fn require_unused(tx: &Tx, patient: &PatientId) -> Result<(), WithdrawRecordError> {
    if tx.people().find_by_patient(patient).await?.is_some() {
        return Err(WithdrawRecordError::InUse("an account"));
    }
    if tx.records().count_of(patient).await? > 0 {
        return Err(WithdrawRecordError::InUse("other records"));
    }
    Ok(())
}
