//! The record tables, as a transaction or a reader hands them to an operation.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::Timestamp;
use domain::catalogue::{DataCategory, ResourceType, SensitiveTopic};
use domain::decision::RecordFilter;
use domain::ids::{PatientId, ResourceId};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{
    Admitted, Along, EverythingPage, Included, IndexedToken, Known, LabelledAnew, Listed, Match,
    NewRecord, Page, PageError, Pass, ReachOfTypes, Reached, RecordCounts, RecordKey, RecordPart,
    SourcedText, StoredBody, StoredLabels, StoredRecord, StoredText, Wanted,
};
use super::{
    anew, copy, counts, decision_labels, everything, included, labels, list, merged, read, search,
    touching, withdrawn, write,
};
use crate::store::StoreError;
use fhir::search::{Everything, Search};

/// The tables of health records.
pub struct Records<'c, C>(pub(in crate::store) &'c C);

impl<C: ConnectionTrait> Records<'_, C> {
    /// Returns what is known of the record of that type and id; what it says is not read.
    pub async fn find(
        &self,
        kind: ResourceType,
        id: &str,
    ) -> Result<Option<StoredRecord>, StoreError> {
        Ok(read::find(self.0, kind, id).await?)
    }

    /// Whether there is no record of anybody.
    pub async fn are_none(&self) -> Result<bool, StoreError> {
        Ok(read::are_none(self.0).await?)
    }

    /// Returns what a decision about one record rests on, without its content.
    pub async fn labels(
        &self,
        kind: ResourceType,
        id: &ResourceId,
    ) -> Result<Option<StoredLabels>, StoreError> {
        Ok(decision_labels::labels(self.0, kind, id.as_str()).await?)
    }

    /// Returns the record of that type and id, if the first filter admits it. Its references name what the second
    /// admits.
    pub async fn find_admitted(
        &self,
        filters: (&RecordFilter, &RecordFilter),
        resource: ResourceType,
        id: &ResourceId,
    ) -> Result<Option<Match>, StoreError> {
        Ok(search::find_admitted(self.0, filters, resource, id).await?)
    }

    /// Returns one page of a search among the records that the first filter admits. References name what the second
    /// admits.
    ///
    /// # Errors
    /// [`PageError::CursorLost`] if the cursor names no record of this search.
    pub async fn search(
        &self,
        filters: (&RecordFilter, &RecordFilter),
        search: &Search,
    ) -> Result<Page, PageError> {
        search::search(self.0, filters, search).await
    }

    /// Returns one page of everything that these filters admit, each of its own types.
    ///
    /// # Errors
    /// [`PageError::CursorLost`] if the cursor names no record of it.
    pub async fn everything(
        &self,
        reaches: &[ReachOfTypes],
        asked: &Everything,
    ) -> Result<EverythingPage, PageError> {
        everything::everything(self.0, reaches, asked).await
    }

    /// Returns at most so many of the records that come along with a page, as far as the first filter admits them. Their
    /// references name what the second admits.
    pub async fn along(
        &self,
        filters: (&RecordFilter, &RecordFilter),
        along: &Along,
        most: u64,
    ) -> Result<Vec<Included>, StoreError> {
        Ok(included::along(self.0, filters, along, most).await?)
    }

    /// Returns what these records point at by these search parameters, stored or not.
    pub async fn targets(
        &self,
        pks: &[i64],
        params: &[&str],
    ) -> Result<BTreeSet<RecordKey>, StoreError> {
        Ok(included::targets(self.0, pks, params).await?)
    }

    /// Returns the Patient resources of these patients, by id.
    pub async fn identities(
        &self,
        patients: &[&str],
    ) -> Result<HashMap<String, String>, StoreError> {
        Ok(read::identities(self.0, patients).await?)
    }

    /// Counts, per category and topic, what a filter admits and hides, as far as `reach` goes.
    pub async fn counts(
        &self,
        filter: &RecordFilter,
        reach: &Reached<'_>,
    ) -> Result<RecordCounts, StoreError> {
        Ok(counts::counts(self.0, filter, reach).await?)
    }

    /// Counts, per category, what a filter admits as far as `reach` goes, and nothing of the rest.
    pub async fn counts_admitted(
        &self,
        filter: &RecordFilter,
        reach: &Reached<'_>,
    ) -> Result<RecordCounts, StoreError> {
        Ok(counts::counts_admitted(self.0, filter, reach).await?)
    }

    /// Counts, per category and topic, what a patient has.
    pub async fn overview(&self, patient: &PatientId) -> Result<RecordCounts, StoreError> {
        Ok(counts::overview(self.0, patient).await?)
    }

    /// Returns one page of the admitted records of a category, newest first, and whether there are more.
    pub async fn list(
        &self,
        filter: &RecordFilter,
        category: DataCategory,
        wanted: &Wanted,
        size: u64,
    ) -> Result<(Vec<Listed>, bool), StoreError> {
        Ok(list::list(self.0, filter, category, wanted, size).await?)
    }

    /// Returns which records a filter admits, in parts that fit in memory.
    pub async fn parts(&self, filter: &RecordFilter) -> Result<Admitted, StoreError> {
        Ok(copy::parts(self.0, filter).await?)
    }

    /// Returns the records of a part, as far as the filter still admits them.
    pub async fn bodies(
        &self,
        filter: &RecordFilter,
        part: &RecordPart,
    ) -> Result<Vec<StoredBody>, StoreError> {
        Ok(copy::bodies(self.0, filter, part).await?)
    }

    /// Returns those of these records that are labelled with this topic.
    pub async fn touching(
        &self,
        topic: SensitiveTopic,
        keys: &[RecordKey],
    ) -> Result<HashSet<RecordKey>, StoreError> {
        Ok(touching::touching(self.0, topic, keys).await?)
    }

    /// Returns what is stored under these keys.
    pub async fn known(
        &self,
        keys: impl IntoIterator<Item = &RecordKey>,
    ) -> Result<HashMap<RecordKey, Known>, StoreError> {
        Ok(write::known(self.0, keys).await?)
    }

    /// Returns which records carry these business identifiers.
    pub async fn identified(
        &self,
        wanted: &BTreeSet<(ResourceType, IndexedToken)>,
    ) -> Result<HashMap<(ResourceType, IndexedToken), RecordKey>, StoreError> {
        Ok(write::identified(self.0, wanted).await?)
    }

    /// Returns the digest of the lists by which everything stored is labelled; `None` if that was never noted.
    pub async fn labelled_by(&self) -> Result<Option<String>, StoreError> {
        Ok(anew::labelled_by(self.0).await?)
    }

    /// Returns records to be labelled anew, in the order of their keys, from the one behind `after`.
    pub async fn stored_after(
        &self,
        pass: Pass,
        after: i64,
        count: u64,
    ) -> Result<Vec<StoredText>, StoreError> {
        Ok(anew::stored_after(self.0, pass, after, count).await?)
    }

    /// Returns every patient of whom something is stored.
    pub async fn patients(&self) -> Result<BTreeSet<String>, StoreError> {
        Ok(anew::patients(self.0).await?)
    }

    /// Returns which of these records staff withdrew.
    pub async fn withdrawn<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k RecordKey>,
    ) -> Result<HashSet<RecordKey>, StoreError> {
        Ok(withdrawn::withdrawn(self.0, keys).await?)
    }

    /// Returns the ids of the patients who carry this business identifier, or who were kept in the place of one who did: more
    /// than one is one too many.
    pub async fn patients_with(
        &self,
        system: &str,
        value: &str,
    ) -> Result<Vec<String>, StoreError> {
        let mut ids = withdrawn::patients_with(self.0, system, value).await?;
        ids.extend(merged::kept_for(self.0, system, value).await?);
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    /// Returns which of these patients were found to be another one, each with the record that was kept.
    pub async fn kept_instead(&self, ids: &[&str]) -> Result<HashMap<String, String>, StoreError> {
        Ok(merged::kept_instead(self.0, ids).await?)
    }

    /// Returns the patient that was kept in the place of the one who had this id on this server; without a server, on one that
    /// nobody named.
    pub async fn kept_from(
        &self,
        source: Option<&str>,
        id: &str,
    ) -> Result<Option<String>, StoreError> {
        Ok(merged::kept_from(self.0, source, id).await?)
    }

    /// Returns everything in the record of a patient but the Patient, as text.
    pub async fn texts_of(&self, patient: &PatientId) -> Result<Vec<SourcedText>, StoreError> {
        Ok(merged::texts_of(self.0, patient.as_str()).await?)
    }

    /// Returns how many records belong to a patient, the Patient not counted.
    pub async fn count_of(&self, patient: &PatientId) -> Result<u64, StoreError> {
        Ok(withdrawn::count_of(self.0, patient.as_str()).await?)
    }
}

