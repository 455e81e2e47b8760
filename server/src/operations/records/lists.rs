//! By which lists, and in which form of the index, is what is stored labelled?

use fhir::{labelling, search::INDEX_FORM};

use crate::{operations::prelude::*, store::records::Pass};

/// What the labels and the index of every record must be by: the lists, `unlisted_codes` and the form of the index.
pub(super) fn in_force(deps: &Deps) -> String {
    let lists = labelling::version(deps.config.unlisted_codes);
    format!("{lists}-{INDEX_FORM}")
}

/// Notes the lists in force where nothing is stored yet: what comes in from here on is labelled by them.
///
/// # Errors
/// If the store fails.
pub async fn note_first_lists(deps: &Deps) -> Result<(), StoreError> {
    let tx = deps.store.begin().await?;
    let records = tx.records();
    if records.labelled_by().await?.is_some() {
        return Ok(());
    }
    for pass in [Pass::Records, Pass::Provenance] {
        if !records.stored_after(pass, 0, 1).await?.is_empty() {
            return Ok(());
        }
    }
    tx.records().note_lists(&in_force(deps)).await?;
    tx.commit().await
}
