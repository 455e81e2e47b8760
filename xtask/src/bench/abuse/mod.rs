//! `cargo bench-server --abuse`: what does a flood of strangers cost one honest patient, the memory and the disk?
//!
//! All come through one reverse proxy that the server trusts, from different networks. A thousand strangers hold half a
//! request each, all the time; beside them each flood runs in turn, while a patient whose browser is known signs in and an
//! app of theirs reads. The same is measured without strangers before.

mod floods;
mod honest;
mod strangers;

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::Result;

use self::floods::{FLOODS, Flood};
use self::honest::{Honest, Times};
use self::strangers::Strangers;
use super::server::{Server, Setup, free_address};
use super::{course::Course, machine, records};

/// How many times slower the slowest honest answers may become.
const SLOWER: f64 = 3.0;
const MEMORY_MB: f64 = 200.0;
const GROWTH_MB: f64 = 1.0;

/// What everybody comes through.
const SETTINGS: &[(&str, &str)] = &[("SAYSO_TRUSTED_PROXIES", "127.0.0.1")];

/// One line of the table.
struct Line {
    what: &'static str,
    /// Answers to strangers: served, refused.
    answered: (u64, u64),
    times: Times,
    memory_mb: f64,
}

pub(super) fn run(course: &Course<'_>) -> Result<ExitCode> {
    let database = course.folder.join("sayso.db");
    let setup = Setup {
        binary: course.workspace.binary(course.build),
        folder: course.folder.clone(),
        database_url: format!("sqlite://{}", database.display()),
        site: course.workspace.site.clone(),
        core: course.core,
        address: free_address()?,
        settings: SETTINGS,
    };
    setup.start("demo")?.stop()?;
    setup.import(&records::more_labs(50))?;
    let (quiet, grown_by_the_honest) = quiet(&setup, &database)?;
    let before = megabytes(&database)?;
    let server = setup.start("serve")?;
    let lines = floods(&setup, &server)?;
    server.stop()?;
    #[expect(clippy::cast_precision_loss, reason = "there are six floods")]
    let honest = grown_by_the_honest * lines.len() as f64;
    let grown = (megabytes(&database)? - before - honest).max(0.0);
    Ok(verdict(&quiet, &lines, grown))
}

/// The same patient without anybody else; and how much their own doing adds to the database.
fn quiet(setup: &Setup, database: &Path) -> Result<(Line, f64)> {
    // Once before, so that what is made once is not counted.
    let server = setup.start("serve")?;
    Honest::known(setup)?.measure()?;
    server.stop()?;
    let before = megabytes(database)?;
    let server = setup.start("serve")?;
    let times = Honest::known(setup)?.measure()?;
    let line = Line {
        what: "nobody else",
        answered: (0, 0),
        times,
        memory_mb: machine::resident_mb(server.pid())?,
    };
    server.stop()?;
    Ok((line, megabytes(database)? - before))
}

fn floods(setup: &Setup, server: &Server) -> Result<Vec<Line>> {
    let mut honest = Honest::known(setup)?;
    let strangers = Strangers::hold(setup.address)?;
    let mut lines = Vec::new();
    for (what, request) in FLOODS {
        eprintln!("1,000 strangers, and {what}");
        let flood = Flood::begin(setup, request, &mut honest)?;
        thread::sleep(Duration::from_secs(1));
        let times = honest.measure();
        let answered = flood.end()?;
        lines.push(Line {
            what,
            answered,
            times: times?,
            memory_mb: machine::resident_mb(server.pid())?,
        });
    }
    strangers.leave()?;
    Ok(lines)
}

fn megabytes(database: &Path) -> Result<f64> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a database of megabytes fits a float"
    )]
    Ok(fs::metadata(database)?.len() as f64 / 1e6)
}

/// Prints the table, and fails where a goal is missed.
fn verdict(quiet: &Line, lines: &[Line], grown: f64) -> ExitCode {
    println!(
        "{:<22} {:>8} {:>8} {:>12} {:>12} {:>10}",
        "beside the patient", "served", "refused", "sign-in p99", "read p99 ms", "memory MB"
    );
    let mut kept = grown < GROWTH_MB;
    for line in std::iter::once(quiet).chain(lines) {
        println!(
            "{:<22} {:>8} {:>8} {:>12.1} {:>12.2} {:>10.0}",
            line.what,
            line.answered.0,
            line.answered.1,
            line.times.sign_in_ms,
            line.times.read_ms,
            line.memory_mb
        );
        kept &= line.times.sign_in_ms < SLOWER * quiet.times.sign_in_ms;
        kept &= line.times.read_ms < SLOWER * quiet.times.read_ms;
        kept &= line.memory_mb < MEMORY_MB;
    }
    println!("the database grew by {grown:.2} MB beside what the patient did");
    println!("goals: p99 < {SLOWER} × quiet, memory < {MEMORY_MB} MB, growth < {GROWTH_MB} MB");
    if kept {
        return ExitCode::SUCCESS;
    }
    println!("missed");
    ExitCode::FAILURE
}
