//! What the pinned Rust toolchain must have besides the compiler. Every step is cheap to repeat.

use std::path::Path;

use anyhow::{Context, Result};

use crate::process::{answers, capture, run};
use crate::workspace::Workspace;

const WASM: &str = "wasm32-unknown-unknown";

/// `RUSTUP_AUTO_INSTALL=0` keeps rustup from reading the list in `rust-toolchain.toml`, so ask for it.
pub(crate) fn add_wasm_target(workspace: &Workspace) -> Result<()> {
    let mut rustc = workspace.command("rustc");
    let library = capture(rustc.args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(&library).exists() {
        return Ok(());
    }
    run(workspace.command("rustup").args(["target", "add", WASM])).with_context(|| {
        format!("this toolchain has no {WASM}; install rustup, or add it yourself")
    })
}

pub(crate) fn add_lint_tools(workspace: &Workspace) -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !answers(workspace.cargo().args([subcommand, "--version"]))? {
            run(workspace
                .command("rustup")
                .args(["component", "add", component]))?;
        }
    }
    Ok(())
}
