//! Exchanges the provider's code for an ID token, and validates it (OpenID Connect Core §3.1.3.7).

use std::sync::Arc;

use super::{
    claims::{is_word, read_claims},
    exchange_error::ExchangeError,
};
use crate::{
    config::Config,
    upstream::{Metadata, Provider, ProviderError},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Timestamp,
    assurance::StepUpAction,
    session::Session,
    upstream::{
        UpstreamAttempt, UpstreamClaims, UpstreamContext, UpstreamIdentity, UpstreamSignIn,
        UpstreamStage,
    },
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret,
    Nonce, OAuth2TokenResponse, PkceCodeVerifier, RedirectUrl, TokenResponse,
    core::{
        CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier,
        CoreJwsSigningAlgorithm, CoreTokenResponse,
    },
};

/// The path of the redirect URI that is registered at the provider.
pub const ANSWER: &str = "/sign-in/hospital/callback";

/// The clock skew that is tolerated between the provider and us.
const SKEW: TimeDelta = TimeDelta::seconds(60);
/// An ID token issued longer ago does not belong to this code.
const MADE_WITHIN: TimeDelta = TimeDelta::minutes(10);
/// The longest `sub` (OpenID Connect Core §2).
const LONGEST_SUBJECT: usize = 255;
/// Nothing honest is longer; what is said beside the identity is only kept.
const LONGEST_WORD: usize = 200;

pub(super) fn redirect_uri(config: &Config) -> Result<RedirectUrl, ProviderError> {
    let address = format!("{}{}", config.issuer(), ANSWER);
    Ok(RedirectUrl::new(address)?)
}

pub(super) async fn exchange_code(
    provider: &Arc<Provider>,
    config: &Config,
    attempt: &UpstreamAttempt,
    code: String,
    now: Timestamp,
) -> Result<UpstreamSignIn, ExchangeError> {
    let UpstreamStage::Away { nonce, verifier } = &attempt.stage else {
        return Err(ExchangeError::NotAway);
    };
    let metadata = provider.metadata(now).await?;
    let tokens = exchange(provider, config, &metadata, code, verifier).await?;
    let token = tokens.id_token().ok_or(ExchangeError::NoIdToken)?;
    let nonce = Nonce::new(nonce.clone());
    let check = Check {
        provider,
        attempt,
        nonce: &nonce,
        now,
    };
    let verified = match check.verify(&metadata, &tokens, token) {
        // The provider may have rotated its keys since they were fetched.
        Err(ExchangeError::Claims(ClaimsVerificationError::SignatureVerification(_))) => {
            let renewed = provider.renewed(now).await?;
            check.verify(&renewed, &tokens, token)?
        }
        checked => checked?,
    };
    Ok(UpstreamSignIn {
        claims: read_claims(provider, &metadata, &tokens, token).await?,
        ..verified
    })
}

async fn exchange(
    provider: &Arc<Provider>,
    config: &Config,
    metadata: &Metadata,
    code: String,
    verifier: &str,
) -> Result<CoreTokenResponse, ExchangeError> {
    let settings = &provider.settings;
    let secret = settings.client_secret.clone().map(ClientSecret::new);
    let client = ClientId::new(settings.client_id.clone());
    let client = CoreClient::from_provider_metadata(metadata.clone(), client, secret)
        .set_redirect_uri(redirect_uri(config)?)
        .set_auth_type(authentication(metadata));
    let request = client.exchange_code(AuthorizationCode::new(code));
    let request = request.map_err(|_| ExchangeError::NoTokenEndpoint)?;
    request
        .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()))
        .request_async(&provider.http)
        .await
        // The error's own text names no secret; the answer's body, which may, is left out.
        .map_err(|error| ExchangeError::Code(error.to_string()))
}

