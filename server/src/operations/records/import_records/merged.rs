//! Which patients were found to be another one? What names them is said of the one that was kept.

use std::collections::{BTreeSet, HashMap};

use domain::catalogue::ResourceType;
use fhir::json::facts;

use super::draft::{Draft, key_of};
use crate::store::{StoreError, Tx, records::RecordKey};

/// Ids of patients, each with that of the one that was kept.
#[derive(Debug, Default)]
pub(super) struct Merged(HashMap<String, String>);

impl Merged {
    /// Looks up the patients that these entries are, or name. `key` is under which one a source's id is stored.
    pub(super) async fn among(
        tx: &Tx,
        drafts: &[Draft<'_>],
        key: impl Fn(&str, &RecordKey) -> RecordKey,
    ) -> Result<Self, StoreError> {
        let mut ids = BTreeSet::new();
        for draft in drafts {
            let source = draft.source.as_deref();
            let references = facts::references(&draft.root).into_iter();
            let named = references.filter_map(|reference| key_of(reference.target));
            let patients = named
                .chain([draft.key.clone()])
                .filter(|key| key.kind == ResourceType::Patient);
            ids.extend(patients.map(|named| match source {
                Some(source) => key(source, &named).id,
                None => named.id,
            }));
        }
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        Ok(Self(tx.records().kept_instead(&ids).await?))
    }

    /// The patient who was kept in the place of this one; `None` if that one stands for itself.
    pub(super) fn kept_instead(&self, key: &RecordKey) -> Option<RecordKey> {
        let kept = self.0.get(&key.id);
        let kept = kept.filter(|_| key.kind == ResourceType::Patient)?;
        Some(RecordKey {
            kind: key.kind,
            id: kept.clone(),
        })
    }
}
