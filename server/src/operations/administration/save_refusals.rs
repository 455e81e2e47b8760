//! Saves how often requests from nobody were refused. What a crash loses is at most what was counted since the last turn.

use domain::audit::RefusalCount;

use crate::operations::prelude::*;

/// The answer is how many rows were added to.
pub async fn save_refusals(deps: &Deps) -> Result<u64, StoreError> {
    let counted = deps.refusals.take();
    match save(deps, &counted).await {
        Ok(()) => Ok(counted.len() as u64),
        Err(error) => {
            for count in counted {
                deps.refusals.add(count);
            }
            Err(error)
        }
    }
}

async fn save(deps: &Deps, counted: &[RefusalCount]) -> Result<(), StoreError> {
    if counted.is_empty() {
        return Ok(());
    }
    let tx = deps.store.begin().await?;
    for count in counted {
        tx.refusals().add(count).await?;
    }
    tx.commit().await
}
