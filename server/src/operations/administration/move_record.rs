//! Gives an account another record as its holder's own: the first one, or one that takes the place of the old. What was shared
//! from the old record ends, and nothing of it goes over.

use domain::{
    activation::ActivationBasis, audit::AuditAction, ids::PatientId, notice::NoticeKind,
    person::Person,
};
use thiserror::Error;

use super::{
    account_care::{AccountName, Care, CareError, find_account, notice},
    leave_record::{LeaveError, Left, leave_record},
};
use crate::operations::{
    activation::{
        find_record::{FindRecordError, RecordName, find_record},
        withdraw_activation::withdraw_of,
    },
    prelude::*,
};

/// An account that has another record now.
#[derive(Clone, Debug)]
pub struct MovedRecord {
    /// The account.
    pub person: Person,
    /// What ended with the old record.
    pub ended: Left,
}

/// Why nothing is moved.
#[derive(Debug, Error)]
pub enum MoveRecordError {
    /// No account is meant.
    #[error(transparent)]
    Account(#[from] CareError),
    /// No record is meant, or several.
    #[error(transparent)]
    Record(#[from] FindRecordError),
    /// The account has that record.
    #[error("the account has that record already")]
    Same,
    /// An account has one record, and a record one account.
    #[error("another account has that record; an account has one record, and a record one account")]
    Taken,
    /// What hung on the old record could not end.
    #[error(transparent)]
    Leave(#[from] LeaveError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Ends all that hung on the old record, gives the account the new one, signs out every browser, and commits it with the
/// evidence (`record-moved`, about both records) and the notice in one transaction.
pub async fn move_record(
    deps: &Deps,
    ctx: Context,
    account: &AccountName,
    to: &RecordName,
    care: &Care,
) -> Result<MovedRecord, MoveRecordError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let person = find_account(&tx, account).await?;
    let to = find_record(&tx, to).await?;
    if person.patient.as_ref() == Some(&to) {
        return Err(MoveRecordError::Same);
    }
    if tx.people().find_by_patient(&to).await?.is_some() {
        return Err(MoveRecordError::Taken);
    }
    let ended = match &person.patient {
        Some(old) => {
            let own = Some(ActivationBasis::Own);
            leave_record(deps, ctx, &tx, (old, own), care, now).await?
        }
        None => Left::default(),
    };
    let person = give(deps, ctx, &tx, person, Some(to), care).await?;
    tx.commit().await?;
    Ok(MovedRecord { person, ended })
}

/// Gives an account a record, or takes it, in the caller's transaction: sessions end, for each of them knows whose pages it
/// shows.
pub(super) async fn give(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    person: Person,
    to: Option<PatientId>,
    care: &Care,
) -> Result<Person, MoveRecordError> {
    let (now, action) = (deps.clock.now(), AuditAction::RecordMoved);
    let saved = tx.people().save_patient(person.id, to.as_ref()).await;
    saved.map_err(|error| match error {
        // Another account got it meanwhile.
        StoreError::Taken(_) => MoveRecordError::Taken,
        other => other.into(),
    })?;
    if let Some(to) = &to {
        // The record has its account: a letter to it opens nothing any more.
        let (own, why) = (Some(ActivationBasis::Own), Some(care.reason.clone()));
        withdraw_of(deps, ctx, tx, (to, own), (care.by.clone(), why), now).await?;
    }
    tx.sessions().remove_of(person.id, None).await?;
    let moved = Person {
        patient: to,
        ..person.clone()
    };
    for one in [&person, &moved] {
        if one.patient.is_some() {
            tx.audit(care.event(deps, ctx, now, one, action)).await?;
        }
    }
    let told = notice(deps, now, &moved, NoticeKind::RecordMoved);
    tx.notices().insert(&told).await?;
    Ok(moved)
}
