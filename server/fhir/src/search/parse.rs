//! From names and values to a typed search. What is malformed is refused; what is unknown is left out of the search and
//! of its `self` link, or refused if the app asked for that.

use domain::{
    catalogue::ResourceType,
    ids::{PatientId, ResourceId},
};

use super::{
    Criterion, Cursor, DEFAULT_COUNT, DateMatch, Field, Handling, Pair, Search, SearchError,
    SearchToken, SearchTokenField, Sort, SortKey,
    include::{PROVENANCE, has_provenance, include},
    parameters,
    token::alternatives,
    values::{self, DATE, TOKEN, count, list, malformed, shortened, tokens},
};

/// The alternatives of all parameters together are bounded: each is a lookup.
const MAX_ALTERNATIVES_IN_ALL: usize = 500;

impl Search {
    /// `base` is the address of this FHIR server: references may be absolute.
    pub fn parse(
        resource: ResourceType,
        pairs: &[Pair],
        handling: Handling,
        base: &str,
    ) -> Result<Self, SearchError> {
        let search = Self::of_everything(resource);
        let mut reader = Reader {
            base,
            search,
            given: Vec::new(),
            only_count: false,
        };
        let mut room = MAX_ALTERNATIVES_IN_ALL;
        for (name, value) in pairs {
            // Before they are read: what is not known here is not looked up, but neither is it free.
            let given = alternatives(value).take(room + 1).count();
            room = room.checked_sub(given).ok_or(SearchError::TooMany)?;
            // A form sends the fields that nobody filled in (FHIR R4 §3.1.1.4: a value is what narrows a search).
            if value.trim().is_empty() {
                continue;
            }
            match reader.take(name, value)? {
                Taken::Applied => reader.search.applied.push((name.clone(), value.clone())),
                Taken::Unknown if handling == Handling::Strict => {
                    return Err(SearchError::Unknown(shortened(name)));
                }
                Taken::Place | Taken::Unknown => {}
            }
        }
        if reader.only_count {
            reader.search.count = 0;
        }
        Ok(reader.search)
    }

    fn of_everything(resource: ResourceType) -> Self {
        Self {
            resource,
            criteria: Vec::new(),
            patients: Vec::new(),
            sort: Sort::default(),
            count: DEFAULT_COUNT,
            cursor: None,
            includes: Vec::new(),
            provenance: false,
            applied: Vec::new(),
        }
    }
}

enum Taken {
    Applied,
    /// The cursor: it moves with every page.
    Place,
    Unknown,
}

struct Reader<'a> {
    base: &'a str,
    search: Search,
    given: Vec<&'static str>,
    only_count: bool,
}

impl Reader<'_> {
    fn take(&mut self, name: &str, value: &str) -> Result<Taken, SearchError> {
        let (plain, modifier) = match name.split_once(':') {
            Some((plain, modifier)) => (plain, Some(modifier)),
            None => (name, None),
        };
        if let Some((known, field)) =
            parameters(self.search.resource).find(|(known, _)| *known == plain)
        {
            // FHIR R4 §3.1.1.4.4: a modifier that is not supported must be refused, whatever the handling.
            if modifier.is_some() {
                return Err(SearchError::Modifier(known));
            }
            self.take_field(known, field, value)?;
            return Ok(Taken::Applied);
        }
        self.take_control(name, value)
    }

    fn take_field(
        &mut self,
        name: &'static str,
        field: Field,
        value: &str,
    ) -> Result<(), SearchError> {
        let criterion = match field {
            Field::Patient => {
                let base = self.base;
                self.search
                    .patients
                    .push(list(name, value, PATIENT, |text| patient(text, base))?);
                return Ok(());
            }
            Field::Id => Criterion::Id(list(name, value, ID, |text| ResourceId::parse(text).ok())?),
            Field::Category => tokens(name, value, SearchTokenField::Category)?,
            Field::Code => tokens(name, value, SearchTokenField::Code)?,
            Field::Identifier => tokens(name, value, SearchTokenField::Identifier)?,
            Field::Status => Criterion::Status(list(name, value, TOKEN, SearchToken::parse)?),
            Field::Date => Criterion::Date(list(name, value, DATE, DateMatch::parse)?),
            Field::LastUpdated => {
                Criterion::LastUpdated(list(name, value, DATE, DateMatch::parse)?)
            }
            Field::Element(element) => values::element(name, element, value, self.base)?,
        };
        self.search.criteria.push(criterion);
        Ok(())
    }

    /// The parameters that shape the answer. A value that we do not offer is as unknown as a name.
    fn take_control(&mut self, name: &str, value: &str) -> Result<Taken, SearchError> {
        match name {
            "_count" => {
                self.once("_count")?;
                self.search.count = count(value)?;
                Ok(Taken::Applied)
            }
            "_sort" => {
                self.once("_sort")?;
                Ok(sort(value).map_or(Taken::Unknown, |sort| {
                    self.search.sort = sort;
                    Taken::Applied
                }))
            }
            "_summary" if value == "count" => {
                self.once("_summary")?;
                self.only_count = true;
                Ok(Taken::Applied)
            }
            Cursor::PARAMETER => {
                self.once(Cursor::PARAMETER)?;
                let cursor = Cursor::parse(value).ok_or(malformed(
                    Cursor::PARAMETER,
                    "take it from a link of the last page",
                ))?;
                self.search.cursor = Some(cursor);
                Ok(Taken::Place)
            }
            "_include" => Ok(include(self.search.resource, value).map_or(
                Taken::Unknown,
                |include| {
                    if !self.search.includes.contains(&include) {
                        self.search.includes.push(include);
                    }
                    Taken::Applied
                },
            )),
            "_revinclude" if value == PROVENANCE && has_provenance(self.search.resource) => {
                self.search.provenance = true;
                Ok(Taken::Applied)
            }
            // FHIR R4 §3.1.1.4.4: `:iterate` is a modifier, and a modifier that is not supported must be refused.
            _ if name.starts_with("_include:") => Err(SearchError::Modifier("_include")),
            _ if name.starts_with("_revinclude:") => Err(SearchError::Modifier("_revinclude")),
            // Totals are always exact; the format was looked at before.
            "_total" if matches!(value, "accurate" | "estimate" | "none") => Ok(Taken::Applied),
            "_summary" if value == "false" => Ok(Taken::Applied),
            "_format" => Ok(Taken::Place),
            _ => Ok(Taken::Unknown),
        }
    }

    fn once(&mut self, name: &'static str) -> Result<(), SearchError> {
        if self.given.contains(&name) {
            return Err(SearchError::Repeated(name));
        }
        self.given.push(name);
        Ok(())
    }
}

const PATIENT: &str = "a patient is named as 123 or Patient/123";
const ID: &str = "an id has 1 to 64 letters, digits, hyphens and dots";
/// `123`, `Patient/123`, or the absolute address of one of our patients.
fn patient(text: &str, base: &str) -> Option<PatientId> {
    let relative = text
        .strip_prefix(base)
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or(text);
    let id = relative.strip_prefix("Patient/").unwrap_or(relative);
    PatientId::parse(id).ok()
}

fn sort(value: &str) -> Option<Sort> {
    let (name, descending) = match value.strip_prefix('-') {
        Some(name) => (name, true),
        None => (value, false),
    };
    let key = match name {
        "date" => SortKey::Date,
        "_lastUpdated" => SortKey::LastUpdated,
        "_id" => SortKey::Id,
        _ => return None,
    };
    Some(Sort { key, descending })
}
