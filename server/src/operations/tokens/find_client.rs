//! Which client has this `client_id`?

use domain::{client::Client, ids::ClientId};

use crate::operations::prelude::*;

/// Returns the client with this `client_id`, suspended or not.
pub async fn find_client(deps: &Deps, client: &ClientId) -> Result<Option<Client>, StoreError> {
    deps.store.read().clients().find(client).await
}
