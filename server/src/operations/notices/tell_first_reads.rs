//! Notices of the first read under a consent. The audit log is searched afterwards, so that no read waits for it.

use domain::notice::NoticeKind;

use crate::operations::{consent_notice::ConsentNotice, prelude::*};

/// Writes the notices of first reads in what the chain has sealed. Returns how many first reads there were.
pub async fn tell_first_reads(deps: &Deps) -> Result<u64, StoreError> {
    let now = deps.clock.now();
    let head = deps.store.read().chain().head().await?;
    let tx = deps.store.begin().await?;
    let found = tx.first_reads().find_up_to(head.sealed_seq).await?;
    for (consent, at) in &found {
        let Some(consent) = tx.consents().find(*consent).await? else {
            continue;
        };
        let notice = ConsentNotice {
            kind: NoticeKind::FirstRead,
            consent: &consent,
            at: *at,
            by: None,
        };
        notice.tell(deps, &tx, now).await?;
    }
    tx.commit().await?;
    Ok(found.len() as u64)
}
