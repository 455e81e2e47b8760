//! A person has read what they were told, up to the newest that the page showed. It is nobody's evidence.

use domain::{Timestamp, ids::PersonId};

use crate::operations::prelude::*;

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
