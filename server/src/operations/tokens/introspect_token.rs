//! What an access token stands for at this moment: one query, and the same access basis as a read.

use domain::{
    Timestamp,
    assurance::Assurance,
    catalogue::PurposeOfUse,
    client::Client,
    decision::{AccessBasis, effective_scope},
    ids::{ClientId, PatientId, PersonId},
    scope::ScopeSet,
};

use super::issue_tokens::{fhir_user, patient_in_context};
use crate::{
    operations::prelude::*,
    secret::{Secret, SecretKind},
};

/// An access token that is active (RFC 7662 §2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introspected {
    /// `client_id`.
    pub client: ClientId,
    /// `sub`: the person who connected the client.
    pub person: PersonId,
    /// `patient`: whose record it reaches; `None` for a sign-in.
    pub patient: Option<PatientId>,
    /// The purpose of the consent.
    pub purpose: PurposeOfUse,
    /// `scope`, cut down to what the consent in force allows.
    pub scope: ScopeSet,
    /// `fhirUser`, if it was requested.
    pub fhir_user: Option<String>,
    /// `acr`, `amr` and `auth_time`: how the person was authenticated for the approval (RFC 9470 §6.2).
    pub authentication: Assurance,
    /// `iat`.
    pub issued_at: Timestamp,
    /// `exp`.
    pub expires_at: Timestamp,
}

/// Introspects an access token for a client that may. `None` (`active: false`) if the token does not work, does not
/// exist, or the caller may not know (RFC 7662 §2.2).
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
        patient: patient_in_context(grant),
        purpose: consent.purpose,
        scope: effective_scope(&token.scope, consent, delegation.as_ref(), deps.clock.now()),
        fhir_user: fhir_user(deps, &token.scope, consent),
        authentication: grant.authentication,
        issued_at: token.issued_at,
        expires_at: token.expires_at,
    }
}
