//! `cargo verify`: everything that continuous integration checks, step by step. A failed step does
//! not end the run, so that one run shows all there is to mend.

mod audit;
mod browser;
mod lints;
mod machine;
mod page_weight;
pub(crate) mod postgres;
mod report;
mod rust_tests;
mod tally;

use std::process::ExitCode;

use crate::workspace::{Build, Workspace};
use crate::{site, toolchain};
use postgres::Postgres;
use report::{Outcome, Report};

pub(crate) fn run(workspace: &Workspace, fast: bool) -> ExitCode {
    let mut report = Report::default();
    report.step("toolchain", || {
        toolchain::add_wasm_target(workspace)?;
        toolchain::add_lint_tools(workspace).map(|()| Outcome::Done)
    });
    report.step("format", || lints::format(workspace));
    report.step("lints, server side", || lints::server_side(workspace));
    report.step("lints, browser side", || lints::browser_side(workspace));
    report.step("licences, duplicates, sources", || {
        audit::dependencies(workspace)
    });
    report.step("security advisories", || audit::advisories(workspace));
    if fast {
        rust_tests(workspace, None, &mut report);
    } else {
        let postgres = report.keep("start PostgreSQL", || Postgres::start(workspace));
        rust_tests(workspace, postgres.as_ref(), &mut report);
        drop(postgres);
        in_the_browser(workspace, &mut report);
    }
    report.finish()
}

fn rust_tests(workspace: &Workspace, postgres: Option<&Postgres>, report: &mut Report) {
    let databases = if postgres.is_some() {
        "SQLite and PostgreSQL"
    } else {
        "SQLite only"
    };
    report.step(&format!("tests of the product, {databases}"), || {
        rust_tests::product(workspace, postgres.map(Postgres::url))
    });
    report.step("tests of the tool", || rust_tests::tool(workspace));
}

/// The server is there: the tests of the product built it, and asking for it alone would build half of it once more, with
/// the features that only it needs.
fn in_the_browser(workspace: &Workspace, report: &mut Report) {
    report.step("build what the browser loads", || {
        site::build(workspace, &workspace.site, Build::Debug).map(|()| Outcome::Done)
    });
    report.step("stories in the browser", || browser::stories(workspace));
    report.step("page weight", || page_weight::check(workspace));
}
