//! What an access token stands for at this moment: one query, and the same answer that a read would rest on.

use domain::{
    Timestamp,
    assurance::Assurance,
    catalogue::PurposeOfUse,
    client::Client,
    decision::{AccessBasis, effective_scope},
    ids::{ClientId, PatientId, PersonId},
    scope::ScopeSet,
};

use super::issue_tokens::fhir_user;
use crate::{
    operations::prelude::*,
    secret::{Secret, SecretKind},
};

/// A token that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introspected {
    pub client: ClientId,
    pub person: PersonId,
    pub patient: PatientId,
    pub purpose: PurposeOfUse,
    /// As far as the consent in force still allows it.
    pub scope: ScopeSet,
    pub fhir_user: Option<String>,
    /// How the person was authenticated who connected the app (RFC 9470 §6.2).
    pub authentication: Assurance,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

/// `None` is every token that works no more, is nobody's, or is none of the caller's business (RFC 7662 §2.2).
pub async fn introspect_token(
    deps: &Deps,
    caller: &Client,
    token: &str,
) -> Result<Option<Introspected>, StoreError> {
    let Some(basis) = live_access_basis(deps, token).await? else {
        return Ok(None);
    };
    let own = basis.client.id == caller.id;
    let may_ask = own || (caller.may_introspect && !caller.is_public());
    Ok(may_ask.then(|| introspected(deps, &basis)))
}

/// The evidence behind an access token that works now.
pub(super) async fn live_access_basis(
    deps: &Deps,
    token: &str,
) -> Result<Option<AccessBasis>, StoreError> {
    let Some(token) = Secret::parse(SecretKind::AccessToken, token) else {
        return Ok(None);
    };
    let found = deps.store.read().access_basis(&token.digest()).await?;
    let now = deps.clock.now();
    Ok(found.filter(|basis| basis.standing(now).is_none()))
}

fn introspected(deps: &Deps, basis: &AccessBasis) -> Introspected {
    let AccessBasis {
        token,
        grant,
        client,
        consent,
        delegation,
    } = basis;
    Introspected {
        client: client.id.clone(),
        person: grant.person,
        patient: grant.subject.clone(),
        purpose: consent.purpose,
        scope: effective_scope(&token.scope, consent, delegation.as_ref(), deps.clock.now()),
        fhir_user: fhir_user(deps, &token.scope, consent),
        authentication: grant.authentication,
        issued_at: token.issued_at,
        expires_at: token.expires_at,
    }
}
