//! The project's own tool: `cargo demo` runs Sayso on this machine, `cargo verify` checks everything
//! that the continuous integration checks.

mod bench;
mod bundle;
mod demo;
mod npm;
mod process;
mod site;
mod style;
mod toolchain;
mod verify;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use workspace::{Build, Workspace};

#[derive(Parser)]
#[command(name = "xtask", about = "Builds, runs and checks Sayso")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything and run Sayso with sample people, records and apps
    Demo {
        /// Only build, and print the path of the binary
        #[arg(long)]
        no_run: bool,
        /// Build with optimisations
        #[arg(long)]
        release: bool,
    },
    /// Check everything that continuous integration checks
    Verify(verify::Arguments),
    /// Measure a release build on SQLite and PostgreSQL: speed, latency, CPU and memory
    BenchServer(bench::Arguments),
    /// Build only what the browser loads: WASM, script, style sheet, icons
    Site {
        /// Optimise for size and write compressed copies
        #[arg(long)]
        release: bool,
    },
}

fn main() -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    match Cli::parse().task {
        Task::Demo { no_run, release } => demo::run(&workspace, Build::from(release), no_run),
        Task::Verify(arguments) => Ok(verify::run(&workspace, &arguments)),
        Task::BenchServer(arguments) => bench::run(&workspace, &arguments),
        Task::Site { release } => {
            toolchain::add_wasm_target(&workspace)?;
            site::build(&workspace, &workspace.site, Build::from(release))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
