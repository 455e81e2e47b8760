//! `sayso serve`: answers people and apps until it is told to stop.

use std::future::Future;

use anyhow::Context as _;
use tokio::net::TcpListener;

use super::{connect, told_to_stop};
use crate::{
    config::{Config, MailSetting},
    http, jobs,
    operations::{
        administration::{check_ready::check_ready, save_refusals::save_refusals},
        tokens::signing_keys::ensure_signing_keys,
    },
    router::router,
    state::{AppState, Deps},
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
    let deps = connect(config).await?;
    check_ready(&deps).await?;
    let listener = listen(&deps.config).await?;
    if matches!(deps.config.mail, MailSetting::Outbox) {
        tracing::warn!(
            "mail is off, nothing is sent, not even codes to sign in with: set `mail` to a mail server"
        );
    }
    println!(
        "Sayso answers on {} as {}",
        listener.local_addr()?,
        deps.config.issuer()
    );
    until(listener, deps, told_to_stop()).await
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
    let jobs = jobs::start(&deps);
    let served = http::serve(listener, router(AppState::new(deps.clone())), stop).await;
    drop(jobs);
    save_refusals(&deps).await?;
    deps.store.close().await?;
    Ok(served?)
}
