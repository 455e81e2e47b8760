//! What of an entry goes into which column?

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use domain::catalogue::{CategorySet, ResourceType};
use sha2::{Digest, Sha256};

use super::{
    draft::Draft,
    person,
    refusal::Why,
    resolve::{Resolved, patient_comes_from_referrers},
    versions::is_superseded_by,
};
use crate::{
    config::UnlistedCodes,
    operations::records::{
        index::index,
        labels,
        stamp::{insert_member, stamp},
    },
    store::records::{Known, NewRecord, NewReference, RecordKey, SourceVersion},
};
use fhir::json::{Edit, apply, facts};
use fhir::labelling::Label;

/// Whose a record is and of which categories, for what goes along with it.
type Belonging = (Option<String>, CategorySet);

/// What the entries of one file, and the store, say about each other.
pub(super) struct Surroundings<'k> {
    in_file: HashMap<RecordKey, Belonging>,
    /// Whose records point at a key.
    pointed_at_by: HashMap<RecordKey, BTreeSet<String>>,
    stored: &'k HashMap<RecordKey, Known>,
}

impl<'k> Surroundings<'k> {
    pub(super) fn of(entries: &[Resolved<'_>], stored: &'k HashMap<RecordKey, Known>) -> Self {
        let mut context = Self {
            in_file: HashMap::new(),
            pointed_at_by: HashMap::new(),
            stored,
        };
        for entry in entries {
            let key = &entry.draft.key;
            let categories = facts::categories(key.kind, &entry.draft.root);
            context
                .in_file
                .insert(key.clone(), (entry.patient.clone(), categories));
            let Some(patient) = &entry.patient else {
                continue;
            };
            for target in entry
                .targets
                .iter()
                .filter(|target| patient_comes_from_referrers(target.kind))
            {
                let patients = context.pointed_at_by.entry(target.clone()).or_default();
                patients.insert(patient.clone());
            }
        }
        context
    }

    fn belonging(&self, key: &RecordKey) -> Option<Belonging> {
        let stored = || {
            self.stored
                .get(key)
                .map(|known| (known.patient.clone(), known.categories))
        };
        self.in_file.get(key).cloned().or_else(stored)
    }

    /// Provenance goes with its targets; a medication, a document or a device with who uses it.
    fn complete(&self, entry: &Resolved<'_>) -> Result<Belonging, Why> {
        let key = &entry.draft.key;
        if key.kind == ResourceType::Provenance {
            return self.of_targets(&entry.targets);
        }
        let categories = facts::categories(key.kind, &entry.draft.root);
        let mut patient = entry.patient.clone();
        if patient.is_none() && patient_comes_from_referrers(key.kind) {
            let stored = self.stored.get(key).and_then(|known| known.patient.clone());
            let mut patients = self.pointed_at_by.get(key).cloned().unwrap_or_default();
            patients.extend(stored);
            patient = patients.first().filter(|_| patients.len() == 1).cloned();
        }
        Ok((patient, categories))
    }

    fn of_targets(&self, targets: &BTreeSet<RecordKey>) -> Result<Belonging, Why> {
        let found: Vec<Belonging> = targets
            .iter()
            .filter(|target| !target.kind.is_directory())
            .filter_map(|target| self.belonging(target))
            .collect();
        let patients: BTreeSet<&String> =
            found.iter().filter_map(|(who, _)| who.as_ref()).collect();
        match patients.len() {
            0 => Err(Why::UnknownTarget),
            1 => {
                let categories = found
                    .iter()
                    .fold(CategorySet::EMPTY, |all, (_, c)| all.union(*c));
                Ok((patients.first().map(|who| (*who).clone()), categories))
            }
            _ => Err(Why::SeveralPatients),
        }
    }

    /// Turns an entry into a row.
    pub(super) fn prepare(
        &self,
        mut entry: Resolved<'_>,
        unlisted: UnlistedCodes,
        now: DateTime<Utc>,
    ) -> Result<Prepared, Why> {
        let (patient, categories) = self.complete(&entry)?;
        let key = entry.draft.key.clone();
        let stored = self.stored.get(&key);
        if stored.is_some_and(|known| moved(key.kind, known, patient.as_ref())) {
            return Err(Why::AnotherPatients(key));
        }
        let (kind, root) = (key.kind, &entry.draft.root);
        let label = labels::label(kind, root, &entry.found, unlisted);
        entry.edits.extend(own_id(&entry.draft));
        let body = apply(entry.draft.text, entry.edits.clone());
        let references = labels::ties(kind, root, &entry.found, label.topics);
        let digest = digest(
            &body,
            &entry,
            (patient.as_ref(), categories),
            (&label, &references),
        );
        let version = version(&entry.draft, stored);
        let is_same = stored.is_some_and(|known| known.digest == digest);
        if !is_same && stored.is_some_and(|known| is_superseded_by(&version, &known.version)) {
            return Err(Why::Older(key));
        }
        let born = person::born(&entry.draft);
        let belonging = (patient, categories);
        let known = digest.clone();
        let said = Said {
            digest: known,
            version,
            now,
        };
        let new = |entry| Box::new(record(entry, belonging, (&label, references), said));
        let row = match stored {
            Some(_) if is_same => Row::Unchanged,
            Some(known) => Row::Changed(new(entry), known.pk),
            None => Row::New(new(entry)),
        };
        Ok(Prepared {
            key,
            categories,
            label,
            born,
            row,
        })
    }
}

/// An entry that can be stored.
pub(super) struct Prepared {
    pub key: RecordKey,
    pub categories: CategorySet,
    pub label: Label,
    /// The birth date that a Patient gives.
    pub born: Option<NaiveDate>,
    pub row: Row,
}

/// What storing it means.
pub(super) enum Row {
    Unchanged,
    New(Box<NewRecord>),
    /// With the key of the row that it replaces.
    Changed(Box<NewRecord>, i64),
}

/// What tells the versions of a record apart.
struct Said {
    digest: String,
    version: SourceVersion,
    now: DateTime<Utc>,
}

/// Of a text of ours, what its sender said when it came in.
fn version(draft: &Draft<'_>, stored: Option<&Known>) -> SourceVersion {
    match stored.filter(|_| draft.is_ours) {
        Some(known) => known.version.clone(),
        None => draft.version.clone(),
    }
}

fn record(
    mut entry: Resolved<'_>,
    (patient, categories): Belonging,
    (label, mut references): (&Label, Vec<NewReference>),
    said: Said,
) -> NewRecord {
    let Said {
        digest,
        version,
        now,
    } = said;
    let root = &entry.draft.root;
    entry.edits.extend(stamp(root, now));
    labels::place(&mut references, &entry.found, &entry.edits);
    let when = facts::when(root);
    NewRecord {
        key: entry.draft.key.clone(),
        patient,
        categories,
        own_topics: label.topics,
        classified: label.is_classified(),
        source: entry.draft.source.clone(),
        version,
        date_start: when.map(|when| when.start),
        date_end: when.map(|when| when.end),
        last_updated: now,
        status: facts::status(root).map(|status| status.chars().take(64).collect()),
        title: facts::title(root).map(str::to_owned),
        digest,
        index: index(entry.draft.key.kind, root, &entry.found),
        references,
        body: apply(entry.draft.text, entry.edits),
    }
}

/// A record never moves from one person to another: two senders chose the same id.
fn moved(kind: ResourceType, known: &Known, patient: Option<&String>) -> bool {
    known.patient.as_ref() != patient && !patient_comes_from_referrers(kind)
}

/// The id that the text gets, where it has none or one of another name space.
fn own_id(draft: &Draft<'_>) -> Option<Edit> {
    match draft.root.get("id") {
        None => Some(insert_member(
            &draft.root,
            "id",
            &format!("\"{}\"", draft.key.id),
        )),
        Some(id) if id.text() == Some(&draft.key.id) => None,
        Some(id) => Some(Edit::string(id.span.clone(), &draft.key.id)),
    }
}

/// Raised when what is kept beside the body changes its form, so that an import writes it anew.
const FORM: u8 = 1;

/// Changes when the content changes, or what we read from it.
fn digest(
    body: &str,
    entry: &Resolved<'_>,
    (patient, categories): (Option<&String>, CategorySet),
    (label, references): (&Label, &[NewReference]),
) -> String {
    let mut hash = Sha256::new();
    hash.update(body);
    hash.update([0, FORM]);
    hash.update(patient.map_or("", String::as_str));
    hash.update(categories.mask().to_be_bytes());
    hash.update(label.topics.mask().to_be_bytes());
    hash.update([u8::from(label.is_classified())]);
    hash.update(entry.draft.source.as_deref().unwrap_or_default());
    for reference in references {
        hash.update(reference.passes.mask().to_be_bytes());
        hash.update(reference.bond.stored().to_be_bytes());
    }
    format!("{:x}", hash.finalize())
}
