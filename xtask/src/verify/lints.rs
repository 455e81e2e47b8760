//! Format and lints. Server side and browser side are two builds: one build would unite the
//! features `ssr` and `hydrate`, which exclude each other.

use std::process::Command;

use anyhow::Result;

use super::outcome::Outcome;
use crate::process::run;
use crate::workspace::Workspace;

pub(crate) const PRODUCT: [&str; 6] = ["domain", "fhir", "policy", "migrations", "app", "server"];

pub(crate) fn format(workspace: &Workspace) -> Result<Outcome> {
    run(workspace.cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Outcome::Done)
}

pub(crate) fn server_side(workspace: &Workspace) -> Result<Outcome> {
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--all-targets"]);
    packages(&mut cargo, &PRODUCT);
    packages(&mut cargo, &["xtask"]);
    no_warnings(&mut cargo)
}

pub(crate) fn browser_side(workspace: &Workspace) -> Result<Outcome> {
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--target", "wasm32-unknown-unknown"]);
    packages(&mut cargo, &["domain", "app", "frontend"]);
    no_warnings(&mut cargo)
}

pub(crate) fn packages(cargo: &mut Command, names: &[&str]) {
    for name in names {
        cargo.args(["--package", name]);
    }
}

fn no_warnings(clippy: &mut Command) -> Result<Outcome> {
    run(clippy.args(["--", "--deny", "warnings"]))?;
    Ok(Outcome::Done)
}
