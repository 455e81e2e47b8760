//! The lines of a CSV file of patients: which columns there are, and what is wrong with a line.

use std::{io::Read, path::Path};

use anyhow::{Context as _, bail};
use domain::{language::Language, person::Email};

use super::arguments;
use crate::operations::activation::find_record::RecordName;

/// One patient of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Patient {
    pub(super) record: RecordName,
    pub(super) email: Option<Email>,
    pub(super) language: Language,
}

/// One line: its number, counted from 1 with the heading, and what it says or what is wrong with it.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) patient: Result<Patient, String>,
}

/// Reads all lines before anything is changed.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Line>> {
    let file = std::fs::File::open(path);
    let file = file.with_context(|| format!("cannot read {}", path.display()))?;
    lines(file).with_context(|| format!("{} cannot be used", path.display()))
}

const COLUMNS: [&str; 3] = ["record", "email", "language"];

fn lines(mut file: impl Read) -> anyhow::Result<Vec<Line>> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    // The reader counts a line that ends as in RFC 4180 §2 from within that end, one too few.
    let with_next = bytes.iter().zip(bytes.iter().skip(1).chain([&0]));
    let text: Vec<u8> = with_next
        .filter(|(byte, next)| !(**byte == b'\r' && **next == b'\n'))
        .map(|(byte, _)| *byte)
        .collect();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_slice());
    // The byte order mark that Excel writes before the first heading is no part of it for the reader.
    let headings = reader.headers()?.clone();
    let headings: Vec<&str> = headings.iter().collect();
    if let Some(other) = headings.iter().find(|name| !COLUMNS.contains(*name)) {
        bail!(
            "`{other}` is no column: the first line names {}",
            COLUMNS.join(", ")
        );
    }
    let place = |name| headings.iter().position(|heading| *heading == name);
    let Some(record) = place("record") else {
        bail!("the first line names no column `record`");
    };
    let (email, language) = (place("email"), place("language"));
    let mut lines = Vec::new();
    for (index, row) in reader.records().enumerate() {
        let number = match &row {
            Ok(row) => row.position().map(csv::Position::line),
            Err(error) => error.position().map(csv::Position::line),
        };
        let patient = row.map_err(|error| error.to_string()).and_then(|row| {
            // A comma too many may have moved what stands behind it.
            if row.iter().skip(headings.len()).any(|cell| !cell.is_empty()) {
                return Err("there are more cells than columns".to_owned());
            }
            let cell =
                |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or_default();
            patient(cell(Some(record)), cell(email), cell(language))
        });
        lines.push(Line {
            number: number.unwrap_or(index as u64 + 2),
            patient,
        });
    }
    Ok(lines)
}

fn patient(record: &str, email: &str, language: &str) -> Result<Patient, String> {
    let record = record.parse();
    let record =
        record.map_err(|_| "`record` is no id of a record and no `system|value`".to_owned())?;
    let email = match email {
        "" => None,
        email => Some(
            email
                .parse::<Email>()
                .map_err(|error| format!("`email` is {error}"))?,
        ),
    };
    let language = match language {
        "" => Language::English,
        key => arguments::language(key).map_err(|known| format!("`language` is not {known}"))?,
    };
    Ok(Patient {
        record,
        email,
        language,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Told = (u64, Result<(Option<String>, Language), String>);

    fn told(text: &str) -> Vec<Told> {
        let lines = lines(text.as_bytes()).unwrap();
        let short = |patient: Patient| {
            (
                patient.email.map(|email| email.to_string()),
                patient.language,
            )
        };
        lines
            .into_iter()
            .map(|line| (line.number, line.patient.map(short)))
            .collect()
    }

    #[test]
    fn columns_stand_in_any_order_and_only_the_record_is_needed() {
        let email = Some("maria@mail.example".to_owned());
        assert_eq!(
            told("language,record,email\nes, urn:mrn|1 ,Maria@Mail.example\n,bob,\n"),
            [
                (2, Ok((email, Language::Spanish))),
                (3, Ok((None, Language::English)))
            ]
        );
        assert_eq!(
            told("\u{feff}record\r\nmaria\r\n"),
            [(2, Ok((None, Language::English)))]
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_and_the_others_stay() {
        let told = told("record,email\na b,\nbob,not an address\nmaria\nbob,,es\nbob,,\n");
        let numbers: Vec<_> = told
            .iter()
            .map(|(number, line)| (*number, line.is_ok()))
            .collect();
        assert_eq!(
            numbers,
            [(2, false), (3, false), (4, true), (5, false), (6, true)]
        );
    }

    #[test]
    fn an_unknown_column_stops_the_file() {
        for wrong in ["record,mail\nmaria,x\n", "email\nx\n", ""] {
            assert!(lines(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
