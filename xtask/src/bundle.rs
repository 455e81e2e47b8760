//! Turns the `frontend` crate into what a browser loads: one WASM file and one script.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use wasm_bindgen_cli_support::Bindgen;

use crate::process::run;
use crate::workspace::{Build, Workspace};

/// The names that `app::shell` asks for when the output name is `sayso`.
pub(crate) const WASM: &str = "sayso_bg.wasm";
pub(crate) const SCRIPT: &str = "sayso.js";

pub(crate) fn build(workspace: &Workspace, package: &Path, build: Build) -> Result<()> {
    // The plain dev profile shares proc macros and build scripts with the server's build.
    let (profile, folder) = match build {
        Build::Debug => ("dev", "debug"),
        Build::Release => ("wasm-release", "wasm-release"),
    };
    run(workspace
        .cargo()
        .args(["build", "--package", "frontend", "--lib"])
        .args(["--target", "wasm32-unknown-unknown", "--profile", profile]))?;

    let started = Instant::now();
    let compiled = workspace.target.join("wasm32-unknown-unknown").join(folder);
    fs::create_dir_all(package)?;
    Bindgen::new()
        .input_path(compiled.join("frontend.wasm"))
        .out_name("sayso")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(build == Build::Release)
        .remove_producers_section(build == Build::Release)
        .generate(package)?;
    eprintln!("wasm-bindgen took {:.1} s", started.elapsed().as_secs_f32());
    Ok(())
}
