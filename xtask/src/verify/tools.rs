//! Programs of the cargo family that a check needs: pinned, and installed once below the target folder.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::process::{capture, run};
use crate::workspace::Workspace;

pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
}

impl Tool {
    /// The program, if this version of it is installed.
    pub(crate) fn installed(&self, workspace: &Workspace) -> Result<Option<PathBuf>> {
        let program = workspace.target.join("tools/bin").join(self.name);
        let wanted = format!("{} {}", self.name, self.version);
        if !program.exists() {
            return Ok(None);
        }
        // As cargo calls it: cargo-mutants understands nothing else.
        let subcommand = self.name.trim_start_matches("cargo-");
        let version = capture(workspace.command(&program).args([subcommand, "--version"]))?;
        Ok((version == wanted).then_some(program))
    }

    /// Unoptimised: that takes a quarter of the time to compile, and none of them runs for long.
    pub(crate) fn install(&self, workspace: &Workspace) -> Result<PathBuf> {
        if let Some(program) = self.installed(workspace)? {
            return Ok(program);
        }
        let tools = workspace.target.join("tools");
        let scratch = tools.join("build");
        run(workspace
            .cargo()
            .args(["install", "--locked", "--debug", "--force"])
            .args(["--version", self.version, self.name])
            .arg("--root")
            .arg(&tools)
            .env("CARGO_TARGET_DIR", &scratch)
            .env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
        fs::remove_dir_all(scratch)?;
        Ok(tools.join("bin").join(self.name))
    }
}