/// OpenID Connect Discovery §3: `client_secret_basic` if nothing else is said.
fn authentication(metadata: &Metadata) -> AuthType {
    let supported = metadata.token_endpoint_auth_methods_supported();
    let basic =
        supported.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
    if basic {
        AuthType::BasicAuth
    } else {
        AuthType::RequestBody
    }
}

/// What an ID token is validated against.
struct Check<'a> {
    provider: &'a Arc<Provider>,
    attempt: &'a UpstreamAttempt,
    nonce: &'a Nonce,
    now: Timestamp,
}

impl Check<'_> {
    fn verify(
        &self,
        metadata: &Metadata,
        tokens: &CoreTokenResponse,
        token: &CoreIdToken,
    ) -> Result<UpstreamSignIn, ExchangeError> {
        let verifier = self.verifier(metadata);
        let claims = token.claims(&verifier, self.nonce)?;
        // Audiences beside us are refused by the verifier already.
        let ours = |party: &ClientId| party.as_str() == self.provider.settings.client_id;
        if !claims.authorized_party().is_none_or(ours) {
            return Err(ExchangeError::OtherParty);
        }
        if let Some(hash) = claims.access_token_hash() {
            let (algorithm, key) = (token.signing_alg()?, token.signing_key(&verifier)?);
            let made = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)?;
            if made != *hash {
                return Err(ExchangeError::OtherAccessToken);
            }
        }
        self.sign_in(claims)
    }

    /// Without our secret in it no HMAC of ours can be made to count: only the provider's own keys sign.
    fn verifier(&self, metadata: &Metadata) -> CoreIdTokenVerifier<'static> {
        let client = ClientId::new(self.provider.settings.client_id.clone());
        let (issuer, keys) = (metadata.issuer().clone(), metadata.jwks().clone());
        let (now, since) = (self.now, self.authenticated_since());
        CoreIdTokenVerifier::new_public_client(client, issuer, keys)
            .set_allowed_algs([
                CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
                CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            ])
            .set_time_fn(move || now - SKEW)
            .set_issue_time_verifier_fn(move |made: DateTime<Utc>| {
                let fits = made <= now + SKEW && made >= now - MADE_WITHIN;
                fits.then_some(())
                    .ok_or_else(|| "iat is not of now".to_owned())
            })
            .set_auth_time_verifier_fn(move |at: Option<DateTime<Utc>>| match at {
                Some(at) if at <= now + SKEW && at >= since => Ok(()),
                Some(_) => Err("auth_time is not of the time that was asked for".to_owned()),
                None => Err("auth_time is missing".to_owned()),
            })
    }

    /// Checks `auth_time` against what `max_age` and `prompt` requested.
    fn authenticated_since(&self) -> Timestamp {
        let begun = self.attempt.created_at;
        let since = if self.attempt.must_be_fresh() {
            begun.max(self.now - StepUpAction::FRESH_FOR)
        } else {
            self.now - Session::LONGEST
        };
        since - SKEW
    }

    fn sign_in(&self, claims: &CoreIdTokenClaims) -> Result<UpstreamSignIn, ExchangeError> {
        let subject = claims.subject().as_str();
        if !is_word(subject, LONGEST_SUBJECT) {
            return Err(ExchangeError::Subject);
        }
        let acr = claims.auth_context_ref().map(|acr| acr.as_str().to_owned());
        let amr = claims.auth_method_refs().into_iter().flatten();
        Ok(UpstreamSignIn {
            identity: UpstreamIdentity {
                issuer: self.attempt.issuer.clone(),
                subject: subject.to_owned(),
            },
            authenticated_at: claims.auth_time().unwrap_or(self.attempt.created_at),
            said: UpstreamContext {
                acr: acr.filter(|acr| is_word(acr, LONGEST_WORD)),
                amr: amr
                    .map(|method| method.as_str().to_owned())
                    .filter(|method| is_word(method, LONGEST_WORD) && !method.contains(' '))
                    .take(10)
                    .collect(),
            },
            claims: UpstreamClaims::default(),
        })
    }
}
