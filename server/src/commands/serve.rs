//! `sayso serve`: answers people and apps until it is told to stop.

use std::future::Future;

use anyhow::{Context as _, ensure};
use tokio::net::TcpListener;

use super::{connect, metrics_listener::MetricsListener, told_to_stop, with_privacy_notice};
use crate::{
    config::{Config, MailSetting},
    http, jobs,
    operations::{
        administration::{
            check_ready::check_ready, check_role::check_role, demo_database::is_demo_database,
            save_refusals::save_refusals, seal_audit::sign_end,
        },
        records::label_anew::label_anew,
        source_keys::{renew_source_key, wrap_source_keys},
        tokens::signing_keys::ensure_signing_keys,
    },
    privacy_notice::texts_in,
    router::router,
    state::{AppState, Deps},
    traces::Traces,
};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Print the settings in force, with secrets hidden, and end.
    #[arg(long)]
    print_config: bool,
}

pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let config = Config::load()?;
    if arguments.print_config {
        println!("{config}");
        return Ok(());
    }
    let faults = config.faults_in_public();
    ensure!(
        faults.is_empty(),
        "these settings are not for the public:\n{}",
        faults.join("\n")
    );
    config.require_servable()?;
    let folder = config.privacy_notice.as_deref();
    let privacy = folder.map(texts_in).transpose()?;
    let deps = connect(config).await?;
    check_ready(&deps).await?;
    check_role(&deps).await?;
    ensure!(
        deps.config.is_this_machine_only() || !is_demo_database(&deps).await?,
        "this database is a demo's: its passwords are public, and {} is not this machine alone",
        deps.config.issuer()
    );
    if deps.config.trusts_any_upstream() {
        tracing::warn!(
            "a role of staff counts after any sign-in at the hospital's provider: say in `upstream_strong_acr` which are strong"
        );
    }
    if !deps.keys.can_wrap() {
        tracing::warn!(
            "signing keys lie open in the database, and checkpoints of the evidence are not signed: set `key_encryption_key_file`"
        );
    }
    let deps = with_privacy_notice(deps, privacy).await?;
    let listener = listen(&deps.config).await?;
    if matches!(deps.config.mail, MailSetting::Outbox) {
        tracing::warn!(
            "mail is off, nothing is sent, not even codes to sign in with: set `mail` to a mail server"
        );
    }
    let stop = told_to_stop()?;
    println!(
        "Sayso answers on {} as {}",
        listener.local_addr()?,
        deps.config.issuer()
    );
    until(listener, deps, stop).await
}

pub(super) async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))
}

/// Serves with everything that runs beside, and leaves the database tidy.
pub(super) async fn until(
    listener: TcpListener,
    deps: Deps,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    ensure_signing_keys(&deps).await?;
    wrap_source_keys(&deps).await?;
    renew_source_key(&deps).await?;
    label_anew(&deps).await?;
    let traces = match &deps.config.otlp_endpoint {
        Some(endpoint) => Traces::to(endpoint)?,
        None => Traces::default(),
    };
    let deps = Deps { traces, ..deps };
    let metrics = MetricsListener::open(&deps).await?;
    let jobs = jobs::start(&deps);
    let connections = http::Connections::of(&deps.config);
    let router = router(AppState::new(deps.clone()));
    let served = http::serve(listener, router, connections, stop).await;
    // Each has its turn, also where one before it failed.
    let (told, ()) = tokio::join!(metrics.close(), jobs.finish());
    let drained = deps.audit.drain().await;
    let saved = save_refusals(&deps).await;
    let signed = sign_end(&deps).await;
    deps.traces.clone().finish().await;
    let closed = deps.store.close().await;
    drained?;
    saved?;
    signed?;
    told?;
    closed?;
    Ok(served?)
}
