//! Which app is behind a `client_id`.

use domain::{client::Client, ids::ClientId};

use crate::operations::prelude::*;

pub async fn find_client(deps: &Deps, client: &ClientId) -> Result<Option<Client>, StoreError> {
    deps.store.read().clients().find(client).await
}
