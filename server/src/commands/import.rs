//! `sayso import FILE|FOLDER…`: takes health records in, shows how far it is, and reports what it did.

use std::fmt::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::bail;
use indicatif::{ProgressBar, ProgressStyle};

use super::open;
use crate::operations::records::import_records::{ImportReport, Progress, import_records_from};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// FHIR R4 bundles, NDJSON files, single resources, or folders of them.
    #[arg(required = true, value_name = "FILE|FOLDER")]
    paths: Vec<PathBuf>,
    /// The FHIR server that the files come from, where they do not name it themselves (`fullUrl`). Ids live in its name
    /// space: the same id of another server is another record. References that begin with it are its own.
    #[arg(long, visible_alias = "base", value_name = "URL")]
    source: Option<url::Url>,
}

pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let deps = open().await?;
    let bar = ProgressBar::new(0).with_style(style());
    let mut show = |progress: Progress<'_>| {
        let name = progress
            .file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        bar.set_message(name.into_owned());
    };
    let begun = Instant::now();
    let source = arguments.source.as_ref().map(url::Url::as_str);
    let paths = &arguments.paths;
    let report = import_records_from(&deps, deps.own_context(), source, paths, &mut show).await?;
    let took = begun.elapsed();
    bar.finish_and_clear();
    print!(
        "{}",
        Printed {
            report: &report,
            took
        }
    );
    for one in &report.not_sorted {
        eprintln!("not sorted: {one}");
    }
    for refusal in &report.refusals {
        eprintln!("refused: {refusal}");
    }
    if report.refused > 0 {
        bail!(
            "{} were refused; everything else was imported",
            report.refused
        );
    }
    Ok(())
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:32} {bytes}/{total_bytes} {eta} {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// A report for a terminal.
struct Printed<'a> {
    report: &'a ImportReport,
    took: Duration,
}

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { report, took } = self;
        let a_second = u128::from(report.stored()) * 1000 / took.as_millis().max(1);
        writeln!(
            f,
            "{} files read, {} records in {:.1} s, {a_second} a second:",
            report.files,
            report.stored(),
            took.as_secs_f64(),
        )?;
        for (count, what) in [
            (report.imported, "new"),
            (report.updated, "changed"),
            (report.unchanged, "the same as before"),
            (report.refused, "refused"),
        ] {
            line(f, count, what)?;
        }
        writeln!(f, "by kind of data:")?;
        for (category, count) in &report.categories {
            line(f, *count, category.key())?;
        }
        writeln!(f, "labelled as sensitive:")?;
        for (topic, count) in &report.topics {
            line(f, *count, topic.key())?;
        }
        line(
            f,
            report.unclassified,
            "are not sorted, so no app and no caregiver sees them",
        )?;
        let listed = report.not_sorted.len() as u64;
        if report.unclassified > listed {
            writeln!(
                f,
                "{} more are not sorted and are not listed",
                report.unclassified - listed
            )?;
        }
        let listed = report.refusals.len() as u64;
        if report.refused > listed {
            writeln!(
                f,
                "{} more were refused and are not listed",
                report.refused - listed
            )?;
        }
        Ok(())
    }
}

fn line(f: &mut impl Write, count: u64, what: &str) -> fmt::Result {
    writeln!(f, "{count:>9}  {what}")
}
