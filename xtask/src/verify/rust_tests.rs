//! The tests of every crate. What runs on SQLite runs on PostgreSQL too when there is one.

use std::path::PathBuf;

use anyhow::Result;

use super::lints::{PRODUCT, packages};
use super::outcome::Outcome;
use super::tally;
use crate::workspace::Workspace;

/// Names a database server in which tests make databases of their own. Without it the tests on PostgreSQL fail, unless
/// they are left out by the name that they all end in.
const POSTGRES: &str = "SAYSO_TEST_POSTGRES_URL";
const ON_POSTGRES: &str = "on_postgresql";

/// Names a folder of sample records that are too large for the repository. The tests that read them are ignored
/// otherwise.
const RECORDS: &str = "SAYSO_TEST_RECORDS";

pub(crate) fn product(workspace: &Workspace, postgres: Option<&str>) -> Result<Outcome> {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--no-fail-fast"]);
    packages(&mut cargo, &PRODUCT);
    cargo.arg("--");
    match postgres {
        Some(url) => cargo.env(POSTGRES, url),
        None => cargo.args(["--skip", ON_POSTGRES]),
    };
    if let Some(folder) = sample_records(workspace) {
        cargo.env(RECORDS, folder).arg("--include-ignored");
    }
    tally::libtest(&mut cargo)
}

/// Where the variable says, or beside the repository.
fn sample_records(workspace: &Workspace) -> Option<PathBuf> {
    let named = std::env::var_os(RECORDS).map(PathBuf::from);
    named.or_else(|| {
        let beside = workspace.root.parent()?.join("shared/fhir");
        beside.exists().then_some(beside)
    })
}

pub(crate) fn tool(workspace: &Workspace) -> Result<Outcome> {
    tally::libtest(
        workspace
            .cargo()
            .args(["test", "--no-fail-fast", "--package", "xtask"]),
    )
}
