//! The provider as it describes itself (OpenID Connect Discovery): asked once, kept for an hour, and asked again where
//! a signature names a key that is not known yet.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use domain::Timestamp;
use openidconnect::{
    AdditionalProviderMetadata, DiscoveryError, HttpClientError, IssuerUrl, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
        CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
        CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::sync::Mutex;
use url::Url;

use crate::config::{Config, Upstream};

/// What we need to know beyond the core.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Extras {
    /// RFC 9207 §3.
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Extras {}

pub(super) type Metadata = ProviderMetadata<
    Extras,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// The provider cannot be asked, or its answer is not about the issuer that is set.
#[derive(Debug, Error)]
pub(super) enum ProviderError {
    #[error("the issuer is not a URL")]
    Issuer(#[from] url::ParseError),
    #[error("OpenID Connect discovery at the upstream provider failed")]
    Discovery(#[from] DiscoveryError<HttpClientError<reqwest::Error>>),
    #[error("the upstream provider failed a moment ago and is not asked again yet")]
    JustFailed,
}

/// The provider that is set, and what is known of it.
pub struct Provider {
    pub(super) settings: Upstream,
    pub(super) http: reqwest::Client,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    metadata: Option<(Timestamp, Arc<Metadata>)>,
    failed_at: Option<Timestamp>,
}

/// How long endpoints and keys are believed.
const KEPT: TimeDelta = TimeDelta::hours(1);
/// A token with an unknown key makes us ask again, but no more often than this.
const ASKED_AGAIN: TimeDelta = TimeDelta::minutes(1);
/// A provider that gave no answer is left alone so long: pages must not wait for it each time.
const LEFT_ALONE: TimeDelta = TimeDelta::seconds(15);

impl Provider {
    /// The provider that is set, if one is.
    ///
    /// # Panics
    /// If a client without any file or setting of the machine cannot be made.
    pub fn of(config: &Config) -> Option<Self> {
        let settings = config.upstream()?;
        let here = settings.issuer.starts_with("http://");
        let client = reqwest::Client::builder()
            // Redirects would lead a request with our secret wherever an answer points.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(3))
            .timeout(Duration::from_secs(10));
        let client = if here {
            client.no_proxy()
        } else {
            client.https_only(true)
        };
        Some(Self {
            settings,
            http: client.build().expect("the client has fixed settings"),
            known: Mutex::default(),
        })
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// The origin that a form of ours leads to: the policy of its page must let it.
    pub async fn origin(&self, now: Timestamp) -> Option<String> {
        let address = match self.metadata(now).await {
            Ok(metadata) => metadata.authorization_endpoint().url().clone(),
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "upstream provider: discovery failed"
                );
                Url::parse(&self.settings.issuer).ok()?
            }
        };
        let origin = address.origin();
        origin.is_tuple().then(|| origin.ascii_serialization())
    }

    pub(super) async fn metadata(&self, now: Timestamp) -> Result<Arc<Metadata>, ProviderError> {
        self.known_since(now - KEPT, now).await
    }

    /// As [`Self::metadata`], where the keys that were known do not fit.
    pub(super) async fn renewed(&self, now: Timestamp) -> Result<Arc<Metadata>, ProviderError> {
        self.known_since(now - ASKED_AGAIN, now).await
    }

    async fn known_since(
        &self,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Arc<Metadata>, ProviderError> {
        let mut known = self.known.lock().await;
        if let Some((at, metadata)) = &known.metadata
            && *at > since
        {
            return Ok(Arc::clone(metadata));
        }
        if known.failed_at.is_some_and(|at| now - at < LEFT_ALONE) {
            return Err(ProviderError::JustFailed);
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone())?;
        // The issuer in the answer must be this one, letter by letter (Discovery §4.3).
        match Metadata::discover_async(issuer, &self.http).await {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                known.failed_at = None;
                known.metadata = Some((now, Arc::clone(&metadata)));
                Ok(metadata)
            }
            Err(error) => {
                known.failed_at = Some(now);
                Err(error.into())
            }
        }
    }
}
