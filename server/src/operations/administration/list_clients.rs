//! Every registered client.

use crate::{
    state::Deps,
    store::{RegisteredClient, StoreError},
};

/// Returns every registered client, in the order of their ids.
pub async fn list_clients(deps: &Deps) -> Result<Vec<RegisteredClient>, StoreError> {
    deps.store.read().clients().list().await
}
