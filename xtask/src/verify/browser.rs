//! The stories of `end2end`, told in a real browser against the server that was just built.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::outcome::Outcome;
use super::{machine, tally};
use crate::npm;
use crate::workspace::{Build, Workspace};

pub(crate) fn stories(workspace: &Workspace) -> Result<Outcome> {
    let chromium = machine::chromium(workspace)?;
    machine::proxies(workspace)?;
    let folder = npm::install(workspace, "end2end")?;
    let mut node = workspace.command("node");
    // Stories wait more than they work, so two files run side by side even where there are two processors only, for
    // which node would run one.
    node.args(["--test", "--test-concurrency=2"])
        .args(reporter("spec"))
        .args(reporter("./fixtures/seconds.mjs"))
        .args(files(&folder.join("tests"))?)
        .current_dir(&folder)
        .env("CHROMIUM", chromium)
        .env("SAYSO_BIN", workspace.binary(Build::Debug))
        .env("SAYSO_SITE", &workspace.site);
    tally::node(&mut node)
}

fn reporter(name: &str) -> [String; 2] {
    [
        format!("--test-reporter={name}"),
        "--test-reporter-destination=stdout".to_owned(),
    ]
}

/// By name: what node makes of a folder differs from version to version.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut files = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    ensure!(
        !files.is_empty(),
        "there is no story in {}",
        folder.display()
    );
    files.sort();
    Ok(files)
}
