//! Can this person show who they are as surely as an app demands, and how?

use domain::{
    acr::{Acr, Demand},
    assurance::Assurance,
    ids::PersonId,
};

use crate::operations::prelude::*;

/// The way to what an app demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The sign-in is enough.
    Met,
    /// A proof for the approval itself is enough.
    ByProof,
    /// Only another sign-in is enough.
    BySignIn,
    /// This person has no such way (`unmet_authentication_requirements`).
    Never,
}

/// `sign_in` is what the session of the person rests on.
pub async fn reach_demand(
    deps: &Deps,
    person: PersonId,
    sign_in: Assurance,
    demand: Demand,
) -> Result<Reach, StoreError> {
    if demand.is_met_by(sign_in) {
        return Ok(Reach::Met);
    }
    match demand.acr {
        None | Some(Acr::Code | Acr::Password) => Ok(Reach::ByProof),
        // A passkey is as good as everything below it.
        _ if deps.store.read().passkeys().any_of(person).await? => Ok(Reach::ByProof),
        Some(Acr::Upstream) if signs_in_upstream(deps, person).await? => Ok(Reach::BySignIn),
        Some(Acr::Upstream | Acr::PhishingResistant) => Ok(Reach::Never),
    }
}

async fn signs_in_upstream(deps: &Deps, person: PersonId) -> Result<bool, StoreError> {
    let Some(provider) = deps.config.upstream() else {
        return Ok(false);
    };
    let reader = deps.store.read();
    let upstream = reader.upstream();
    let linked = upstream.linked_to(person, &provider.issuer).await?;
    Ok(linked.is_some())
}

/// What people can sign in with here, weakest first.
pub fn offered_acr(deps: &Deps) -> Vec<Acr> {
    let has_upstream = deps.config.upstream().is_some();
    let offered = |acr: &Acr| *acr != Acr::Upstream || has_upstream;
    Acr::ALL.iter().copied().filter(offered).collect()
}
