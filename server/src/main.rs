//! The command line of Sayso.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;
use server::commands::{
    account, audit, backup, client, demo, guardian, import, keys, labels, migrate, patient, record,
    serve, staff, stop,
};

/// What one thread makes, another drops: the system's allocator kept several times the memory after a load.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Patients share their health records on their own say-so.
#[derive(Parser)]
#[command(name = "sayso", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve people and apps.
    Serve(serve::Arguments),
    /// Serve sample people, records and apps on this machine only.
    Demo(demo::Arguments),
    /// Bring the database up to date, or say how far it is.
    #[command(subcommand)]
    Migrate(migrate::Action),
    /// Take health records in: FHIR R4 bundles, NDJSON, single resources, or folders of them.
    Import(import::Arguments),
    /// Register and review apps.
    #[command(subcommand)]
    Client(client::Action),
    /// Open the way to accounts for patients whose records are here.
    #[command(subcommand)]
    Patient(patient::Action),
    /// Look after somebody's account: show, lock, unlock, sign out, reset passkeys.
    #[command(subcommand)]
    Account(account::Action),
    /// Stop one app for one patient.
    #[command(subcommand)]
    Consent(stop::ConsentAction),
    /// End what lets somebody act for a patient.
    #[command(subcommand)]
    Delegation(stop::DelegationAction),
    /// Take out records that came in wrongly.
    #[command(subcommand)]
    Record(record::Action),
    /// Give members of staff an account.
    #[command(subcommand)]
    Staff(staff::Action),
    /// Let parents and guardians act for minors.
    #[command(subcommand)]
    Guardian(guardian::Action),
    /// Check the evidence log, or hand it on.
    #[command(subcommand)]
    Audit(audit::Action),
    /// Say which codes the labelling knows.
    #[command(subcommand)]
    Labels(labels::Action),
    /// Copy a SQLite database into a file while it is in use.
    Backup(backup::Arguments),
    /// Make new signing keys, or list them.
    #[command(subcommand)]
    Keys(keys::Action),
}

#[tokio::main]
async fn main() -> ExitCode {
    server::commands::keep_files_private();
    let arguments = Arguments::parse();
    server::commands::log_to_stderr();
    let done = match arguments.command {
        Command::Serve(arguments) => serve::run(arguments).await,
        Command::Demo(arguments) => demo::run(arguments).await,
        Command::Migrate(action) => migrate::run(action).await,
        Command::Import(arguments) => import::run(arguments).await,
        Command::Client(action) => client::run(action).await,
        Command::Patient(action) => patient::run(action).await,
        Command::Account(action) => account::run(action).await,
        Command::Consent(action) => stop::run_consent(action).await,
        Command::Delegation(action) => stop::run_delegation(action).await,
        Command::Record(action) => record::run(action).await,
        Command::Staff(action) => staff::run(action).await,
        Command::Guardian(action) => guardian::run(action).await,
        Command::Audit(action) => audit::run(action).await,
        Command::Labels(action) => {
            labels::run(&action);
            Ok(())
        }
        Command::Backup(arguments) => backup::run(arguments).await,
        Command::Keys(action) => keys::run(action).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sayso: {error:#}");
            ExitCode::FAILURE
        }
    }
}
