//! Tells people when an app has read something of theirs for the first time. The evidence is looked at afterwards, so
//! that a read waits for nothing.

use domain::notice::NoticeKind;

use crate::operations::{app_news::AppNews, prelude::*};

/// Returns how many first reads there were.
pub async fn tell_first_reads(deps: &Deps) -> Result<u64, StoreError> {
    let now = deps.clock.now();
    let head = deps.store.read().chain().head().await?;
    let tx = deps.store.begin().await?;
    let found = tx.first_reads().find_up_to(head.sealed_seq).await?;
    for (consent, at) in &found {
        let Some(consent) = tx.consents().find(*consent).await? else {
            continue;
        };
        let news = AppNews {
            kind: NoticeKind::FirstRead,
            consent: &consent,
            at: *at,
            by: None,
        };
        news.tell(deps, &tx, now).await?;
    }
    tx.commit().await?;
    Ok(found.len() as u64)
}
