//! Whose ids are these? Each source of records has its own name space, and two persons never become one.
//!
//! The first source that brings an id keeps it. The same id of another source is a name for something else: it is
//! stored under an id made of both, the same at every import, and references of that source follow it.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::catalogue::ResourceType;

use super::{
    draft::Draft,
    ids::{is_taken, made_before, made_key, named_ids},
    merged::Merged,
    person::Person,
    refusal::Why,
};
use crate::store::{
    StoreError, Tx,
    records::{Known, RecordKey},
};

/// An id, and the server that it comes from.
type Foreign = (String, RecordKey);

/// Where the records of an import come from.
#[derive(Debug, Default)]
pub(super) struct Origin {
    /// The server of all entries that do not name their own.
    pub(super) source: Option<String>,
    /// Patients of this import whose id is another person's.
    pub(super) strangers: HashSet<String>,
    /// The texts are ones that are stored here.
    pub(super) is_ours: bool,
}

/// Which ids of which sources are stored under another one.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    renamed: HashMap<Foreign, RecordKey>,
    /// Patients that were found to be another one.
    pub merged: Merged,
    /// Patients of files whose source nobody named, under an id that is another person's.
    pub strangers: HashSet<String>,
}

impl Spaces {
    /// Settles whose the ids of these entries are, those of their references included.
    pub(super) async fn of(tx: &Tx, drafts: &[Draft<'_>]) -> Result<Self, StoreError> {
        let named = named_ids(drafts);
        let keys: BTreeSet<&RecordKey> = named.iter().map(|(_, key)| key).collect();
        let stored = tx.records().known(keys).await?;
        let made = made_before(tx, &named, &stored).await?;
        let patients = drafts
            .iter()
            .filter(|draft| draft.key.kind == ResourceType::Patient);
        let ids: Vec<&str> = patients
            .clone()
            .map(|draft| draft.key.id.as_str())
            .collect();
        let persons = tx.records().identities(&ids).await?;
        let mut spaces = Self::default();
        let mut claimed: HashMap<RecordKey, Option<String>> = HashMap::new();
        for (source, key) in named {
            if let Some(source) = source
                && (is_taken(&stored, &claimed, source, &key)
                    || made.contains(&made_key(source, &key)))
            {
                spaces.rename(source, &key);
            } else {
                claimed
                    .entry(key)
                    .or_insert_with(|| source.map(str::to_owned));
            }
        }
        for draft in patients {
            spaces.tell_apart(draft, &stored, &persons);
        }
        spaces.merged = Merged::among(tx, drafts, |source, key| spaces.key(source, key)).await?;
        Ok(spaces)
    }

    fn rename(&mut self, source: &str, key: &RecordKey) {
        let foreign = (source.to_owned(), key.clone());
        self.renamed.insert(foreign, made_key(source, key));
    }

    /// A patient under the id of a stored one who is evidently somebody else.
    fn tell_apart(
        &mut self,
        draft: &Draft<'_>,
        stored: &HashMap<RecordKey, Known>,
        persons: &HashMap<String, String>,
    ) {
        let key = &draft.key;
        let source = draft.source.as_deref();
        let renamed = source.is_some_and(|source| self.key(source, key) != *key);
        let Some(body) = persons.get(&key.id).filter(|_| !renamed) else {
            return;
        };
        if !Person::read(&draft.root).is_another_than(&Person::of_body(body)) {
            return;
        }
        let first = stored.get(key).and_then(|known| known.source.as_deref());
        match source {
            Some(source) if first != Some(source) => self.rename(source, key),
            _ => _ = self.strangers.insert(key.id.clone()),
        }
    }

    /// The key under which a source's id is stored.
    pub(super) fn key(&self, source: &str, key: &RecordKey) -> RecordKey {
        let renamed = self.renamed.get(&(source.to_owned(), key.clone()));
        renamed.unwrap_or(key).clone()
    }

    /// The entry under its own key, unless it is a person's whose id is another's.
    pub(super) fn place<'a>(&self, mut draft: Draft<'a>) -> Result<Draft<'a>, Why> {
        if draft.key.kind == ResourceType::Patient && self.strangers.contains(&draft.key.id) {
            return Err(Why::AnotherPerson(draft.key));
        }
        if let Some(source) = &draft.source {
            draft.key = self.key(source, &draft.key);
        }
        if let Some(kept) = self.merged.kept_instead(&draft.key) {
            return Err(Why::Merged(draft.key, kept));
        }
        Ok(draft)
    }
}
