//! What the patient is called for whom somebody acts.

use domain::ids::PatientId;

use crate::{state::Deps, store::StoreError};

/// `None` for a record that belongs to no account and says no name.
pub async fn find_patient_name(
    deps: &Deps,
    subject: &PatientId,
) -> Result<Option<String>, StoreError> {
    deps.store.read().people().name_of_patient(subject).await
}
