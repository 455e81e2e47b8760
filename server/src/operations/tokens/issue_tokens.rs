//! Issues tokens on a grant: their scope is that of the grant, cut down by the consent in force.

use domain::{
    Timestamp,
    actor::Actor,
    assurance::Assurance,
    consent::{Access, Consent},
    decision::effective_scope,
    grant::Grant,
    ids::{ClientId, PatientId, PersonId},
    scope::{Scope, ScopeSet},
    token::{AccessToken, RefreshToken},
};

use crate::{
    operations::{connection::Connection, prelude::*},
    secret::{Secret, SecretKind},
};

/// A successful access token response (RFC 6749 §5.1).
#[derive(Debug)]
pub struct Issued {
    /// `access_token`.
    pub access_token: Secret,
    /// `refresh_token`; `None` without `offline_access`, and for a one-time consent.
    pub refresh_token: Option<Secret>,
    /// `scope`: what the consent in force allows of the grant.
    pub scope: ScopeSet,
    /// What `expires_in` counts down to.
    pub expires_at: Timestamp,
    /// `patient` (SMART App Launch 2.2); `None` for a sign-in, which has no patient in context.
    pub patient: Option<PatientId>,
    /// The claims of the ID token; `None` without `openid`.
    pub signed_in: Option<SignedInAs>,
}

/// The claims of an ID token (OpenID Connect Core §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedInAs {
    /// `aud`.
    pub client: ClientId,
    /// `sub`.
    pub person: PersonId,
    /// `acr`, `amr` and `auth_time`.
    pub assurance: Assurance,
    /// `nonce`, as the authorization request had it.
    pub nonce: Option<String>,
    /// `fhirUser`: the person's own FHIR resource, if it was requested.
    pub fhir_user: Option<String>,
}

/// SMART App Launch 2.2: a refresh token only with `offline_access`, and that only as the patient decided.
pub(super) fn comes_back(connection: &Connection) -> bool {
    connection.consent.access == Access::Until
        && connection.grant.scope.contains(&Scope::OfflineAccess)
}

/// The patient in context, where there is a context: a sign-in shares none.
pub(super) fn patient_in_context(grant: &Grant) -> Option<PatientId> {
    (!grant.scope.is_sign_in()).then(|| grant.subject.clone())
}

/// The FHIR resource of the person, as an absolute URL, if the app may know it (SMART App Launch 2.2, `fhirUser`).
///
/// A caregiver is a RelatedPerson of the patient in context.
pub(super) fn fhir_user(deps: &Deps, scope: &ScopeSet, consent: &Consent) -> Option<String> {
    let base = deps.config.fhir_base();
    let asked = scope.contains(&Scope::FhirUser);
    asked.then(|| match consent.grantor {
        Actor::Caregiver { delegation, .. } => {
            format!("{base}/RelatedPerson/{}", delegation.related_person())
        }
        _ => format!("{base}/Patient/{}", consent.subject),
    })
}

/// Issues an access token for `wanted`, and a refresh token if the patient lets the app come back.
pub(super) async fn issue(
    deps: &Deps,
    tx: &Tx,
    connection: &Connection,
    wanted: &ScopeSet,
    now: Timestamp,
) -> Result<Issued, StoreError> {
    let refresh_token = if comes_back(connection) {
        let secret = deps.secret(SecretKind::RefreshToken);
        add_refresh(tx, connection, &secret, now).await?;
        Some(secret)
    } else {
        None
    };
    Ok(Issued {
        refresh_token,
        ..issue_access(deps, tx, connection, wanted, now).await?
    })
}

/// Stores a refresh token that lives as long as the consent.
pub(super) async fn add_refresh(
    tx: &Tx,
    connection: &Connection,
    secret: &Secret,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Connection { grant, consent, .. } = connection;
    let token = RefreshToken::issue(grant.id, consent.expires_at, now);
    tx.tokens().insert_refresh(&secret.digest(), &token).await
}

/// Issues an access token for `wanted`.
pub(super) async fn issue_access(
    deps: &Deps,
    tx: &Tx,
    connection: &Connection,
    wanted: &ScopeSet,
    now: Timestamp,
) -> Result<Issued, StoreError> {
    let Connection {
        grant,
        consent,
        delegation,
    } = connection;
    let scope = effective_scope(wanted, consent, delegation.as_ref(), now);
    let access = AccessToken::issue(
        grant.id,
        scope.clone(),
        consent.access,
        consent.expires_at,
        now,
    );
    let access_token = deps.secret(SecretKind::AccessToken);
    tx.tokens()
        .insert_access(&access_token.digest(), &access)
        .await?;
    Ok(Issued {
        access_token,
        refresh_token: None,
        scope,
        expires_at: access.expires_at,
        patient: patient_in_context(grant),
        signed_in: None,
    })
}
