//! Can nobody answer this request any more, and why? Its holder still has a way back to the app that sent them.

use domain::{
    client::ReviewState, consent::RequestError, ids::AuthorizationRequestId, name::AppName,
};

use crate::operations::prelude::*;

/// Why a request that was not answered can be answered no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It waited too long.
    Expired,
    /// The hospital suspended the client (rule 2).
    ClientSuspended,
}

/// Returns why a request is closed, and the registered name of its client. `None` if it can be answered, was answered, or
/// is not stored any more.
pub async fn find_closed(
    deps: &Deps,
    request: AuthorizationRequestId,
) -> Result<Option<(AppName, Closed)>, StoreError> {
    let reader = deps.store.read();
    let Some(request) = reader.requests().find(request).await? else {
        return Ok(None);
    };
    let Some(client) = reader.clients().find(&request.client).await? else {
        return Ok(None);
    };
    let closed = match request.require_pending(deps.clock.now()) {
        Ok(()) if client.review == ReviewState::Suspended => Some(Closed::ClientSuspended),
        Err(RequestError::Expired) => Some(Closed::Expired),
        _ => None,
    };
    Ok(closed.map(|closed| (client.name, closed)))
}
