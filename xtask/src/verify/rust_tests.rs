//! The tests of every crate. What runs on SQLite runs on PostgreSQL too when there is one.

use anyhow::Result;

use super::lints::{PRODUCT, packages};
use super::report::Outcome;
use super::tally;
use crate::workspace::Workspace;

/// Names a database server in which storage tests make databases of their own.
const POSTGRES: &str = "SAYSO_TEST_POSTGRES_URL";

pub(crate) fn product(workspace: &Workspace, postgres: Option<&str>) -> Result<Outcome> {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--no-fail-fast"]);
    packages(&mut cargo, &PRODUCT);
    match postgres {
        Some(url) => cargo.env(POSTGRES, url),
        None => cargo.env_remove(POSTGRES),
    };
    tally::libtest(&mut cargo)
}

pub(crate) fn tool(workspace: &Workspace) -> Result<Outcome> {
    tally::libtest(workspace.cargo().args(["test", "--package", "xtask"]))
}
