//! Signs out every browser of somebody, such as one whose phone was stolen. They can sign in again, and apps go on.

use domain::{audit::AuditAction, notice::NoticeKind, person::Person};

use super::account_care::{AccountName, Care, CareError, find_account, notice};
use crate::operations::prelude::*;

/// Ends every session of an account, with the evidence (`session-ended`) and the notice in one transaction. Returns whose
/// they were, and how many.
pub async fn end_account_sessions(
    deps: &Deps,
    ctx: Context,
    account: &AccountName,
    care: &Care,
) -> Result<(Person, u64), CareError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let person = find_account(&tx, account).await?;
    let ended = tx.sessions().remove_of(person.id, None).await?;
    if ended == 0 {
        return Err(CareError::Already("the account is signed in nowhere"));
    }
    let event = care.event(deps, ctx, now, &person, AuditAction::SessionEnded);
    tx.audit(event).await?;
    let told = notice(deps, now, &person, NoticeKind::SessionsEnded);
    tx.notices().insert(&told).await?;
    tx.commit().await?;
    Ok((person, ended))
}
