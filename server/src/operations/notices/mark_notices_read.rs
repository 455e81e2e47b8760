//! Marks notices as read, up to the newest that the page showed. It leaves no evidence.

use domain::{Timestamp, ids::PersonId};

use crate::operations::prelude::*;

/// Marks the notices up to a moment as read. It writes no evidence.
pub async fn mark_notices_read(
    deps: &Deps,
    person: PersonId,
    up_to: Timestamp,
) -> Result<(), StoreError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    tx.notices().mark_read(person, up_to.min(now), now).await?;
    tx.commit().await
}
