//! `sayso migrate`: the steps of the database's schema.

use super::connect;
use crate::config::Config;

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Take every step that is missing.
    Up,
    /// Say which steps were taken.
    Status,
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    let deps = connect(Config::load()?).await?;
    if let Action::Up = action {
        deps.store.migrate().await?;
    }
    for (step, taken) in deps.store.migrations().await? {
        println!("{} {step}", if taken { "taken  " } else { "missing" });
    }
    Ok(())
}
