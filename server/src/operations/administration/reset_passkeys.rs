//! Removes every passkey of somebody who lost them. Consents that rest on them wait until they are confirmed.

use domain::{
    assurance::AuthenticationMethod, audit::AuditAction, consent::SuspensionCause, doubt::Doubt,
    notice::NoticeKind, person::Person,
};

use super::account_care::{AccountName, Care, CareError, find_account, notice};
use crate::operations::{
    prelude::*,
    trust_change::{TrustChange, trust_change},
};

/// What a reset led to.
#[derive(Clone, Debug)]
pub struct PasskeysReset {
    /// Whose passkeys they were.
    pub person: Person,
    /// How many passkeys are gone.
    pub removed: usize,
    /// How many consents were suspended.
    pub held: usize,
}

/// Removes every passkey: sessions end, consents that rest on a passkey are suspended, and the evidence (`passkeys-reset`)
/// and the notice are committed in the same transaction. Password and codes stay as they are.
pub async fn reset_passkeys(
    deps: &Deps,
    ctx: Context,
    account: &AccountName,
    care: &Care,
) -> Result<PasskeysReset, CareError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let person = find_account(&tx, account).await?;
    let keys = tx.passkeys().list_of(person.id).await?;
    if keys.is_empty() {
        return Err(CareError::Already("the account has no passkey"));
    }
    for key in &keys {
        tx.passkeys().remove(key.passkey.id).await?;
    }
    tx.sessions().remove_of(person.id, None).await?;
    let event = care.event(deps, ctx, now, &person, AuditAction::PasskeysReset);
    tx.audit(event).await?;
    let change = TrustChange {
        cause: SuspensionCause::TrustChange,
        doubt: Doubt::in_method(AuthenticationMethod::Passkey),
    };
    let held = trust_change(deps, &tx, ctx, &person, change, now).await?;
    let told = notice(deps, now, &person, NoticeKind::PasskeyRemoved);
    tx.notices().insert(&told).await?;
    tx.commit().await?;
    Ok(PasskeysReset {
        person,
        removed: keys.len(),
        held,
    })
}
