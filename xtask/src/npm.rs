//! Installs a folder's npm packages, exactly as its lock file says, and only when that has changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::process::{answers, run};
use crate::workspace::Workspace;

/// Copy of the lock file that `node_modules` was installed from.
const INSTALLED: &str = "node_modules/.installed-lock.json";

/// Gives the folder's path.
pub(crate) fn install(workspace: &Workspace, folder: &str) -> Result<PathBuf> {
    let folder = workspace.root.join(folder);
    if is_current(&folder)? {
        return Ok(folder);
    }
    ensure!(
        answers(workspace.command("npm").arg("--version"))?,
        "npm is missing: install Node.js 20.10 or newer"
    );
    eprintln!("installing the npm packages of {}", folder.display());
    // No package of ours needs an install script, and what does not run cannot harm.
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    run(workspace
        .command("npm")
        .args(arguments)
        .current_dir(&folder))?;
    fs::copy(folder.join("package-lock.json"), folder.join(INSTALLED))?;
    Ok(folder)
}

fn is_current(folder: &Path) -> Result<bool> {
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("reading {}", lock.display()))?;
    Ok(fs::read(folder.join(INSTALLED)).is_ok_and(|installed| installed == lock))
}
