//! What do the references of a file point at, and whose record is each entry?

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use domain::catalogue::ResourceType;

use super::{
    draft::{Draft, key_of},
    refusal::Why,
    sources::source_of,
    spaces::Spaces,
};
use crate::{
    operations::records::{index, labels::Found},
    store::records::{IndexedToken, RecordKey, SearchParam},
};
use fhir::json::{Edit, facts};

/// A business identifier of a resource of some type.
pub(super) type Identifier = (ResourceType, IndexedToken);

/// What the entries of a file are called by others.
#[derive(Debug, Default)]
pub(super) struct Names {
    spaces: Spaces,
    by_url: HashMap<String, RecordKey>,
    /// Addresses of the servers that the entries came from.
    bases: HashSet<String>,
    /// The address of this server: what it names is stored under that id.
    own_base: String,
    /// `None`: several carry it, so it names none of them.
    by_identifier: HashMap<Identifier, Option<RecordKey>>,
}

impl Names {
    pub(super) fn of(drafts: &[Draft<'_>], spaces: Spaces, own_base: String) -> Self {
        let mut names = Self {
            spaces,
            own_base,
            ..Self::default()
        };
        for draft in drafts {
            if let Some(url) = &draft.full_url {
                let written = draft.root.text_of("id").unwrap_or(&draft.key.id);
                let suffix = format!("/{}/{written}", draft.key.kind);
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

    /// The literal form of a reference that an entry of that source makes, where we know what it points at: at the patient
    /// who was kept, where two were found to be one.
    fn literal<'r>(&self, source: Option<&str>, reference: &'r str) -> Cow<'r, str> {
        let named = self.named(source, reference);
        let kept = key_of(&named).and_then(|key| self.spaces.merged.kept_instead(&key));
        kept.map_or(named, |kept| kept.to_string().into())
    }

    /// As [`Self::literal`], whatever became of the patient that it points at.
    fn named<'r>(&self, source: Option<&str>, reference: &'r str) -> Cow<'r, str> {
        if reference.starts_with('#') {
            return reference.into();
        }
        if facts::literal(reference).is_some() {
            return self.in_space(source, reference);
        }
        if let Some(key) = self.by_url.get(reference) {
            return key.to_string().into();
        }
        if let Some(Some(key)) = wanted(reference).and_then(|name| self.by_identifier.get(&name)) {
            return key.to_string().into();
        }
        let relative = self.bases.iter().find_map(|base| {
            let rest = reference.strip_prefix(base.as_str())?.strip_prefix('/')?;
            facts::literal(rest).map(|_| (source_of(base), rest))
        });
        // Lines of NDJSON have no `fullUrl` to tell a base; the one that was named for them is theirs.
        let relative =
            relative.or_else(|| Some((source.map(str::to_owned), within(source?, reference)?)));
        match relative {
            Some((base, rest)) => self.in_space(base.as_deref(), rest),
            None => self.own(reference).unwrap_or(reference).into(),
        }
    }

    /// The relative form of an address on this server.
    fn own<'r>(&self, reference: &'r str) -> Option<&'r str> {
        let rest = reference.strip_prefix(&self.own_base)?.strip_prefix('/')?;
        facts::literal(rest).map(|_| rest)
    }

    /// A literal reference as the name space of its source has it.
    fn in_space<'r>(&self, source: Option<&str>, literal: &'r str) -> Cow<'r, str> {
        let renamed = source.zip(key_of(literal)).and_then(|(source, key)| {
            let stored = self.spaces.key(source, &key);
            (stored != key).then(|| stored.to_string())
        });
        renamed.map_or(literal.into(), Cow::Owned)
    }
}

/// The relative form of an absolute reference to a resource of this server.
fn within<'r>(source: &str, reference: &'r str) -> Option<&'r str> {
    let (at, _) = reference.rmatch_indices('/').nth(1)?;
    let (base, rest) = (&reference[..at], &reference[at + 1..]);
    facts::literal(rest)?;
    (source_of(base)? == source).then_some(rest)
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
    index::identifiers(&draft.root)
}

/// An entry whose references are resolved.
#[derive(Debug)]
pub(super) struct Resolved<'a> {
    pub draft: Draft<'a>,
    pub edits: Vec<Edit>,
    /// What each reference and each link points at, and where it stands in the text of the draft.
    pub found: Vec<Found>,
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

/// Resolves the references of one entry, and the links to content of its own (R4 §3.1.0.11.2).
pub(super) fn resolve<'a>(draft: Draft<'a>, names: &Names) -> Result<Resolved<'a>, Why> {
    let mut edits = Vec::new();
    let mut found = Vec::new();
    let source = draft.source.as_deref();
    let references = facts::references(&draft.root).into_iter();
    let links = facts::attachment_links(&draft.root).into_iter();
    let all = references
        .map(|one| (one, false))
        .chain(links.map(|one| (one, true)));
    for (reference, is_link) in all {
        let literal = names.literal(source, reference.target);
        let key = key_of(&literal);
        let is_content = key
            .as_ref()
            .is_some_and(|key| key.kind == ResourceType::Binary);
        if is_link && !is_content {
            continue;
        }
        if literal != reference.target {
            edits.push(Edit::string(reference.span, &literal));
        }
        found.extend(key.filter(|key| *key != draft.key).map(|key| Found {
            key,
            written: reference.target.to_owned(),
            whole: reference.whole,
            is_link,
        }));
    }
    let patient = whose(&draft, names)?;
    Ok(Resolved {
        targets: found.iter().map(|one| one.key.clone()).collect(),
        draft,
        edits,
        found,
        patient,
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
        .filter_map(|subject| key_of(&names.literal(draft.source.as_deref(), subject)))
        .filter(|key| key.kind == ResourceType::Patient)
        .map(|key| key.id)
        .collect();
    if let Some(stranger) = patients
        .iter()
        .find(|id| names.spaces.strangers.contains(*id))
    {
        let key = RecordKey {
            kind: ResourceType::Patient,
            id: stranger.clone(),
        };
        return Err(Why::AnotherPerson(key));
    }
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
