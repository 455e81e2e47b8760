//! Stops a waiting recovery of one's own account. It needs a session and no proof.

use domain::{Timestamp, audit::AuditAction, decision::Reason, person::Person, recovery::Step};

use crate::operations::{prelude::*, proof::refused};

/// Returns when the first waiting recovery of this account permits a new password; `None` without one.
pub async fn find_waiting_recovery(
    deps: &Deps,
    person: &Person,
) -> Result<Option<Timestamp>, StoreError> {
    let now = deps.clock.now();
    let attempts = deps.store.read().recoveries().proved_for(person.id).await?;
    let live = attempts.iter().filter(|one| one.step(now) != Step::Over);
    let opens = live.filter_map(|one| one.mail.map(|mail| mail.opens_at));
    Ok(opens.min())
}

/// Ends every recovery of this account, with the evidence in one transaction.
pub async fn stop_recovery(deps: &Deps, ctx: Context, person: &Person) -> Result<(), StoreError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    if tx.recoveries().remove_of(person.id).await? > 0 {
        let (action, reason) = (AuditAction::AccountRecovered, Reason::StepUpRequired);
        tx.audit(refused(deps, ctx, now, person, action, reason))
            .await?;
    }
    tx.commit().await
}
