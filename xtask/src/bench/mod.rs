//! `cargo bench-server`: how fast is Sayso, and what does each answer cost? A release build on a fresh database, filled
//! through its own doors, driven over HTTP on SQLite and on PostgreSQL.

mod abuse;
mod client;
mod course;
mod forms;
mod journey;
mod load;
mod machine;
mod records;
mod report;
mod server;
mod work;

use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs};

use anyhow::{Context, Result, ensure};

pub(crate) use self::course::Arguments;
use self::course::{Course, PASSWORD, PATIENT};
use self::journey::Browser;
use self::load::Seen;
use self::machine::Watched;
use self::report::{Footprint, Report, Row};
use self::server::{Setup, free_address};
use self::work::{Bench, CLIENT, Effort};
use crate::demo;
use crate::verify::postgres::{Commits, Postgres};
use crate::workspace::{Build, Workspace};

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let mut lines = ALONE
        .iter()
        .map(|(what, _)| *what)
        .chain(TOGETHER.iter().map(|(what, _)| *what));
    ensure!(
        lines.any(|what| arguments.wants(what)),
        "no line's name holds that text"
    );
    let build = Build::from(!arguments.debug);
    demo::build_server(workspace, build)?;
    let pinned = machine::can_pin();
    if pinned {
        machine::pin_self("1")?;
    } else {
        eprintln!("server and load share their cores: no second core, or no taskset");
    }
    let folder = workspace.target.join("bench-server");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let course = Course {
        workspace,
        arguments,
        build,
        folder,
        core: pinned.then_some("0"),
    };
    if arguments.abuse {
        return abuse::run(&course);
    }
    let mut report = Report::default();
    course.on_sqlite(&mut report)?;
    if !arguments.sqlite_only {
        course.on_postgres(&mut report)?;
    }
    let file = course.folder.with_extension("json");
    let json = report.json();
    fs::write(&file, format!("{json:#}\n"))?;
    println!("{}\n{json}\n\nalso in {}", report.table(), file.display());
    Ok(ExitCode::SUCCESS)
}

type Alone = fn(&Bench<'_>, &mut Browser) -> Result<Seen>;
type Together = fn(&mut Bench<'_>) -> Result<Seen>;

/// What is done one after the other.
const ALONE: [(&str, Alone); 2] = [
    ("sign in (password hashing)", |bench, browser| {
        bench.sign_in(browser, PATIENT)
    }),
    ("code flow, pages included", |bench, browser| {
        bench.code_flow(browser)
    }),
];

/// What all connections do at once.
const TOGETHER: [(&str, Together); 4] = [
    ("introspection", |bench| bench.introspection()),
    ("refresh rotation", |bench| bench.rotation()),
    ("one patient read", |bench| bench.read_patient()),
    ("50 lab results", |bench| bench.fifty_labs()),
];

/// What one app may ask is no measure of how fast the server is.
const UNLIMITED: &[(&str, &str)] = &[("SAYSO_FHIR_REQUESTS_PER_SECOND", "1000000")];

impl Course<'_> {
    fn on_sqlite(&self, report: &mut Report) -> Result<()> {
        let url = format!("sqlite://{}", self.folder.join("sayso.db").display());
        self.measure("SQLite", url, &[], report)
    }

    /// On the server that is named, or on one of our own, whose cost is counted too.
    fn on_postgres(&self, report: &mut Report) -> Result<()> {
        if let Ok(url) = env::var("SAYSO_BENCH_POSTGRES_URL") {
            return self.measure("PostgreSQL*", url, &[], report);
        }
        let postgres = Postgres::start(self.workspace, Commits::Durable)?;
        if let Some(core) = self.core {
            // Its own processes, too: where root starts it, it runs below the program that changes the user.
            Watched(vec![postgres.pid()]).pin(core)?;
        }
        self.measure(
            "PostgreSQL",
            postgres.url().to_owned(),
            &[postgres.pid()],
            report,
        )
    }

    fn measure(
        &self,
        database: &'static str,
        database_url: String,
        beside: &[u32],
        report: &mut Report,
    ) -> Result<()> {
        let setup = Setup {
            binary: self.workspace.binary(self.build),
            folder: self.folder.clone(),
            database_url,
            site: self.workspace.site.clone(),
            core: self.core,
            address: free_address()?,
            settings: UNLIMITED,
        };
        eprintln!("{database}: filling a fresh database with the demo's people");
        drop(setup.start("demo")?);
        setup.import(&records::more_labs(50))?;
        let server = setup.start("serve")?;
        let idle_mb = machine::resident_mb(server.pid())?;
        let watched = Watched([&[server.pid()], beside].concat());
        self.drive(database, &setup, &watched, report)?;
        report.footprints.push(Footprint {
            database,
            start_seconds: server.started_in.as_secs_f64(),
            idle_mb,
            loaded_mb: machine::resident_mb(server.pid())?,
        });
        Ok(())
    }

    fn drive(
        &self,
        database: &'static str,
        setup: &Setup,
        watched: &Watched,
        report: &mut Report,
    ) -> Result<()> {
        let effort = Effort {
            window: Duration::from_secs(self.arguments.seconds),
            rounds: self.arguments.rounds,
            connections: self.arguments.connections,
        };
        let mut browser = Browser::open(setup.address, &setup.origin(), PASSWORD)?;
        let mut bench = Bench {
            address: setup.address,
            watched,
            effort,
            grants: Vec::new(),
        };
        let mut line = |what: &'static str, connections, seen| {
            report.rows.push(Row {
                database,
                what,
                connections,
                seen,
            });
        };
        browser.sign_in(PATIENT)?;
        for (what, measure) in ALONE {
            if self.arguments.wants(what) {
                eprintln!("{database}: {what}");
                line(what, 1, measure(&bench, &mut browser)?);
            }
        }
        browser.stop_all()?;
        for _ in 0..effort.connections {
            bench
                .grants
                .push(browser.connect(CLIENT).context("connecting the app")?);
        }
        for (what, measure) in TOGETHER {
            if self.arguments.wants(what) {
                eprintln!("{database}: {what}");
                line(what, effort.connections, measure(&mut bench)?);
            }
        }
        Ok(())
    }
}
