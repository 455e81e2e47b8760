//! What comes from outside: licences, duplicates and sources by `deny.toml`, and known holes. The
//! checker is pinned and installed once, below the target folder.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::report::Outcome;
use crate::process::{answers, capture, run};
use crate::workspace::Workspace;

const VERSION: &str = "0.20.2";

pub(crate) fn dependencies(workspace: &Workspace) -> Result<Outcome> {
    let deny = install(workspace)?;
    run(workspace.command(deny).args([
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))?;
    Ok(Outcome::Done)
}

/// The list of known holes lives on a Git host. Where that cannot be reached the run goes on, and
/// says so.
pub(crate) fn advisories(workspace: &Workspace) -> Result<Outcome> {
    let deny = install(workspace)?;
    if !answers(workspace.command(&deny).args(["fetch", "db"]))? {
        return Ok(Outcome::Noted(
            "NOT CHECKED, the database cannot be reached".to_owned(),
        ));
    }
    run(workspace
        .command(deny)
        .args(["check", "--disable-fetch", "advisories"]))?;
    Ok(Outcome::Done)
}

/// Unoptimised: that takes a quarter of the time to compile, and it runs for a second only.
fn install(workspace: &Workspace) -> Result<PathBuf> {
    let tools = workspace.target.join("tools");
    let deny = tools.join("bin/cargo-deny");
    let wanted = format!("cargo-deny {VERSION}");
    if deny.exists() && capture(workspace.command(&deny).arg("--version"))? == wanted {
        return Ok(deny);
    }
    let scratch = tools.join("build");
    run(workspace
        .cargo()
        .args([
            "install",
            "--locked",
            "--debug",
            "--force",
            "--version",
            VERSION,
            "cargo-deny",
        ])
        .arg("--root")
        .arg(&tools)
        .env("CARGO_TARGET_DIR", &scratch)
        .env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
    fs::remove_dir_all(scratch)?;
    Ok(deny)
}
