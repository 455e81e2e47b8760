//! What do the references of a file point at, and whose record is each entry?

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use domain::catalogue::ResourceType;

use super::{draft::Draft, refusal::Why};
use crate::{
    fhir::json::{Edit, facts},
    store::records::{IndexedToken, RecordKey, SearchParam},
};

/// A business identifier of a resource of some type.
pub(super) type Identifier = (ResourceType, IndexedToken);

/// What the entries of a file are called by others.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_url: HashMap<String, RecordKey>,
    /// Addresses of the servers that the entries came from.
    bases: HashSet<String>,
    /// `None`: several carry it, so it names none of them.
    by_identifier: HashMap<Identifier, Option<RecordKey>>,
}

impl Names {
    pub(super) fn of(drafts: &[Draft<'_>]) -> Self {
        let mut names = Self::default();
        for draft in drafts {
            if let Some(url) = &draft.full_url {
                let suffix = format!("/{}", draft.key);
                names
                    .bases
                    .extend(url.strip_suffix(&suffix).map(str::to_owned));
                names.by_url.insert(url.clone(), draft.key.clone());
            }
            for token in identifiers(draft) {
                names
                    .by_identifier
                    .entry((draft.key.kind, token))
                    .and_modify(|one| *one = None)
                    .or_insert_with(|| Some(draft.key.clone()));
            }
        }
        names
    }

    /// Identifiers by which entries name something that is not in the file.
    pub(super) fn missing(&self, drafts: &[Draft<'_>]) -> BTreeSet<Identifier> {
        drafts
            .iter()
            .flat_map(|draft| facts::references(&draft.root))
            .filter_map(|reference| wanted(reference.target))
            .filter(|identifier| !self.by_identifier.contains_key(identifier))
            .collect()
    }

    /// Adds what the store knows.
    pub(super) fn learn(&mut self, found: HashMap<Identifier, RecordKey>) {
        self.by_identifier
            .extend(found.into_iter().map(|(name, key)| (name, Some(key))));
    }

    /// The literal form of a reference, where we know what it points at.
    fn literal<'r>(&self, reference: &'r str) -> Cow<'r, str> {
        if facts::literal(reference).is_some() || reference.starts_with('#') {
            return reference.into();
        }
        if let Some(key) = self.by_url.get(reference) {
            return key.to_string().into();
        }
        if let Some(Some(key)) = wanted(reference).and_then(|name| self.by_identifier.get(&name)) {
            return key.to_string().into();
        }
        let relative = self.bases.iter().find_map(|base| {
            let rest = reference.strip_prefix(base.as_str())?.strip_prefix('/')?;
            facts::literal(rest).map(|_| rest)
        });
        relative.unwrap_or(reference).into()
    }
}

/// The identifier that a conditional reference asks for.
fn wanted(reference: &str) -> Option<Identifier> {
    let (kind, system, value) = facts::conditional(reference)?;
    let token = IndexedToken {
        param: SearchParam::Identifier,
        system: system.into_owned(),
        code: value.into_owned(),
    };
    Some((kind, token))
}

/// Identifiers of what others refer to by identifier: people, places and organisations.
pub(super) fn identifiers(draft: &Draft<'_>) -> Vec<IndexedToken> {
    if !draft.key.kind.is_directory() && draft.key.kind != ResourceType::Patient {
        return Vec::new();
    }
    facts::identifiers(&draft.root)
        .into_iter()
        .map(|identifier| IndexedToken {
            param: SearchParam::Identifier,
            system: identifier.system.unwrap_or_default().to_owned(),
            code: identifier.code.to_owned(),
        })
        .collect()
}

/// An entry whose references are resolved.
#[derive(Debug)]
pub(super) struct Resolved<'a> {
    pub draft: Draft<'a>,
    pub edits: Vec<Edit>,
    pub targets: BTreeSet<RecordKey>,
    pub patient: Option<String>,
}

impl Resolved<'_> {
    /// What must be looked up before this entry can be stored: itself, and what provenance is about.
    pub(super) fn needs(&self) -> impl Iterator<Item = &RecordKey> {
        let goes_with_targets = self.draft.key.kind == ResourceType::Provenance;
        std::iter::once(&self.draft.key)
            .chain(self.targets.iter().filter(move |_| goes_with_targets))
    }
}

/// Resolves the references of one entry.
pub(super) fn resolve<'a>(draft: Draft<'a>, names: &Names) -> Result<Resolved<'a>, Why> {
    let mut edits = Vec::new();
    let mut targets = BTreeSet::new();
    for reference in facts::references(&draft.root) {
        let literal = names.literal(reference.target);
        if literal != reference.target {
            edits.push(Edit::string(reference.span, &literal));
        }
        targets.extend(key_of(&literal));
    }
    targets.extend(
        facts::attachment_links(&draft.root)
            .into_iter()
            .filter_map(key_of),
    );
    targets.remove(&draft.key);
    let patient = whose(&draft, names)?;
    Ok(Resolved {
        draft,
        edits,
        targets,
        patient,
    })
}

fn key_of(reference: &str) -> Option<RecordKey> {
    facts::literal(reference).map(|(kind, id)| RecordKey {
        kind,
        id: id.to_owned(),
    })
}

/// Whose record the entry says it is; `None` for a directory record, and where it follows from the referrers.
fn whose(draft: &Draft<'_>, names: &Names) -> Result<Option<String>, Why> {
    let kind = draft.key.kind;
    if kind == ResourceType::Patient {
        return Ok(Some(draft.key.id.clone()));
    }
    if kind.is_directory() || kind == ResourceType::Provenance {
        return Ok(None);
    }
    let subjects = facts::subjects(&draft.root);
    let patients: BTreeSet<String> = subjects
        .iter()
        .filter_map(|subject| key_of(&names.literal(subject)))
        .filter(|key| key.kind == ResourceType::Patient)
        .map(|key| key.id)
        .collect();
    match (patients.len(), subjects.first()) {
        (1, _) => Ok(patients.into_iter().next()),
        (0, _) if patient_comes_from_referrers(kind) => Ok(None),
        (0, Some(other)) => Err(Why::UnknownPatient((*other).to_owned())),
        (0, None) => Err(Why::NobodysRecord),
        _ => Err(Why::SeveralPatients),
    }
}

/// Types that need not say whose they are: whatever points at them does.
pub(super) fn patient_comes_from_referrers(kind: ResourceType) -> bool {
    matches!(
        kind,
        ResourceType::Medication | ResourceType::Binary | ResourceType::Device
    )
}
