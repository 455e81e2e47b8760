//! How are files read: a bundle as a whole, NDJSON line by line, never more than allowed?

use std::path::Path;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};

use super::{refusal::Place, report::ImportReport};
use fhir::json::{JsonError, MAX_RESOURCE_BYTES};

/// The largest file that is read as a whole. Larger sets come as NDJSON, which is read line by line.
const MAX_FILE_BYTES: u64 = 512 * 1024 * 1024;
/// It says nothing in UTF-8, and may begin a file.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// Lines of NDJSON that share a transaction.
const BATCH: usize = 2_000;
/// A resource and its line break.
const LONGEST_LINE: u64 = MAX_RESOURCE_BYTES as u64 + 2;

/// The text of a file, or why there is none.
pub(super) async fn read_file(file: &Path) -> Result<String, String> {
    let open = tokio::fs::File::open(file)
        .await
        .map_err(|why| cannot_read(&why))?;
    let mut bytes = Vec::new();
    let limit = MAX_FILE_BYTES;
    open.take(limit + 1)
        .read_to_end(&mut bytes)
        .await
        .map_err(|why| cannot_read(&why))?;
    if bytes.len() as u64 > limit {
        return Err("it is larger than 512 MiB; send it as NDJSON, one resource a line".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|why| {
        let byte = why.utf8_error().valid_up_to() + 1;
        format!("it is not valid UTF-8 (byte {byte})")
    })?;
    // A byte order mark says nothing in UTF-8.
    Ok(text
        .strip_prefix('\u{feff}')
        .map_or(text.clone(), str::to_owned))
}

fn cannot_read(why: &std::io::Error) -> String {
    format!("it cannot be read ({why})")
}

/// A file, line by line. A line is never held beyond the size of a resource.
pub(super) struct Lines {
    reader: BufReader<tokio::fs::File>,
    number: usize,
    /// How many bytes have been read.
    pub read: u64,
}

impl Lines {
    pub(super) async fn open(file: &Path) -> Result<Self, String> {
        let open = tokio::fs::File::open(file)
            .await
            .map_err(|why| cannot_read(&why))?;
        Ok(Self {
            reader: BufReader::new(open),
            number: 0,
            read: 0,
        })
    }

    /// The next lines that can be read; the others are refused. Empty at the end of the file.
    pub(super) async fn batch(
        &mut self,
        name: &str,
        report: &mut ImportReport,
    ) -> Vec<(usize, String)> {
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
        self.number += 1;
        let mut line = self.piece().await?;
        if line.is_empty() {
            return Ok(None);
        }
        if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
            while !line.is_empty() && !line.ends_with(b"\n") {
                line = self.piece().await?;
            }
            return Ok(Some(Err(JsonError::TooLarge.to_string())));
        }
        // RFC 8259 §8.1: a byte order mark may be ignored.
        if self.number == 1 && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        let valid = String::from_utf8(line);
        Ok(Some(valid.map_err(|_| "it is not valid UTF-8".to_owned())))
    }

    /// The rest of a line, as far as a line may reach.
    async fn piece(&mut self) -> std::io::Result<Vec<u8>> {
        let mut piece = Vec::new();
        (&mut self.reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut piece)
            .await?;
        self.read += piece.len() as u64;
        Ok(piece)
    }
}
