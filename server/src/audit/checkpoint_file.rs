//! The file outside the database that checkpoints leave for: one a line, only ever added to.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use thiserror::Error;

use super::checkpoint::{as_line, in_line};
use crate::store::Checkpoint;

/// No line is longer.
const LAST_LINE: u64 = 1024;

/// Why checkpoints cannot be written out or read.
#[derive(Debug, Error)]
pub enum CheckpointFileError {
    /// The file cannot be written or read.
    #[error("the file of checkpoints, {}: {error}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// There is none in it.
    #[error("{} holds no checkpoint", .0.display())]
    Empty(PathBuf),
}

/// Returns the place of the last checkpoint in the file, 0 if there is none, and adds those of `newer` that lie behind it. They
/// are on the disk when this returns.
///
/// # Errors
/// [`CheckpointFileError::File`].
pub fn append_checkpoints(path: &Path, newer: &[Checkpoint]) -> Result<i64, CheckpointFileError> {
    append(path, newer).map_err(|error| CheckpointFileError::File {
        path: path.to_owned(),
        error,
    })
}

fn append(path: &Path, newer: &[Checkpoint]) -> io::Result<i64> {
    let mut file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)?;
    let (last, is_whole) = last_place(&mut file)?;
    // A line that was cut off by a crash stays as it is; the next one begins anew.
    let mut text = String::from(if is_whole { "" } else { "\n" });
    for checkpoint in newer.iter().filter(|one| one.sealed_seq > last) {
        text.push_str(&as_line(checkpoint));
        text.push('\n');
    }
    if text.len() > 1 {
        file.write_all(text.as_bytes())?;
        file.sync_data()?;
    }
    Ok(last)
}

/// The place that the last whole line names, and whether the file ends with a whole line.
fn last_place(file: &mut File) -> io::Result<(i64, bool)> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(2 * LAST_LINE)))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    let end = String::from_utf8_lossy(&end);
    let is_whole = end.is_empty() || end.ends_with('\n');
    let whole = end.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let last = whole.lines().rev().find_map(in_line);
    Ok((last.map_or(0, |last| last.sealed_seq), is_whole))
}

/// Returns every checkpoint in a file of them, or in a log that they were written to.
///
/// # Errors
/// [`CheckpointFileError`], also if there is none: an empty file proves nothing.
pub fn read_checkpoints(path: &Path) -> Result<Vec<Checkpoint>, CheckpointFileError> {
    let text = std::fs::read(path).map_err(|error| CheckpointFileError::File {
        path: path.to_owned(),
        error,
    })?;
    let found: Vec<_> = String::from_utf8_lossy(&text)
        .lines()
        .filter_map(in_line)
        .collect();
    if found.is_empty() {
        return Err(CheckpointFileError::Empty(path.to_owned()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use domain::Timestamp;

    use super::*;

    fn checkpoint(sealed_seq: i64) -> Checkpoint {
        Checkpoint {
            sealed_seq,
            hash: vec![1; 32],
            at: Timestamp::from_timestamp(1_796_000_000, 0).unwrap(),
            key_id: "checkpoint-1".to_owned(),
            signature: vec![7; 64],
        }
    }

    fn places(path: &Path) -> Vec<i64> {
        let found = read_checkpoints(path).unwrap();
        found.iter().map(|one| one.sealed_seq).collect()
    }

    #[test]
    fn each_checkpoint_leaves_once_and_nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoints");
        let all: Vec<_> = (1..=60).map(|one| checkpoint(one * 1000)).collect();
        assert_eq!(append_checkpoints(&path, &all[..2]).unwrap(), 0);
        assert_eq!(append_checkpoints(&path, &all).unwrap(), 2000);
        assert_eq!(append_checkpoints(&path, &all).unwrap(), 60_000);
        assert_eq!(
            places(&path),
            all.iter().map(|one| one.sealed_seq).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_line_that_a_crash_cut_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoints");
        append_checkpoints(&path, &[checkpoint(1), checkpoint(2)]).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, &text[..text.len() - 20]).unwrap();
        append_checkpoints(&path, &[checkpoint(2)]).unwrap();
        assert_eq!(places(&path), [1, 2]);
    }

    #[test]
    fn a_file_without_a_checkpoint_proves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoints");
        assert!(matches!(
            read_checkpoints(&path),
            Err(CheckpointFileError::File { .. })
        ));
        fs::write(&path, "started\n").unwrap();
        assert!(matches!(
            read_checkpoints(&path),
            Err(CheckpointFileError::Empty(_))
        ));
    }
}
