//! Takes health records in: bundles, NDJSON and single resources, each file or each 2,000 lines in one transaction.
//!
//! Running it again with the same files changes nothing. An entry that cannot be taken is refused
//! by its place and the reason; the entries around it are taken all the same.

mod draft;
mod prepare;
mod report;
mod resolve;
mod sources;

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use domain::catalogue::CategorySet;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};

use crate::fhir::json::{JsonError, MAX_RESOURCE_BYTES};
use crate::labelling::Label;
use crate::store::records::{self, NewRecord, RecordKey};

use draft::{Draft, Seen};
use prepare::{Context, Prepared};
pub use report::{ImportReport, Place, Refusal};
use resolve::Names;
use sources::RawEntry;

/// Lines of NDJSON that share a transaction.
const BATCH: usize = 2_000;

/// How far an import has come, in bytes of its files.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    pub file: &'a Path,
    pub done: u64,
    pub total: u64,
}

/// An import at work.
pub struct Import<'a> {
    write: &'a DatabaseConnection,
    now: DateTime<Utc>,
    report: ImportReport,
}

/// Imports files and folders.
///
/// # Errors
/// If the database fails; what was committed before stays, and the report is lost.
pub async fn import_records(
    write: &DatabaseConnection,
    now: DateTime<Utc>,
    paths: &[PathBuf],
    progress: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<ImportReport, DbErr> {
    let files = sources::files(paths);
    let size = |file: &PathBuf| std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    let total = files.iter().map(size).sum();
    let mut import = Import::new(write, now);
    let mut done = 0;
    for file in &files {
        progress(Progress { file, done, total });
        if sources::is_ndjson(file) {
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
    pub fn new(write: &'a DatabaseConnection, now: DateTime<Utc>) -> Self {
        Self {
            write,
            now,
            report: ImportReport::default(),
        }
    }

    pub fn report(self) -> ImportReport {
        self.report
    }

    async fn whole_file(&mut self, file: &Path) -> Result<(), DbErr> {
        let name = file.display().to_string();
        match read_file(file).await {
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
    pub async fn text(&mut self, name: &str, text: &str) -> Result<(), DbErr> {
        self.report.files += 1;
        match sources::entries(text) {
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
    ) -> Result<(), DbErr> {
        let name = file.display().to_string();
        self.report.files += 1;
        let mut lines = match tokio::fs::File::open(file).await {
            Ok(open) => Lines {
                reader: BufReader::new(open),
                number: 0,
                read: 0,
            },
            Err(why) => {
                self.report
                    .refuse(&name, Place::WholeFile, cannot_read(&why));
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
    ) -> Result<(), DbErr> {
        let mut outcome = ImportReport::default();
        let mut drafts = Vec::with_capacity(entries.len());
        for entry in entries {
            let place = entry.place;
            match draft::read(entry).and_then(|draft| seen.first(draft)) {
                Ok(draft) => drafts.push(draft),
                Err(why) => outcome.refuse(name, place, why),
            }
        }
        // SQLite: a transaction that reads before it writes must hold the write lock from the start.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.write.begin_with_options(options).await?;
        store(&tx, name, drafts, self.now, &mut outcome).await?;
        tx.commit().await?;
        self.report.add(outcome);
        Ok(())
    }
}

/// Stores what can be stored of one unit, in a fixed number of statements.
async fn store(
    tx: &DatabaseTransaction,
    name: &str,
    drafts: Vec<Draft<'_>>,
    now: DateTime<Utc>,
    report: &mut ImportReport,
) -> Result<(), DbErr> {
    let mut names = Names::of(&drafts);
    let missing = names.missing(&drafts);
    if !missing.is_empty() {
        names.learn(records::identified(tx, &missing).await?);
    }
    let mut entries = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let place = draft.place;
        match resolve::resolve(draft, &names) {
            Ok(entry) => entries.push(entry),
            Err(why) => report.refuse(name, place, why),
        }
    }
    let mut keys: BTreeSet<&RecordKey> = entries.iter().map(|entry| &entry.draft.key).collect();
    keys.extend(
        entries
            .iter()
            .filter(|e| e.goes_with_targets())
            .flat_map(|e| &e.targets),
    );
    let stored = records::known(tx, keys).await?;
    let context = Context::of(&entries, &stored);
    let mut taken = Vec::with_capacity(entries.len());
    let (mut new, mut replaced): (Vec<NewRecord>, Vec<i64>) = (Vec::new(), Vec::new());
    for entry in entries {
        let place = entry.draft.place;
        match prepare::prepare(entry, &context, now) {
            Err(why) => report.refuse(name, place, why),
            Ok((key, categories, label, prepared)) => {
                taken.push((key, categories, label));
                match prepared {
                    Prepared::Unchanged => report.unchanged += 1,
                    Prepared::Write(record, old) => {
                        *(if old.is_some() {
                            &mut report.updated
                        } else {
                            &mut report.imported
                        }) += 1;
                        new.push(*record);
                        replaced.extend(old);
                    }
                }
            }
        }
    }
    let patients = new
        .iter()
        .filter_map(|record| record.patient.clone())
        .collect();
    records::save(tx, &new, &replaced).await?;
    records::relabel(tx, &patients).await?;
    count(tx, taken, report).await
}

/// Counts what was taken, by category and by the labels as they have spread.
async fn count(
    tx: &DatabaseTransaction,
    taken: Vec<(RecordKey, CategorySet, Label)>,
    report: &mut ImportReport,
) -> Result<(), DbErr> {
    let stored: HashMap<_, _> = records::known(tx, taken.iter().map(|(key, ..)| key)).await?;
    for (key, categories, label) in taken {
        report.unclassified += u64::from(!label.classified);
        categories
            .iter()
            .for_each(|one| *report.categories.entry(one).or_default() += 1);
        let topics = stored.get(&key).map_or(label.topics, |known| known.topics);
        topics
            .iter()
            .for_each(|one| *report.topics.entry(one).or_default() += 1);
    }
    Ok(())
}

async fn read_file(file: &Path) -> Result<String, String> {
    let open = tokio::fs::File::open(file)
        .await
        .map_err(|why| cannot_read(&why))?;
    let mut bytes = Vec::new();
    let limit = sources::MAX_FILE_BYTES;
    open.take(limit + 1)
        .read_to_end(&mut bytes)
        .await
        .map_err(|why| cannot_read(&why))?;
    if bytes.len() as u64 > limit {
        return Err("it is larger than 512 MiB; send it as NDJSON, one resource a line".to_owned());
    }
    let bytes = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .map_or(bytes.clone(), <[u8]>::to_vec);
    String::from_utf8(bytes).map_err(|why| {
        format!(
            "it is not valid UTF-8 (byte {})",
            why.utf8_error().valid_up_to() + 1
        )
    })
}

fn cannot_read(why: &std::io::Error) -> String {
    format!("it cannot be read ({why})")
}

/// A file, line by line. A line is never held beyond the size of a resource.
struct Lines {
    reader: BufReader<tokio::fs::File>,
    number: usize,
    read: u64,
}

impl Lines {
    /// The next lines that can be read; the others are refused. Empty at the end of the file.
    async fn batch(&mut self, name: &str, report: &mut ImportReport) -> Vec<(usize, String)> {
        let mut batch = Vec::new();
        while batch.len() < BATCH {
            match self.next().await {
                Ok(None) => break,
                Ok(Some(Ok(line))) if line.trim().is_empty() => {}
                Ok(Some(Ok(line))) => batch.push((self.number, line)),
                Ok(Some(Err(why))) => report.refuse(name, Place::Line(self.number), why),
                Err(why) => {
                    report.refuse(name, Place::Line(self.number), cannot_read(&why));
                    break;
                }
            }
        }
        batch
    }

    async fn next(&mut self) -> std::io::Result<Option<Result<String, String>>> {
        let mut line = Vec::new();
        let limit = MAX_RESOURCE_BYTES as u64 + 2;
        self.number += 1;
        let mut length = (&mut self.reader)
            .take(limit)
            .read_until(b'\n', &mut line)
            .await?;
        self.read += length as u64;
        if length == 0 {
            return Ok(None);
        }
        let too_long = length as u64 == limit && line.last() != Some(&b'\n');
        while too_long && length > 0 && line.last() != Some(&b'\n') {
            line.clear();
            length = (&mut self.reader)
                .take(limit)
                .read_until(b'\n', &mut line)
                .await?;
            self.read += length as u64;
        }
        if too_long {
            return Ok(Some(Err(JsonError::TooLarge.to_string())));
        }
        let valid = String::from_utf8(line);
        Ok(Some(valid.map_err(|_| "it is not valid UTF-8".to_owned())))
    }
}
