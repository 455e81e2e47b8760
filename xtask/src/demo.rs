//! `cargo demo`: from a fresh clone to a running Sayso, with nothing to set up first.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::workspace::{Build, Workspace};
use crate::{process, site, toolchain};

pub(crate) fn run(workspace: &Workspace, build: Build, no_run: bool) -> Result<ExitCode> {
    eprintln!("[1/4] WASM target");
    toolchain::add_wasm_target(workspace)?;
    eprintln!("[2/4] what the browser loads (a first build takes some minutes)");
    site::build(workspace, &workspace.site, build)?;
    eprintln!("[3/4] server");
    build_server(workspace, build)?;
    let binary = workspace.binary(build);
    if no_run {
        println!("{}", binary.display());
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("[4/4] starting");
    hand_over(
        workspace
            .command(binary)
            .arg("demo")
            .env("SAYSO_SITE", &workspace.site),
    )
}

pub(crate) fn build_server(workspace: &Workspace, build: Build) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", "server", "--bin", "sayso"]);
    if build == Build::Release {
        cargo.arg("--release");
    }
    process::run(&mut cargo)
}

/// The server takes this process over, so that signals and its exit code are its own.
#[cfg(unix)]
fn hand_over(server: &mut Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(server.exec().into())
}

#[cfg(not(unix))]
fn hand_over(server: &mut Command) -> Result<ExitCode> {
    process::run(server).map(|()| ExitCode::SUCCESS)
}
