//! Somebody who is signed in sees that an attempt to get into their account waits, and stops it. It needs no proof.

use domain::{Timestamp, audit::AuditAction, decision::Reason, person::Person, recovery::Step};

use crate::operations::{prelude::*, proof::refused};

/// When the first attempt opens that waits now, if there is one.
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

/// Ends every attempt for this account.
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
