//! What comes from outside: licences, duplicates and sources by `deny.toml`, and known holes.
//!
//! Licences, duplicates and sources follow from the lock file, the manifests and `deny.toml` alone: crates.io never
//! changes what it gave out. So cargo-deny, which takes minutes to compile, looks again only when one of those has
//! changed since it was content; [`AUDITED`] remembers of what that was. Known holes are found every day: they are looked
//! for wherever cargo-deny is installed, and by `cargo verify --audit` everywhere.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::outcome::Outcome;
use super::tools::Tool;
use crate::process::{answers, capture, run};
use crate::workspace::Workspace;

const DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
};

/// Committed, so that a fresh clone knows it too.
const AUDITED: &str = ".ci/audited";

/// `anew`: also what was audited already.
pub(crate) fn dependencies(workspace: &Workspace, anew: bool) -> Result<Outcome> {
    let stamp = workspace.root.join(AUDITED);
    let current = digest(workspace)?;
    let known = fs::read_to_string(&stamp).is_ok_and(|audited| audited.trim() == current);
    if known && !anew {
        return Ok(Outcome::Noted(
            "unchanged since cargo-deny was content with them".to_owned(),
        ));
    }
    let deny = DENY.install(workspace)?;
    run(workspace.command(deny).args([
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))?;
    if known {
        return Ok(Outcome::Done);
    }
    fs::write(stamp, current + "\n")?;
    Ok(Outcome::Noted(format!("audited: commit {AUDITED}")))
}

/// Of everything that cargo-deny's answer follows from.
fn digest(workspace: &Workspace) -> Result<String> {
    let mut digest = Sha256::new();
    digest.update(DENY.version);
    for file in inputs(workspace)? {
        let text = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        digest.update(text.len().to_le_bytes());
        digest.update(text);
    }
    Ok(format!("{:x}", digest.finalize()))
}

fn inputs(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let metadata = ["metadata", "--no-deps", "--format-version", "1"];
    let metadata: Value = serde_json::from_str(&capture(workspace.cargo().args(metadata))?)?;
    let packages = metadata["packages"].as_array().context("packages")?;
    let mut files = packages
        .iter()
        .map(|package| package["manifest_path"].as_str().map(PathBuf::from))
        .collect::<Option<Vec<_>>>()
        .context("each package has a manifest")?;
    files.sort();
    files.extend(["Cargo.toml", "Cargo.lock", "deny.toml"].map(|name| workspace.root.join(name)));
    Ok(files)
}

/// The list of known holes lives on a Git host. Where that cannot be reached the run goes on, and
/// says so.
pub(crate) fn advisories(workspace: &Workspace, install: bool) -> Result<Outcome> {
    let deny = match DENY.installed(workspace)? {
        Some(deny) => deny,
        None if install => DENY.install(workspace)?,
        None => {
            return Ok(Outcome::Skipped(
                "cargo-deny is not installed here, `cargo verify --audit` does it".to_owned(),
            ));
        }
    };
    if !answers(workspace.command(&deny).args(["fetch", "db"]))? {
        return Ok(Outcome::Skipped(
            "NOT CHECKED, the database cannot be reached".to_owned(),
        ));
    }
    run(workspace
        .command(deny)
        .args(["check", "--disable-fetch", "advisories"]))?;
    Ok(Outcome::Done)
}
