//! `sayso audit`: is the evidence log what was written, and the log itself for whoever must hand it on.

use std::{
    io::Write,
    net::IpAddr,
    path::{Path, PathBuf},
};

use anyhow::bail;
use domain::audit::AuditAction;
use serde_json::json;

use super::open;
use crate::{
    audit::read_checkpoints,
    operations::{
        administration::{
            export_audit::export_audit,
            list_refusals::list_refusals,
            operator_event::record_command,
            seal_audit::{seal_audit, sign_end},
            verify_audit::verify_audit,
        },
        source_keys::digests_of,
    },
    state::Deps,
};

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Find every row that was changed, removed, put in or reordered, and every checkpoint that is missing.
    Verify {
        /// A file of checkpoints that left the database (`checkpoint_file`), or a log that they were written to: the chain
        /// must be what they were signed over. `checkpoint_file` itself if none is named.
        #[arg(long, value_name = "FILE")]
        anchor: Option<PathBuf>,
    },
    /// Give what waits its place in the chain, sign a checkpoint over it, and let it leave: what `serve` does by itself.
    Seal,
    /// Print every event as one line of JSON, oldest first.
    Export,
    /// Print how often requests from nobody were refused, by minute, client and reason, newest first.
    Refusals,
    /// Print the digests that a network address has in the evidence, newest key first: `source` of the events.
    Source { address: IpAddr },
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    let deps = open().await?;
    match action {
        Action::Verify { anchor } => verify(&deps, anchor.as_deref()).await,
        Action::Seal => seal(&deps).await,
        Action::Export => export(&deps).await,
        Action::Refusals => refusals(&deps).await,
        Action::Source { address } => source(&deps, address).await,
    }
}

async fn verify(deps: &Deps, anchor: Option<&Path>) -> anyhow::Result<()> {
    let own = deps.config.checkpoints_leave_for();
    let own = own.filter(|own| own.exists());
    let anchor = anchor.or(own.as_deref());
    let outside = anchor
        .map(read_checkpoints)
        .transpose()?
        .unwrap_or_default();
    let found = verify_audit(deps, &outside).await?;
    record_command(deps, deps.own_context(), AuditAction::AuditVerified).await?;
    println!(
        "{} rows in the chain, {} written and not in it yet, {} signed checkpoints",
        found.sealed, found.unsealed, found.checkpoints
    );
    if let Some(anchor) = anchor {
        let many = outside.len();
        println!("held against {many} checkpoints in {}", anchor.display());
    }
    for finding in &found.findings {
        println!("{finding}");
    }
    match found.findings.len() {
        0 => Ok(()),
        many => bail!("the evidence log is not what was written: {many} findings"),
    }
}

async fn seal(deps: &Deps) -> anyhow::Result<()> {
    let sealed = seal_audit(deps).await?;
    sign_end(deps).await?;
    println!("{sealed} rows sealed");
    Ok(())
}

async fn export(deps: &Deps) -> anyhow::Result<()> {
    record_command(deps, deps.own_context(), AuditAction::AuditExported).await?;
    let mut out = std::io::stdout().lock();
    let mut after = 0;
    loop {
        let page = export_audit(deps, after).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.seq;
        for recorded in &page {
            let line = json!({ "seq": recorded.seq, "event": recorded.event });
            writeln!(out, "{line}")?;
        }
    }
}

async fn refusals(deps: &Deps) -> anyhow::Result<()> {
    record_command(deps, deps.own_context(), AuditAction::AuditExported).await?;
    let mut out = std::io::stdout().lock();
    for counted in list_refusals(deps).await? {
        writeln!(out, "{}", serde_json::to_string(&counted)?)?;
    }
    Ok(())
}

async fn source(deps: &Deps, address: IpAddr) -> anyhow::Result<()> {
    for digest in digests_of(deps, address).await? {
        println!("{digest}");
    }
    Ok(())
}
