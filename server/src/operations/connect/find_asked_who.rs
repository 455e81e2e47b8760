//! Which client asks who somebody is, and nothing else?

use domain::{
    Timestamp, client::Client, consent::AuthorizationRequest, ids::AuthorizationRequestId,
};

use super::consent_offer::{OfferError, usable};
use crate::operations::prelude::*;

/// A client that asks who somebody is.
#[derive(Clone, Debug)]
pub struct AskedWho {
    /// The pending request.
    pub request: AuthorizationRequest,
    /// The client, not suspended.
    pub client: Client,
}

/// Returns a pending request that is a [sign-in](domain::scope::ScopeSet::is_sign_in). It changes nothing.
pub async fn find_asked_who(
    deps: &Deps,
    request: AuthorizationRequestId,
) -> Result<AskedWho, OfferError> {
    let reader = deps.store.read();
    let request = pending(reader.requests().find(request).await?, deps.clock.now())?;
    let client = usable(reader.clients().find(&request.client).await?)?;
    Ok(AskedWho { request, client })
}

pub(super) fn pending(
    request: Option<AuthorizationRequest>,
    now: Timestamp,
) -> Result<AuthorizationRequest, OfferError> {
    let request = request.filter(|request| request.scope.is_sign_in());
    let request = request.ok_or(OfferError::NotFound)?;
    request.require_pending(now)?;
    Ok(request)
}
