//! Takes health records in: bundles, NDJSON and single resources, each file or each 2,000 lines in one transaction.
//!
//! Running it again with the same files changes nothing. An entry that cannot be taken is refused
//! by its place and the reason; the entries around it are taken all the same.

mod draft;
mod files;
mod ids;
mod merged;
mod moved;
mod person;
mod prepare;
mod reading;
mod refusal;
mod report;
mod resolve;
mod sources;
mod spaces;
mod unit;
mod versions;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use fhir::bundle_labels;

use crate::{
    context::Context,
    operations::records::{birth_dates::follow_birth_date, lists::note_first_lists},
    state::Deps,
    store::{StoreError, Tx},
};

use draft::Seen;
pub(in crate::operations) use ids::stored_key;
pub(in crate::operations) use moved::import_merged;
use reading::Lines;
pub use refusal::{NotSorted, Place, Refusal};
pub use report::ImportReport;
use sources::RawEntry;
use spaces::Origin;
use unit::{Run, Unit};

/// How far an import has come, in bytes of its files.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// The file at work.
    pub file: &'a Path,
    /// Bytes that were read, of all files.
    pub done: u64,
    /// Bytes of all files.
    pub total: u64,
}

/// Imports one resource or bundle as part of a change that the caller commits.
pub(in crate::operations) async fn import_within(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    name: &str,
    text: &str,
) -> Result<ImportReport, StoreError> {
    let mut report = ImportReport::default();
    let text = bundle_labels::on_entries(text);
    match sources::entries(&text) {
        Ok(entries) => {
            let import = Import::new(deps, ctx);
            let unit = Unit::of(import.run, &import.origin, (tx, name));
            report.add(unit.store(entries, &mut Seen::default()).await?.report);
        }
        Err(why) => report.refuse(name, Place::WholeFile, why),
    }
    Ok(report)
}

/// An import at work.
pub struct Import<'a> {
    run: Run<'a>,
    origin: Origin,
    report: ImportReport,
}

/// Imports files and folders.
///
/// # Errors
/// As [`import_records_from`].
pub async fn import_records(
    deps: &Deps,
    ctx: Context,
    paths: &[PathBuf],
    progress: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<ImportReport, StoreError> {
    import_records_from(deps, ctx, None, paths, progress).await
}

/// Imports files and folders of one source, if its address is given.
///
/// # Errors
/// If the database fails; what was committed before stays, and the report is lost.
pub async fn import_records_from(
    deps: &Deps,
    ctx: Context,
    source: Option<&str>,
    paths: &[PathBuf],
    progress: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<ImportReport, StoreError> {
    note_first_lists(deps).await?;
    let files = files::files(paths);
    let size = |file: &PathBuf| std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    let total = files.iter().map(size).sum();
    let mut import = Import::new(deps, ctx);
    if let Some(address) = source {
        import = import.from_source(address);
    }
    let mut done = 0;
    for file in &files {
        progress(Progress { file, done, total });
        if files::is_ndjson(file) {
            let mut within = |read| {
                let done = done + read;
                progress(Progress { file, done, total });
            };
            import.lines(file, &mut within).await?;
        } else {
            import.whole_file(file).await?;
        }
        done += size(file);
        progress(Progress { file, done, total });
    }
    Ok(import.report)
}

impl<'a> Import<'a> {
    /// Begins an import; every record of it gets the same `meta.lastUpdated`.
    pub fn new(deps: &'a Deps, ctx: Context) -> Self {
        Self {
            run: Run {
                deps,
                ctx,
                now: deps.clock.now(),
            },
            origin: Origin::default(),
            report: ImportReport::default(),
        }
    }

    /// The same import, of records from the server at this address.
    #[must_use]
    pub fn from_source(self, address: &str) -> Self {
        let origin = Origin {
            source: sources::source_of(address),
            ..self.origin
        };
        Self { origin, ..self }
    }

    /// Ends the import and returns its outcome.
    pub fn report(self) -> ImportReport {
        self.report
    }

    async fn whole_file(&mut self, file: &Path) -> Result<(), StoreError> {
        let name = file.display().to_string();
        match reading::read_file(file).await {
            Ok(text) => self.text(&name, &text).await,
            Err(why) => {
                self.report.refuse(&name, Place::WholeFile, why);
                Ok(())
            }
        }
    }

    /// Imports a bundle or a single resource.
    ///
    /// # Errors
    /// If the database fails; nothing of this text is stored then.
    pub async fn text(&mut self, name: &str, text: &str) -> Result<(), StoreError> {
        self.report.files += 1;
        let text = bundle_labels::on_entries(text);
        match sources::entries(&text) {
            Ok(entries) => self.unit(name, entries, &mut Seen::default()).await,
            Err(why) => {
                self.report.refuse(name, Place::WholeFile, why);
                Ok(())
            }
        }
    }

    async fn lines(
        &mut self,
        file: &Path,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<(), StoreError> {
        let name = file.display().to_string();
        self.report.files += 1;
        let mut lines = match Lines::open(file).await {
            Ok(lines) => lines,
            Err(why) => {
                self.report.refuse(&name, Place::WholeFile, why);
                return Ok(());
            }
        };
        let mut seen = Seen::default();
        loop {
            let mut unread = ImportReport::default();
            let batch = lines.batch(&name, &mut unread).await;
            let at_end = batch.is_empty();
            self.report.add(unread);
            if at_end {
                return Ok(());
            }
            let entries = batch.iter().map(|(number, text)| RawEntry {
                place: Place::Line(*number),
                full_url: None,
                method: None,
                text,
            });
            self.unit(&name, entries.collect(), &mut seen).await?;
            progress(lines.read);
        }
    }

    /// Everything that shares a transaction.
    async fn unit(
        &mut self,
        name: &str,
        entries: Vec<RawEntry<'_>>,
        seen: &mut Seen,
    ) -> Result<(), StoreError> {
        let tx = self.run.deps.store.begin().await?;
        let unit = Unit::of(self.run, &self.origin, (&tx, name));
        let outcome = unit.store(entries, seen).await?;
        for (patient, born) in outcome.born {
            self.birth_date(&tx, (&patient, born)).await?;
        }
        tx.commit().await?;
        self.origin.strangers.extend(outcome.strangers);
        self.report.add(outcome.report);
        Ok(())
    }

    /// Guardians follow the birth date of the minor, and so does what is stored of them in the record.
    async fn birth_date(&self, tx: &Tx, known: (&str, NaiveDate)) -> Result<(), StoreError> {
        let Run { deps, ctx, .. } = self.run;
        for text in follow_birth_date(deps, ctx, tx, known).await? {
            let unit = Unit::of(self.run, &self.origin, (tx, "caregivers"));
            if let Ok(entries) = sources::entries(&text) {
                unit.store(entries, &mut Seen::default()).await?;
            }
        }
        Ok(())
    }
}
