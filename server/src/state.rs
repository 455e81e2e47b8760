//! What operations work with, and what routes carry to them.

use std::{fmt::Display, sync::Arc};

use axum::extract::FromRef;
use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    ids::PersonId,
    notice::{Notice, NoticeFacts, NoticeKind, Recipient},
    privacy::PrivacyNotice,
};
use leptos::config::LeptosOptions;
use policy::Policy;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{
    audit::AuditWriter,
    clock::{Clock, SystemClock},
    config::Config,
    context::Context,
    entropy::{Entropy, OsEntropy, new_id},
    keys::SigningKeys,
    metrics::Metrics,
    passkeys::Passkeys,
    passwords::Passwords,
    rate_limits::{RateLimits, apps::AppLimits},
    refusals::Refusals,
    sealing::Sealing,
    secret::{Secret, SecretKind},
    sources::Sources,
    store::{Store, StoreError},
    traces::Traces,
    upstream::Provider,
};

/// What operations work with. Cheap to clone.
#[derive(Clone)]
pub struct Deps {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub audit: AuditWriter,
    pub policy: Policy,
    pub config: Arc<Config>,
    pub keys: SigningKeys,
    pub passwords: Passwords,
    pub passkeys: Passkeys,
    pub rate_limits: RateLimits,
    pub app_limits: AppLimits,
    pub refusals: Refusals,
    pub metrics: Metrics,
    /// Where spans go; only a server sends any.
    pub traces: Traces,
    pub sources: Sources,
    /// What browsers keep for us.
    pub sealing: Sealing,
    /// When this server was last found ready to serve.
    pub ready_at: Arc<Mutex<Option<Timestamp>>>,
    /// Who gave this command; `None` while serving.
    pub operator: Option<Arc<str>>,
    /// The hospital's own sign-in, where one is set.
    pub upstream: Option<Arc<Provider>>,
    /// The hospital's privacy notice, in the version that this server shows; `None` where no folder is set.
    pub privacy_notice: Option<Arc<PrivacyNotice>>,
}

impl Deps {
    /// Everything over one database. Starts the task that commits evidence.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        config: Config,
    ) -> Self {
        let metrics = store.metrics().clone();
        let sealing = Sealing::alone(&*entropy);
        let refusals = Refusals::counted_in(metrics.clone());
        Self {
            metrics,
            traces: Traces::default(),
            rate_limits: RateLimits::new(store.clone(), clock.clone(), refusals.clone()),
            app_limits: AppLimits::new(config.fhir_requests_per_second),
            audit: AuditWriter::start(store.clone()),
            policy: Policy::built_in(),
            store,
            clock,
            entropy,
            passkeys: Passkeys::of(&config),
            upstream: Provider::of(&config).map(Arc::new),
            config: Arc::new(config),
            keys: SigningKeys::default(),
            passwords: Passwords::default(),
            refusals,
            sources: Sources::default(),
            sealing,
            ready_at: Arc::default(),
            operator: None,
            privacy_notice: None,
        }
    }

    /// Everything over the configured database, on the machine's own clock and chance.
    pub async fn open(config: Config) -> Result<Self, StoreError> {
        let store = Store::connect_over(config.database_tls, &config.database_url).await?;
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(OsEntropy));
        Ok(Self::new(store, clock, entropy, config))
    }

    pub fn new_id<Id: From<Uuid>>(&self, now: Timestamp) -> Id {
        new_id(&*self.entropy, now)
    }

    pub fn secret(&self, kind: SecretKind) -> Secret {
        Secret::generate(kind, &*self.entropy)
    }

    /// A context of its own, for what no request started: the command line, a job.
    pub fn own_context(&self) -> Context {
        Context::new(self.new_id(self.clock.now()))
    }

    /// News for a person; `key` is the same for the same news, so that it is told once.
    pub fn notice(
        &self,
        now: Timestamp,
        to: PersonId,
        kind: NoticeKind,
        key: impl Display,
        facts: NoticeFacts,
    ) -> Notice {
        Notice {
            id: self.new_id(now),
            to: Recipient::Person(to),
            kind,
            facts,
            secret: None,
            key: format!("{} {to} {key}", kind.key()),
            created_at: now,
        }
    }

    /// Evidence about which nothing more is known yet; the operation adds the rest.
    pub fn event(
        &self,
        ctx: Context,
        now: Timestamp,
        actor: Actor,
        action: AuditAction,
    ) -> AuditEvent {
        AuditEvent {
            source: ctx.address.and_then(|address| self.sources.digest(address)),
            operator: self.operator.as_deref().map(str::to_owned),
            ..AuditEvent::new(self.new_id(now), now, ctx.correlation, actor, action)
        }
    }
}

/// What routes carry: `State<AppState>` or, where that is enough, `State<Deps>`.
#[derive(Clone)]
pub struct AppState {
    pub deps: Deps,
    pub leptos: Arc<LeptosOptions>,
}

impl AppState {
    pub fn new(deps: Deps) -> Self {
        let site = deps.config.site.display().to_string();
        // The bundle is named by the build tool; where it lies is the server's setting.
        let leptos = LeptosOptions::builder()
            .output_name("sayso")
            .site_root(site)
            .site_pkg_dir("pkg")
            .build();
        let leptos = Arc::new(leptos);
        Self { deps, leptos }
    }
}

impl FromRef<AppState> for Deps {
    fn from_ref(state: &AppState) -> Self {
        state.deps.clone()
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        Self::clone(&state.leptos)
    }
}
