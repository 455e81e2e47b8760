//! Writes the style sheet with Tailwind, which reads the class names straight out of the Rust sources.

use std::path::Path;

use anyhow::Result;

use crate::npm;
use crate::process::run;
use crate::workspace::Workspace;

pub(crate) const SHEET: &str = "sayso.css";

pub(crate) fn build(workspace: &Workspace, package: &Path) -> Result<()> {
    let folder = npm::install(workspace, "style")?;
    run(workspace
        .command(folder.join("node_modules/.bin/tailwindcss"))
        .arg("--input")
        .arg(folder.join("main.css"))
        .arg("--output")
        .arg(package.join(SHEET))
        .arg("--minify"))
}
