//! Which app's request leads to this sign-in? Only its name is shown: nobody has signed in yet.

use domain::{ids::AuthorizationRequestId, name::AppName};

use crate::{state::Deps, store::StoreError};

/// Returns the registered name of the client; `None` unless the request is pending.
pub async fn find_asking_app(
    deps: &Deps,
    request: AuthorizationRequestId,
) -> Result<Option<AppName>, StoreError> {
    let now = deps.clock.now();
    let reader = deps.store.read();
    let request = reader.requests().find(request).await?;
    let Some(request) = request.filter(|request| request.require_pending(now).is_ok()) else {
        return Ok(None);
    };
    let client = reader.clients().find(&request.client).await?;
    Ok(client.map(|client| client.name))
}
