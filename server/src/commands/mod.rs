//! The verbs of the command line. Each reads its arguments, calls operations and prints what came of it.

pub mod account;
pub mod audit;
pub mod backup;
pub mod client;
pub mod demo;
pub mod guardian;
pub mod import;
pub mod keys;
pub mod labels;
mod metrics_listener;
pub mod migrate;
mod operator;
pub mod patient;
pub mod record;
pub mod serve;
pub mod staff;
pub mod stop;

use std::{
    io::{IsTerminal, Read, stderr, stdin},
    sync::Arc,
};

use anyhow::Context as _;
use domain::privacy::PrivacyTexts;
use tokio::signal;
use tracing_subscriber::EnvFilter;

use crate::{
    config::{Config, LogFormat},
    keys::{SigningKeys, Wrapping},
    operations::{
        administration::check_ready::check_ready,
        notices::publish_privacy_notice::publish_privacy_notice,
    },
    passwords::Password,
    state::Deps,
};

/// Files of this process are its user's alone, whoever made the shell that it was started from.
pub fn keep_files_private() {
    use rustix::fs::Mode;
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
}

/// Log lines go to standard error. `RUST_LOG` says how much, `log_format` how each is written.
pub fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // Settings that cannot be read are refused by whatever needs them, in words for people.
    let format = Config::load().map(|config| config.log_format);
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(stderr().is_terminal())
        .with_writer(stderr);
    match format.unwrap_or_default() {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .init(),
    }
}

/// The configured database, with a schema that this program knows, for a command of an operator.
async fn open() -> anyhow::Result<Deps> {
    let deps = as_operator(connect(Config::load()?).await?);
    check_ready(&deps).await?;
    Ok(deps)
}

/// The same, where evidence names who gave the command.
fn as_operator(deps: Deps) -> Deps {
    Deps {
        operator: Some(operator::name().into()),
        ..deps
    }
}

async fn connect(config: Config) -> anyhow::Result<Deps> {
    let shown = format!("{config:?}");
    let keys = SigningKeys::wrapped_by(Wrapping::of(&config)?);
    let deps = Deps::open(config).await.with_context(|| {
        let line = shown.lines().find(|line| line.starts_with("database_url"));
        format!("cannot open the database ({})", line.unwrap_or_default())
    })?;
    Ok(Deps { keys, ..deps })
}

/// With the hospital's privacy notice, stored as a version, so that pages can show it.
async fn with_privacy_notice(deps: Deps, texts: Option<PrivacyTexts>) -> anyhow::Result<Deps> {
    let Some(texts) = texts else {
        return Ok(deps);
    };
    let notice = publish_privacy_notice(&deps, texts).await?;
    Ok(Deps {
        privacy_notice: Some(Arc::new(notice)),
        ..deps
    })
}

/// A password comes through standard input: arguments can be seen by everybody on the machine.
fn read_password() -> anyhow::Result<Password> {
    if stdin().is_terminal() {
        eprintln!("Type a password and end with Ctrl-D (it is shown), or pipe one in.");
    }
    let mut text = String::new();
    stdin().read_to_string(&mut text)?;
    Ok(Password::new(
        text.trim_end_matches(['\r', '\n']).to_owned(),
    ))
}

/// Until somebody wants this process to end. It counts from now on, before anybody waits for it.
fn told_to_stop() -> anyhow::Result<impl Future<Output = ()> + Send + use<>> {
    #[cfg(unix)]
    let (mut interrupted, mut terminated) = {
        use signal::unix::{SignalKind, signal};
        (
            signal(SignalKind::interrupt()).context("cannot listen for Ctrl-C")?,
            signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?,
        )
    };
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        #[cfg(not(unix))]
        if let Err(error) = signal::ctrl_c().await {
            tracing::error!(%error, "cannot listen for Ctrl-C");
            std::future::pending::<()>().await;
        }
    })
}
