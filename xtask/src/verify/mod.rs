//! `cargo verify`: everything that continuous integration checks, step by step. A failed step does
//! not end the run, so that one run shows all there is to mend.

mod audit;
mod browser;
mod lints;
mod machine;
mod mutants;
mod outcome;
mod page_weight;
pub(crate) mod postgres;
mod report;
mod rust_tests;
mod tally;
mod tools;

use std::process::ExitCode;

use clap::Args;

use crate::workspace::{Build, Workspace};
use crate::{site, toolchain};
use outcome::Outcome;
use postgres::{Commits, Postgres};
use report::Report;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Leave out what needs a browser or PostgreSQL: format, lints, licences and tests remain
    #[arg(long)]
    fast: bool,
    /// Look at licences and sources again although none has changed, and install what looks for known holes
    #[arg(long)]
    audit: bool,
    /// Instead of all that: change the rules one by one and count how often a test notices
    #[arg(long, conflicts_with_all = ["fast", "audit"])]
    mutants: bool,
    #[command(flatten)]
    sample: mutants::Sample,
}

const STORIES: &str = "stories in the browser";
const LEFT_OUT: &str = "left out by --fast";

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> ExitCode {
    let mut report = Report::default();
    if arguments.mutants {
        report.step("mutants of the rules", || {
            mutants::check(workspace, &arguments.sample)
        });
        return report.finish();
    }
    report.step("toolchain", || {
        toolchain::add_wasm_target(workspace)?;
        toolchain::add_lint_tools(workspace).map(|()| Outcome::Done)
    });
    report.step("format", || lints::format(workspace));
    report.step("lints, server side", || lints::server_side(workspace));
    report.step("lints, browser side", || lints::browser_side(workspace));
    report.step("licences, duplicates, sources", || {
        audit::dependencies(workspace, arguments.audit)
    });
    report.step("security advisories", || {
        audit::advisories(workspace, arguments.audit)
    });
    if arguments.fast {
        rust_tests(workspace, None, &mut report);
        report.skip(STORIES, LEFT_OUT);
        report.skip("page weight", LEFT_OUT);
    } else {
        let postgres = report.keep("start PostgreSQL", || {
            Postgres::start(workspace, Commits::InMemory)
        });
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

/// What ships is built once: the stories run on it, and it is weighed. The server is there: the tests of the product
/// built it, and asking for it alone would build half of it once more, with the features that only it needs.
fn in_the_browser(workspace: &Workspace, report: &mut Report) {
    report.step("build what the browser loads", || {
        site::build(workspace, &workspace.site, Build::Release).map(|()| Outcome::Done)
    });
    report.step(STORIES, || browser::stories(workspace));
    report.step("page weight", || page_weight::check(workspace));
}
