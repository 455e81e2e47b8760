//! The sessions of an account, the browser that was used last first.

use domain::{ids::PersonId, session::Session};

use crate::operations::prelude::*;

/// Returns the live sessions of an account, the one used last first.
pub async fn list_sessions(deps: &Deps, person: PersonId) -> Result<Vec<Session>, StoreError> {
    let now = deps.clock.now();
    let all = deps.store.read().sessions().list_of(person).await?;
    Ok(all
        .into_iter()
        .filter(|session| session.is_live(now))
        .collect())
}
