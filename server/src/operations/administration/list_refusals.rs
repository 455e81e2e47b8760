//! How often requests from nobody were refused, newest first.

use domain::audit::RefusalCount;

use crate::operations::prelude::*;

/// As many as are kept.
pub async fn list_refusals(deps: &Deps) -> Result<Vec<RefusalCount>, StoreError> {
    deps.store
        .read()
        .refusals()
        .newest(super::prune::MOST_REFUSALS)
        .await
}