impl Records<'_, DatabaseTransaction> {
    /// Writes what records say by themselves. [`Self::relabel`] must follow for their patients.
    pub async fn save_anew(&self, anew: &[LabelledAnew]) -> Result<(), StoreError> {
        Ok(anew::save(self.0, anew).await?)
    }

    /// Notes by which lists everything stored is labelled.
    pub async fn note_lists(&self, lists: &str) -> Result<(), StoreError> {
        Ok(anew::note_lists(self.0, lists).await?)
    }

    /// Removes a record and keeps its key, so that imports leave it out. [`Self::relabel`] must follow in the same
    /// transaction.
    pub async fn withdraw(&self, key: &RecordKey, at: Timestamp) -> Result<u64, StoreError> {
        withdrawn::withdraw(self.0, key, at).await
    }

    /// Notes that the record of one patient was found to be another's, and gives that one everything in it. Returns how many
    /// records went over; their texts still name the old one.
    pub async fn merge(
        &self,
        (old, kept): (&PatientId, &PatientId),
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        merged::note(self.0, (old.as_str(), kept.as_str()), at).await?;
        merged::keep_names(self.0, old.as_str()).await?;
        Ok(merged::give(self.0, old.as_str(), kept.as_str()).await?)
    }

    /// Lets an import bring a withdrawn record again. Returns whether it was withdrawn.
    pub async fn readmit(&self, key: &RecordKey) -> Result<bool, StoreError> {
        Ok(withdrawn::readmit(self.0, key).await?)
    }

    /// Writes records, new or changed. [`Self::relabel`] must follow in the same transaction.
    pub async fn save(&self, records: &[NewRecord], replaced: &[i64]) -> Result<(), StoreError> {
        Ok(write::save(self.0, records, replaced).await?)
    }

    /// Spreads labels within the record of each of these patients.
    pub async fn relabel(&self, patients: &BTreeSet<String>) -> Result<(), StoreError> {
        Ok(labels::relabel(self.0, patients).await?)
    }
}
