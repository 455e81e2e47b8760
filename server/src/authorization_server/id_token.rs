//! The ID token: who was authenticated, how and when, for the client that requested it (OpenID Connect Core §2, SMART
//! `fhirUser`).

use chrono::TimeDelta;
use domain::{Timestamp, assurance::Assurance};
use openidconnect::{
    AccessToken, AdditionalClaims, Audience, AuthenticationContextClass,
    AuthenticationMethodReference, IdToken, IdTokenClaims, IssuerUrl, JsonWebTokenError, Nonce,
    StandardClaims, SubjectIdentifier,
    core::{CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{keys::SigningKey, operations::tokens::issue_tokens::SignedInAs};

/// An ID token proves a sign-in at one moment; it is not a session.
const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// Why an ID token could not be made.
#[derive(Debug, Error)]
pub(super) enum IdTokenError {
    #[error("the issuer is not a URL")]
    Issuer(#[from] url::ParseError),
    #[error(transparent)]
    Sign(#[from] JsonWebTokenError),
}

/// SMART App Launch 2.2, scopes and launch context: the FHIR resource of the person who signed in, as an absolute URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FhirUser {
    #[serde(rename = "fhirUser", skip_serializing_if = "Option::is_none")]
    pub(super) fhir_user: Option<String>,
}

impl AdditionalClaims for FhirUser {}

pub(super) type SmartIdToken =
    IdToken<FhirUser, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

pub(super) fn sign(
    signed_in: &SignedInAs,
    access_token: &str,
    issuer: &str,
    key: &SigningKey,
    now: Timestamp,
) -> Result<SmartIdToken, IdTokenError> {
    let issuer = IssuerUrl::new(issuer.to_owned())?;
    let claims = IdTokenClaims::new(
        issuer,
        vec![Audience::new(signed_in.client.to_string())],
        now + LIFETIME,
        now,
        StandardClaims::new(SubjectIdentifier::new(signed_in.person.to_string())),
        FhirUser {
            fhir_user: signed_in.fhir_user.clone(),
        },
    )
    .set_auth_time(Some(signed_in.assurance.authenticated_at))
    .set_auth_context_ref(Some(context_class(signed_in.assurance)))
    .set_auth_method_refs(Some(method_references(signed_in.assurance)))
    .set_nonce(signed_in.nonce.clone().map(Nonce::new));
    Ok(IdToken::new(
        claims,
        key,
        key.algorithm().jws(),
        Some(&AccessToken::new(access_token.to_owned())),
        None,
    )?)
}

fn context_class(assurance: Assurance) -> AuthenticationContextClass {
    AuthenticationContextClass::new(assurance.acr().key().to_owned())
}

fn method_references(assurance: Assurance) -> Vec<AuthenticationMethodReference> {
    let methods = assurance.method.amr().iter();
    methods
        .map(|method| AuthenticationMethodReference::new((*method).to_owned()))
        .collect()
}
