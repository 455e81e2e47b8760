//! Where things lie: the repository, the build output, and the site that the server serves.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// With or without optimisations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    Debug,
    Release,
}

impl From<bool> for Build {
    fn from(release: bool) -> Self {
        if release { Self::Release } else { Self::Debug }
    }
}

pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    pub(crate) site: PathBuf,
}

impl Workspace {
    pub(crate) fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .context("start this through cargo: `cargo demo` or `cargo verify`")?;
        let root = Path::new(&manifest)
            .parent()
            .context("xtask lies below the root")?
            .to_owned();
        let target = absolute("CARGO_TARGET_DIR")?.unwrap_or_else(|| root.join("target"));
        let site = absolute("SAYSO_SITE")?.unwrap_or_else(|| root.join("target/site"));
        Ok(Self { root, target, site })
    }

    /// A command that runs in the repository's root.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.root);
        command
    }

    /// Cargo as a person would call it. What `cargo run` set for this tool is taken away again:
    /// build scripts watch some of it and would start over.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        for (name, _) in env::vars_os() {
            let told_by_cargo = name.to_str().is_some_and(|name| {
                name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
            });
            if told_by_cargo {
                cargo.env_remove(name);
            }
        }
        cargo
    }

    /// The server's binary, after it was built.
    pub(crate) fn binary(&self, build: Build) -> PathBuf {
        let profile = match build {
            Build::Debug => "debug",
            Build::Release => "release",
        };
        self.target
            .join(profile)
            .join("sayso")
            .with_extension(env::consts::EXE_EXTENSION)
    }
}

fn absolute(variable: &str) -> Result<Option<PathBuf>> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(|value| std::path::absolute(&value).with_context(|| format!("reading {variable}")))
        .transpose()
}
