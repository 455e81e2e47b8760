//! Can this person be authenticated as strongly as a client demands, and how?

use domain::{
    acr::{Acr, Demand},
    ids::{AuthorizationRequestId, PersonId},
    passkey::Held,
    scope::ScopeSet,
    session::SignIn,
};

use crate::operations::{prelude::*, sign_in::find_session::Visitor};

/// How this person can meet a client's demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The sign-in meets it.
    Met,
    /// A proof for the approval meets it.
    ByProof,
    /// Only another sign-in meets it.
    BySignIn,
    /// This person has no method that meets it (`unmet_authentication_requirements`).
    Never,
}

/// Returns how this person can meet a demand. `sign_in` is how they were authenticated at sign-in.
pub async fn reach_demand(
    deps: &Deps,
    person: PersonId,
    sign_in: SignIn,
    demand: Demand,
) -> Result<Reach, StoreError> {
    let now = deps.clock.now();
    if demand.is_met_by_sign_in(sign_in) {
        return Ok(Reach::Met);
    }
    match demand.acr {
        None | Some(Acr::Code | Acr::Password) => Ok(Reach::ByProof),
        // A passkey is as good as everything below it, once it has full worth.
        _ if deps.store.read().passkeys().held_by(person, now).await? == Held::Full => {
            Ok(Reach::ByProof)
        }
        // Where the provider just gave less than it was asked for, it would do so again.
        Some(Acr::Upstream) if !sign_in.is_weak && signs_in_upstream(deps, person).await? => {
            Ok(Reach::BySignIn)
        }
        Some(Acr::Upstream | Acr::PhishingResistant) => Ok(Reach::Never),
    }
}

/// Whether this person must sign in before they see the question of a client: their sign-in is older than it demands, or
/// weaker in a way that no proof for the approval makes up for. `None` if no sign-in of theirs would do.
pub async fn must_sign_in(
    deps: &Deps,
    visitor: &Visitor,
    demand: Demand,
    scope: &ScopeSet,
) -> Result<Option<bool>, StoreError> {
    let sign_in = visitor.session.sign_in();
    let reach = reach_demand(deps, visitor.person.id, sign_in, demand);
    Ok(match reach.await? {
        Reach::Never => None,
        Reach::BySignIn => Some(true),
        // The page of a sign-in asks for no proof.
        Reach::ByProof if scope.is_sign_in() => Some(true),
        // And a weak sign-in is worth nothing to others.
        Reach::Met if scope.is_sign_in() && sign_in.is_weak => Some(true),
        Reach::Met | Reach::ByProof => Some(!demand.is_recent(sign_in.assurance)),
    })
}

/// Whether the sign-in of a person is enough to see this pending request.
pub async fn sign_in_will_do(
    deps: &Deps,
    request: AuthorizationRequestId,
    visitor: &Visitor,
) -> Result<bool, StoreError> {
    let now = deps.clock.now();
    let found = deps.store.read().requests().find(request).await?;
    let Some(pending) = found.filter(|found| found.require_pending(now).is_ok()) else {
        return Ok(false);
    };
    Ok(must_sign_in(deps, visitor, pending.demand, &pending.scope).await? == Some(false))
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

/// Returns the classes that people can sign in with here, weakest first (`acr_values_supported`).
pub fn offered_acr(deps: &Deps) -> Vec<Acr> {
    let has_upstream = deps.config.upstream().is_some();
    let offered = |acr: &Acr| *acr != Acr::Upstream || has_upstream;
    Acr::ALL.iter().copied().filter(offered).collect()
}
