//! `sayso migrate`: the steps of the database's schema.

use anyhow::Context as _;
use domain::audit::AuditAction;

use super::{as_operator, connect};
use crate::{
    config::Config,
    operations::administration::{check_ready::not_ahead, operator_event::record_command},
    state::Deps,
};

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Take every step that is missing.
    Up,
    /// Say which steps were taken.
    Status,
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    let deps = as_operator(connect(Config::load()?).await?);
    if let Action::Up = action {
        up(&deps).await?;
    }
    let schema = deps.store.migrations().await?;
    for (step, taken) in schema.steps {
        println!("{} {step}", if taken { "taken  " } else { "missing" });
    }
    for step in schema.unknown {
        println!("unknown {step}");
    }
    Ok(())
}

/// A step that was taken leaves evidence; there is a table for it only afterwards.
async fn up(deps: &Deps) -> anyhow::Result<()> {
    let schema = not_ahead(deps).await?;
    deps.store.migrate().await?;
    if schema.steps.iter().any(|(_, taken)| !taken) {
        let ctx = deps.own_context();
        record_command(deps, ctx, AuditAction::SchemaMigrated).await?;
    }
    if let Some(role) = &deps.config.database_role {
        let granted = deps.store.grant_to(role).await;
        granted.with_context(|| format!("cannot give the role {role} what the server needs"))?;
    }
    Ok(())
}
