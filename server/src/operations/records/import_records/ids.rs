//! Which ids do entries name, and under which key is an id stored that another source has?

use std::collections::{BTreeSet, HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::{
    draft::{Draft, key_of},
    sources::source_of,
};
use crate::store::{
    StoreError, Tx,
    records::{Known, RecordKey},
};
use fhir::json::facts;

/// Whether the id is another source's, in the store or earlier in the file.
pub(super) fn is_taken(
    stored: &HashMap<RecordKey, Known>,
    claimed: &HashMap<RecordKey, Option<String>>,
    source: &str,
    key: &RecordKey,
) -> bool {
    let by_store = stored.get(key).and_then(|known| known.source.as_deref());
    let by_file = claimed.get(key).and_then(Option::as_deref);
    by_store.or(by_file).is_some_and(|first| first != source)
}

/// The key that a source's id gets where the id is another's: the same at every import.
pub(super) fn made_key(source: &str, key: &RecordKey) -> RecordKey {
    let id = format!("{:x}", Sha256::digest(format!("{source}\n{key}")));
    RecordKey {
        kind: key.kind,
        id: id[..32].to_owned(),
    }
}

/// Which of the keys that these ids would get are stored: an earlier file told their source apart from who has the id.
pub(super) async fn made_before(
    tx: &Tx,
    named: &[(Option<&str>, RecordKey)],
    stored: &HashMap<RecordKey, Known>,
) -> Result<HashSet<RecordKey>, StoreError> {
    let nobodys = |key: &RecordKey| stored.get(key).is_some_and(|known| known.source.is_none());
    let made: BTreeSet<RecordKey> = named
        .iter()
        .filter(|(_, key)| nobodys(key))
        .filter_map(|(source, key)| Some(made_key((*source)?, key)))
        .collect();
    Ok(tx.records().known(&made).await?.into_keys().collect())
}

/// Every id that the entries name, and by which source: their own first.
pub(super) fn named_ids<'d>(drafts: &'d [Draft<'_>]) -> Vec<(Option<&'d str>, RecordKey)> {
    let own = drafts
        .iter()
        .map(|draft| (draft.source.as_deref(), draft.key.clone()));
    let pointed_at = drafts.iter().flat_map(|draft| {
        let source = draft.source.as_deref();
        let references = facts::references(&draft.root).into_iter();
        let relative = references.filter_map(|reference| key_of(reference.target));
        relative
            .map(move |key| (source, key))
            .filter(|(source, _)| source.is_some())
    });
    own.chain(pointed_at).collect()
}

/// Returns under which key the record with this id on the server at `base` is stored; without a server, under the id of
/// records whose source nobody named. A patient who was found to be another one is that one. `None` if it is not here.
pub(in crate::operations) async fn stored_key(
    tx: &Tx,
    base: Option<&str>,
    key: RecordKey,
) -> Result<Option<RecordKey>, StoreError> {
    let source = base.and_then(source_of);
    if base.is_some() && source.is_none() {
        return Ok(None);
    }
    let made = source.as_deref().map(|source| made_key(source, &key));
    let stored = tx.records().known(made.iter().chain([&key])).await?;
    for key in made.into_iter().chain([key]) {
        if let Some(known) = stored.get(&key) {
            if known.source == source {
                return Ok(Some(key));
            }
        } else if let Some(id) = tx.records().kept_from(source.as_deref(), &key.id).await? {
            return Ok(Some(RecordKey { id, ..key }));
        }
    }
    Ok(None)
}
