//! What is measured, with which build, and where.

use std::path::PathBuf;

use crate::workspace::{Build, Workspace};

pub(super) const PATIENT: &str = "patient@demo.sayso.example";
pub(super) const PASSWORD: &str = "try-sayso-now";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How long each line is measured
    #[arg(long, default_value_t = 5)]
    pub(super) seconds: u64,
    /// How often; the median round is shown
    #[arg(long, default_value_t = 3)]
    pub(super) rounds: usize,
    /// How many connections ask at once
    #[arg(long, default_value_t = 32)]
    pub(super) connections: usize,
    /// Measure only the lines whose name holds this text, such as `labs`
    #[arg(long)]
    pub(super) only: Option<String>,
    /// Leave PostgreSQL out
    #[arg(long)]
    pub(super) sqlite_only: bool,
    /// Measure one honest patient beside strangers who flood the server, instead of its speed
    #[arg(long)]
    pub(super) abuse: bool,
    /// Measure a build without optimisations: shows that this works, not how fast Sayso is
    #[arg(long)]
    pub(super) debug: bool,
}

impl Arguments {
    pub(super) fn wants(&self, what: &str) -> bool {
        let only = self.only.as_deref();
        only.is_none_or(|text| what.contains(text))
    }
}

/// One course over the lines of the table.
pub(super) struct Course<'c> {
    pub(super) workspace: &'c Workspace,
    pub(super) arguments: &'c Arguments,
    pub(super) build: Build,
    pub(super) folder: PathBuf,
    pub(super) core: Option<&'static str>,
}
