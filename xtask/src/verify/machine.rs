//! What has to be installed outside cargo and npm. On Debian as root it is installed; elsewhere one
//! sentence says what is missing.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::process::{capture, run};
use crate::workspace::Workspace;

pub(crate) fn is_root(workspace: &Workspace) -> Result<bool> {
    Ok(capture(workspace.command("id").arg("-u"))? == "0")
}

/// The browser for the stories. Chromium without its windows is preferred: the same engine at less than half the cost.
pub(crate) fn chromium(workspace: &Workspace) -> Result<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let headless =
        || on_path("chromium-headless-shell").or_else(|| on_path("chrome-headless-shell"));
    if let Some(found) = named.or_else(headless) {
        return Ok(found);
    }
    let with_windows = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find_map(on_path);
    let packages = ["chromium-headless-shell", "fonts-liberation"];
    let installed = find_or_install(
        workspace,
        "Chromium (or name it in CHROMIUM)",
        &packages,
        headless,
    );
    match (installed, with_windows) {
        (Err(_), Some(with_windows)) => Ok(with_windows),
        (installed, _) => installed,
    }
}

/// The folder that holds `initdb`, `postgres` and `pg_ctl`.
pub(crate) fn postgres(workspace: &Workspace) -> Result<PathBuf> {
    find_or_install(
        workspace,
        "PostgreSQL 15 or newer, with initdb on the PATH",
        &["postgresql"],
        || debian_postgres().or_else(postgres_on_path),
    )
}

/// The PATH may hold links to only some of the programs, so the real folder is looked for.
fn postgres_on_path() -> Option<PathBuf> {
    let initdb = fs::canonicalize(on_path("initdb")?).ok()?;
    initdb.parent().map(Path::to_owned)
}

/// Debian keeps every version in a folder of its own, away from the PATH.
fn debian_postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let newest = versions.flatten().filter_map(|version| {
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        Some((number, version.path().join("bin")))
    });
    newest
        .filter(|(_, bin)| bin.join("initdb").exists())
        .max()
        .map(|(_, bin)| bin)
}

/// Proxies that a hospital puts in front. Where they are not, and cannot be installed, their stories say that they are
/// skipped.
pub(crate) fn proxies(workspace: &Workspace) -> Result<()> {
    for name in ["nginx", "caddy"] {
        // For whom they are started: their folder is not on everybody's PATH.
        let found = on_path(name).is_some() || Path::new("/usr/sbin").join(name).exists();
        if !found
            && can_install(workspace)?
            && let Err(error) = install(workspace, &[name])
        {
            eprintln!("{name} is not installed: {error:#}");
        }
    }
    Ok(())
}

fn find_or_install(
    workspace: &Workspace,
    name: &str,
    packages: &[&str],
    find: impl Fn() -> Option<PathBuf>,
) -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !can_install(workspace)? {
        bail!("install {name}, or leave this part out with `cargo verify --fast`");
    }
    install(workspace, packages)?;
    find().with_context(|| format!("apt installed {packages:?}, but {name} is not there"))
}

fn can_install(workspace: &Workspace) -> Result<bool> {
    Ok(Path::new("/etc/debian_version").exists() && is_root(workspace)?)
}

fn install(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let apt = || {
        let mut apt = workspace.command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    run(apt().args(["update", "--quiet"]))?;
    run(apt()
        .args(["install", "--yes", "--quiet", "--no-install-recommends"])
        .args(packages))
}

fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.exists())
}
