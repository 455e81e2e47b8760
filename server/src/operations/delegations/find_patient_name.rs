//! The display name of the patient that a caregiver acts for.

use domain::{ids::PatientId, name::PersonName};

use crate::{state::Deps, store::StoreError};

/// Returns the display name of a patient; `None` if neither an account nor the record has one.
pub async fn find_patient_name(
    deps: &Deps,
    subject: &PatientId,
) -> Result<Option<PersonName>, StoreError> {
    deps.store.read().people().name_of_patient(subject).await
}
