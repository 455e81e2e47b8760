//! Locks an account, or opens it again. A lock ends sessions and sign-in; what apps may see goes on until it is stopped.

use domain::{audit::AuditAction, notice::NoticeKind, person::Person};

use super::account_care::{AccountName, Care, CareError, find_account, notice};
use crate::operations::prelude::*;

/// An account that was just locked.
#[derive(Clone, Debug)]
pub struct LockedAccount {
    /// Whose it is.
    pub person: Person,
    /// How many browsers were signed out.
    pub sessions: u64,
}

/// Locks an account: its sessions and recoveries end, nobody signs in any more, and the evidence (`account-locked`) and the
/// notice are committed in the same transaction.
pub async fn lock_account(
    deps: &Deps,
    ctx: Context,
    account: &AccountName,
    care: &Care,
) -> Result<LockedAccount, CareError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let person = find_account(&tx, account).await?;
    if tx.people().lock_sign_in(person.id).await?.is_some() {
        return Err(CareError::Already("the account is locked already"));
    }
    tx.people().save_locked(person.id, Some(now)).await?;
    let sessions = tx.sessions().remove_of(person.id, None).await?;
    tx.recoveries().remove_of(person.id).await?;
    let event = care.event(deps, ctx, now, &person, AuditAction::AccountLocked);
    tx.audit(event).await?;
    let told = notice(deps, now, &person, NoticeKind::AccountLocked);
    tx.notices().insert(&told).await?;
    tx.commit().await?;
    Ok(LockedAccount { person, sessions })
}

/// Opens a locked account again, with its evidence (`account-unlocked`) and the notice in one transaction.
pub async fn unlock_account(
    deps: &Deps,
    ctx: Context,
    account: &AccountName,
    care: &Care,
) -> Result<Person, CareError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let person = find_account(&tx, account).await?;
    if tx.people().lock_sign_in(person.id).await?.is_none() {
        return Err(CareError::Already("the account is not locked"));
    }
    tx.people().save_locked(person.id, None).await?;
    let event = care.event(deps, ctx, now, &person, AuditAction::AccountUnlocked);
    tx.audit(event).await?;
    let told = notice(deps, now, &person, NoticeKind::AccountUnlocked);
    tx.notices().insert(&told).await?;
    tx.commit().await?;
    Ok(person)
}
