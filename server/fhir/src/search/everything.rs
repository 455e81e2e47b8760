//! What does `Patient/[id]/$everything` ask for (FHIR R4 §2.8.12, Patient)?

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{catalogue::ResourceType, ids::ResourceId};

use super::{
    Comparator, Criterion, Cursor, DEFAULT_COUNT, DateMatch, Handling, Pair, SearchError,
    values::{count, list, malformed, shortened},
};
use crate::json::dates;

/// Everything of one patient, page by page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Everything {
    /// `None` for every type.
    pub types: Option<Vec<ResourceType>>,
    /// The time of care (`start` and `end`): each must hold, and a record without a date lies in every time.
    pub during: Vec<DateMatch>,
    /// Each must hold (`_since`).
    pub criteria: Vec<Criterion>,
    /// How many entries the page may have.
    pub count: u32,
    /// The last record of the page before.
    pub after: Option<RecordName>,
    /// The parameters that were understood, as they came, for the `self` link; without the cursor.
    pub applied: Vec<Pair>,
}

/// A record by its type and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordName {
    pub kind: ResourceType,
    pub id: ResourceId,
}

impl RecordName {
    /// Reads what [`Self::cursor`] writes.
    fn parse(cursor: &str) -> Option<Self> {
        // The longest name has 24 characters, the longest id 64.
        let decoded =
            (cursor.len() <= 128).then(|| BASE64_URL_SAFE_NO_PAD.decode(cursor).ok())??;
        let text = String::from_utf8(decoded).ok()?;
        let (kind, id) = text.split_once('/')?;
        Some(Self {
            kind: kind.parse().ok()?,
            id: ResourceId::parse(id).ok()?,
        })
    }

    /// It names the record and nothing else, as the [`Cursor`] of a search does.
    pub fn cursor(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(format!("{}/{}", self.kind, self.id))
    }
}

impl Everything {
    /// Reads the parameters of the operation.
    ///
    /// # Errors
    /// [`SearchError`], as for a search.
    pub fn parse(pairs: &[Pair], handling: Handling) -> Result<Self, SearchError> {
        let mut asked = Self {
            types: None,
            during: Vec::new(),
            criteria: Vec::new(),
            count: DEFAULT_COUNT,
            after: None,
            applied: Vec::new(),
        };
        let mut given = Vec::new();
        for (name, value) in pairs.iter().filter(|(_, value)| !value.trim().is_empty()) {
            match asked.take(name, value)? {
                Some(known) if given.contains(&known) => return Err(SearchError::Repeated(known)),
                Some(known) => {
                    given.push(known);
                    if known != Cursor::PARAMETER {
                        asked.applied.push((name.clone(), value.clone()));
                    }
                }
                None if name == "_format" => {}
                None if handling == Handling::Strict => {
                    return Err(SearchError::Unknown(shortened(name)));
                }
                None => {}
            }
        }
        Ok(asked)
    }

    /// Returns the name of a parameter that was understood.
    fn take(&mut self, name: &str, value: &str) -> Result<Option<&'static str>, SearchError> {
        Ok(Some(match name {
            "_type" => {
                let kinds = list("_type", value, TYPE, |name| name.parse().ok())?;
                self.types = Some(kinds);
                "_type"
            }
            "_since" => {
                let since = date("_since", value, Comparator::GreaterOrEqual)?;
                self.criteria.push(Criterion::LastUpdated(vec![since]));
                "_since"
            }
            "start" => {
                let start = date("start", value, Comparator::GreaterOrEqual)?;
                self.during.push(start);
                "start"
            }
            "end" => {
                self.during
                    .push(date("end", value, Comparator::LessOrEqual)?);
                "end"
            }
            "_count" => {
                // A page of nothing would lead to itself.
                self.count = count(value)?.max(1);
                "_count"
            }
            Cursor::PARAMETER => {
                let after = RecordName::parse(value).ok_or(malformed(
                    Cursor::PARAMETER,
                    "take it from a link of the last page",
                ))?;
                self.after = Some(after);
                Cursor::PARAMETER
            }
            _ => return Ok(None),
        }))
    }

    /// How much work it is, in records that are read by their id: every type is decided, and a long page is read and written.
    pub const fn cost(&self) -> u32 {
        4 + self.count / 50
    }
}

const TYPE: &str = "it names resource types that are served here";
const DATE: &str = "a date is written as 2026, 2026-04, 2026-04-01 or with a time";

fn date(name: &'static str, value: &str, comparator: Comparator) -> Result<DateMatch, SearchError> {
    // The plus of an offset that was sent unescaped in an address arrives as a space.
    let interval = dates::read(&value.replace(' ', "+")).ok_or(malformed(name, DATE))?;
    Ok(DateMatch {
        comparator,
        interval,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(pairs: &[(&str, &str)], handling: Handling) -> Result<Everything, SearchError> {
        let pairs: Vec<Pair> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Everything::parse(&pairs, handling)
    }

    #[test]
    fn every_parameter_of_the_operation_is_read() {
        let asked = parsed(
            &[
                ("start", "2026-01"),
                ("end", "2026-03-31"),
                ("_since", "2026-04-01T10:00:00 02:00"),
                ("_type", "Observation,Condition"),
                ("_count", "0"),
            ],
            Handling::Strict,
        )
        .unwrap();
        assert_eq!(asked.during.len(), 2);
        assert_eq!(asked.criteria.len(), 1);
        assert_eq!(asked.types.unwrap().len(), 2);
        assert_eq!((asked.count, asked.applied.len()), (1, 5));
    }

    #[test]
    fn what_is_not_known_is_left_out_or_refused_if_asked() {
        let unknown = [("colour", "red")];
        assert_eq!(parsed(&unknown, Handling::Lenient).unwrap().applied, []);
        assert!(parsed(&unknown, Handling::Strict).is_err());
        for wrong in [
            [("_type", "Spaceship")],
            [("start", "soon")],
            [("_count", "ten")],
            [("_cursor", "x")],
        ] {
            assert!(parsed(&wrong, Handling::Lenient).is_err(), "{wrong:?}");
        }
        assert!(parsed(&[("start", "2026"), ("start", "2025")], Handling::Lenient).is_err());
    }

    #[test]
    fn a_cursor_reads_back() {
        let name = RecordName {
            kind: ResourceType::Observation,
            id: ResourceId::parse("a-1.b").unwrap(),
        };
        assert_eq!(RecordName::parse(&name.cursor()), Some(name));
    }
}
