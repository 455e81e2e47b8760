//! The provider as it describes itself (OpenID Connect Discovery): asked once, asked again beside the answers once an hour,
//! and at once where a signature names a key that is not known yet. No page waits for a provider that does not answer.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

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
use tracing::Instrument;
use url::Url;

use crate::config::{Config, Upstream};

/// What we need to know beyond the core.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Extras {
    /// RFC 9207 §3.
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
    /// OpenID Connect RP-Initiated Logout 1.0 §2.1.
    #[serde(default)]
    pub(super) end_session_endpoint: Option<Url>,
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
    known: RwLock<Known>,
    /// One asks, and the others wait for the same answer.
    asking: Mutex<()>,
}

#[derive(Clone, Default)]
struct Known {
    metadata: Option<(Timestamp, Arc<Metadata>)>,
    failed_at: Option<Timestamp>,
}

/// How long endpoints and keys are as good as new.
const KEPT: TimeDelta = TimeDelta::hours(1);
/// How long they are used where the provider gives no newer ones.
const BELIEVED: TimeDelta = TimeDelta::days(1);
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
            known: RwLock::default(),
            asking: Mutex::default(),
        })
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    pub(super) async fn metadata(
        self: &Arc<Self>,
        now: Timestamp,
    ) -> Result<Arc<Metadata>, ProviderError> {
        let Some(kept) = self.kept_since(now - BELIEVED) else {
            return self.known_since(now - KEPT, now).await;
        };
        let is_old = self.kept_since(now - KEPT).is_none();
        if is_old && self.asking.try_lock().is_ok() {
            let provider = Arc::clone(self);
            let asked = async move { provider.asked(now).await };
            tokio::spawn(asked.in_current_span());
        }
        Ok(kept)
    }

    /// As [`Self::metadata`], where the keys that were known do not fit.
    pub(super) async fn renewed(&self, now: Timestamp) -> Result<Arc<Metadata>, ProviderError> {
        self.known_since(now - ASKED_AGAIN, now).await
    }

    /// What the provider says now; a failure is a line in the log.
    async fn asked(&self, now: Timestamp) -> Option<Arc<Metadata>> {
        match self.known_since(now - KEPT, now).await {
            Ok(metadata) => Some(metadata),
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "upstream provider: discovery failed"
                );
                None
            }
        }
    }

    async fn known_since(
        &self,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Arc<Metadata>, ProviderError> {
        if let Some(metadata) = self.kept_since(since) {
            return Ok(metadata);
        }
        let _turn = self.asking.lock().await;
        if let Some(metadata) = self.kept_since(since) {
            return Ok(metadata);
        }
        let failed_at = self.known().failed_at;
        if failed_at.is_some_and(|at| now - at < LEFT_ALONE) {
            return Err(ProviderError::JustFailed);
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone())?;
        // The issuer in the answer must be this one, letter by letter (Discovery §4.3).
        let found = Metadata::discover_async(issuer, &self.http).await;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        match found {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                *known = Known {
                    failed_at: None,
                    metadata: Some((now, Arc::clone(&metadata))),
                };
                Ok(metadata)
            }
            Err(error) => {
                known.failed_at = Some(now);
                Err(error.into())
            }
        }
    }

    fn kept_since(&self, since: Timestamp) -> Option<Arc<Metadata>> {
        let (at, metadata) = self.known().metadata?;
        (at > since).then_some(metadata)
    }

    fn known(&self) -> Known {
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

#[cfg(test)]
mod tests;
