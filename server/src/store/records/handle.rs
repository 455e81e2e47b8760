//! The record tables, as a transaction or a reader hands them to an operation.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::catalogue::{DataCategory, ResourceType, SensitiveTopic};
use domain::decision::RecordFilter;
use domain::ids::{PatientId, ResourceId};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{
    Admitted, IndexedToken, Known, Listed, Match, NewRecord, Page, PageError, Reached,
    RecordCounts, RecordKey, RecordPart, StoredBody, StoredLabels, StoredRecord,
};
use super::{copy, decision_labels, labels, list, read, search, touching, write};
use crate::{fhir::search::Search, store::StoreError};

/// The tables of health records.
pub struct Records<'c, C>(pub(in crate::store) &'c C);

impl<C: ConnectionTrait> Records<'_, C> {
    /// Returns the record of that type and id.
    pub async fn find(
        &self,
        kind: ResourceType,
        id: &str,
    ) -> Result<Option<StoredRecord>, StoreError> {
        Ok(read::find(self.0, kind, id).await?)
    }

    /// Returns what a decision about one record rests on, without its content.
    pub async fn labels(
        &self,
        kind: ResourceType,
        id: &ResourceId,
    ) -> Result<Option<StoredLabels>, StoreError> {
        Ok(decision_labels::labels(self.0, kind, id.as_str()).await?)
    }

    /// Returns the record of that type and id, if the filter admits it.
    pub async fn find_admitted(
        &self,
        filter: &RecordFilter,
        resource: ResourceType,
        id: &ResourceId,
    ) -> Result<Option<Match>, StoreError> {
        Ok(search::find_admitted(self.0, filter, resource, id).await?)
    }

    /// Returns one page of a search among the records that a filter admits.
    ///
    /// # Errors
    /// [`PageError::CursorLost`] if the cursor names no record of this search.
    pub async fn search(&self, filter: &RecordFilter, search: &Search) -> Result<Page, PageError> {
        search::search(self.0, filter, search).await
    }

    /// Counts, per category and topic, what a filter admits and hides, as far as `reach` goes.
    pub async fn counts(
        &self,
        filter: &RecordFilter,
        reach: &Reached<'_>,
    ) -> Result<RecordCounts, StoreError> {
        Ok(read::counts(self.0, filter, reach).await?)
    }

    /// Counts, per category, what a filter admits as far as `reach` goes, and nothing of the rest.
    pub async fn counts_admitted(
        &self,
        filter: &RecordFilter,
        reach: &Reached<'_>,
    ) -> Result<RecordCounts, StoreError> {
        Ok(read::counts_admitted(self.0, filter, reach).await?)
    }

    /// Counts, per category and topic, what a patient has.
    pub async fn overview(&self, patient: &PatientId) -> Result<RecordCounts, StoreError> {
        Ok(read::overview(self.0, patient).await?)
    }

    /// Returns one page of the admitted records of a category, newest first, and whether there are more.
    pub async fn list(
        &self,
        filter: &RecordFilter,
        category: DataCategory,
        page: u32,
        size: u64,
    ) -> Result<(Vec<Listed>, bool), StoreError> {
        Ok(list::list(self.0, filter, category, page, size).await?)
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
}

impl Records<'_, DatabaseTransaction> {
    /// Writes records, new or changed. [`Self::relabel`] must follow in the same transaction.
    pub async fn save(&self, records: &[NewRecord], replaced: &[i64]) -> Result<(), StoreError> {
        Ok(write::save(self.0, records, replaced).await?)
    }

    /// Spreads labels within the record of each of these patients.
    pub async fn relabel(&self, patients: &BTreeSet<String>) -> Result<(), StoreError> {
        Ok(labels::relabel(self.0, patients).await?)
    }
}
