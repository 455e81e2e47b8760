//! The app's side of SMART App Launch and OpenID Connect, on the `oauth2` and `openidconnect` crates.

use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, CsrfToken, EndpointNotSet, EndpointSet, ExtraTokenFields,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RefreshToken, Scope, StandardErrorResponse,
    StandardTokenResponse, TokenResponse as _, TokenUrl,
};
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthenticationFlow, Client, IdTokenFields, IssuerUrl, Nonce,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
        CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
        CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
        CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use thiserror::Error;
use url::Url;

use super::{
    wire::{NoAnswer, Wire},
    wishes::{CLIENT_ID, scopes},
};

/// SMART App Launch 2.2 §2.0.11: the patient in context comes beside the tokens.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SmartFields {
    pub(super) patient: Option<String>,
}

impl ExtraTokenFields for SmartFields {}

/// SMART App Launch 2.2 §2.0.8: who signed in, as a FHIR resource.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SmartClaims {
    #[serde(rename = "fhirUser")]
    pub(super) fhir_user: Option<String>,
}

impl AdditionalClaims for SmartClaims {}

pub(super) type Tokens = StandardTokenResponse<
    IdTokenFields<
        SmartClaims,
        SmartFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

type SmartClient = Client<
    SmartClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
    EndpointNotSet,
>;

/// Why a connection could not be made or kept.
#[derive(Debug, Error)]
pub(super) enum ClientError {
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
    #[error("the answer of {0} is not what SMART App Launch says")]
    Unreadable(&'static str),
    /// RFC 6749 §5.2.
    #[error("the token endpoint said {error}")]
    Refused { error: String },
    #[error("ID token validation failed: {0}")]
    IdToken(String),
}

/// What the app learned from `smart-configuration`, and whom it will believe.
pub(super) struct Server {
    client: SmartClient,
    pub(super) issuer: String,
    fhir: Url,
}

/// What has to be kept between leaving for Sayso and coming back.
pub(super) struct Departure {
    pub(super) state: CsrfToken,
    pub(super) nonce: Nonce,
    pub(super) verifier: PkceCodeVerifier,
}

/// What the ID token says, after every check.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) subject: String,
    pub(super) fhir_user: Option<String>,
    pub(super) algorithm: String,
}

/// SMART App Launch 2.2 §2.2.1, as far as the app uses it.
#[derive(Deserialize)]
struct SmartConfiguration {
    issuer: IssuerUrl,
    jwks_uri: Url,
    authorization_endpoint: AuthUrl,
    token_endpoint: TokenUrl,
    code_challenge_methods_supported: Vec<String>,
}

impl Server {
    /// Finds the endpoints behind a FHIR address.
    pub(super) async fn discover(
        wire: &Wire<'_>,
        fhir: &Url,
        redirect: RedirectUrl,
    ) -> Result<Self, ClientError> {
        let mut address = fhir.clone();
        address
            .path_segments_mut()
            .map_err(|()| ClientError::Unreadable("the FHIR address"))?
            .pop_if_empty()
            .extend([".well-known", "smart-configuration"]);
        let found: SmartConfiguration =
            document(wire, "Ask the FHIR server who answers for it", &address).await?;
        // SMART App Launch 2.2 §2.0.6: S256 is required, so its absence is a reason to leave.
        if !found
            .code_challenge_methods_supported
            .iter()
            .any(|method| method == "S256")
        {
            return Err(ClientError::Unreadable("smart-configuration"));
        }
        let keys: CoreJsonWebKeySet =
            document(wire, "Fetch the keys that sign ID tokens", &found.jwks_uri).await?;
        let issuer = found.issuer.to_string();
        let client = Client::new(ClientId::new(CLIENT_ID.to_owned()), found.issuer, keys)
            .set_auth_uri(found.authorization_endpoint)
            .set_token_uri(found.token_endpoint)
            .set_redirect_uri(redirect);
        Ok(Self {
            client,
            issuer,
            fhir: fhir.clone(),
        })
    }

    /// The FHIR address without a slash at its end.
    pub(super) fn fhir_base(&self) -> &str {
        self.fhir.as_str().trim_end_matches('/')
    }

    /// The address that the browser goes to, and what must be remembered until it comes back.
    pub(super) fn departure(&self) -> (Url, Departure) {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = self
            .client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scopes(scopes().map(|scope| Scope::new(scope.to_owned())))
            // SMART App Launch 2.2 §2.0.6: the server that the tokens are for.
            .add_extra_param("aud", self.fhir.as_str())
            .set_pkce_challenge(challenge)
            .url();
        (
            url,
            Departure {
                state,
                nonce,
                verifier,
            },
        )
    }

    pub(super) async fn exchange(
        &self,
        wire: &Wire<'_>,
        code: String,
        verifier: PkceCodeVerifier,
    ) -> Result<Tokens, ClientError> {
        self.client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(verifier)
            .request_async(&wire.titled("Trade the code for tokens"))
            .await
            .map_err(refused)
    }

    pub(super) async fn refresh(
        &self,
        wire: &Wire<'_>,
        token: &RefreshToken,
    ) -> Result<Tokens, ClientError> {
        self.client
            .exchange_refresh_token(token)
            .request_async(&wire.titled("Trade the refresh token for a new access token"))
            .await
            .map_err(refused)
    }

    /// OpenID Connect Core §3.1.3.7: issuer, audience, signature, expiry, nonce, and the hash of the access token.
    pub(super) fn identity(
        &self,
        tokens: &Tokens,
        nonce: &Nonce,
    ) -> Result<Option<Identity>, ClientError> {
        let invalid = |error: &dyn std::fmt::Display| ClientError::IdToken(error.to_string());
        let Some(id_token) = tokens.extra_fields().id_token() else {
            return Ok(None);
        };
        let verifier = self.client.id_token_verifier().set_allowed_algs([
            CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        ]);
        let claims = id_token
            .claims(&verifier, nonce)
            .map_err(|error| invalid(&error))?;
        let algorithm = id_token.signing_alg().map_err(|error| invalid(&error))?;
        if let Some(expected) = claims.access_token_hash() {
            let key = id_token
                .signing_key(&verifier)
                .map_err(|error| invalid(&error))?;
            let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)
                .map_err(|error| invalid(&error))?;
            if actual != *expected {
                return Err(invalid(&"it belongs to another access token"));
            }
        }
        Ok(Some(Identity {
            subject: claims.subject().to_string(),
            fhir_user: claims.additional_claims().fhir_user.clone(),
            algorithm: serde_json::to_value(algorithm)
                .ok()
                .and_then(|name| name.as_str().map(str::to_owned))
                .unwrap_or_default(),
        }))
    }
}

async fn document<T: DeserializeOwned>(
    wire: &Wire<'_>,
    title: &'static str,
    url: &Url,
) -> Result<T, ClientError> {
    let answer = wire.get(title, url, "application/json", None).await?;
    serde_json::from_slice(answer.body()).map_err(|_| ClientError::Unreadable(title))
}

fn refused(
    error: oauth2::RequestTokenError<NoAnswer, StandardErrorResponse<CoreErrorResponseType>>,
) -> ClientError {
    use oauth2::RequestTokenError as E;
    match error {
        E::ServerResponse(response) => ClientError::Refused {
            error: response.error().to_string(),
        },
        E::Request(no_answer) => no_answer.into(),
        E::Parse(..) | E::Other(_) => ClientError::Unreadable("the token endpoint"),
    }
}
