//! Every registered app.

use crate::{
    state::Deps,
    store::{RegisteredClient, StoreError},
};

pub async fn list_clients(deps: &Deps) -> Result<Vec<RegisteredClient>, StoreError> {
    deps.store.read().clients().list().await
}
