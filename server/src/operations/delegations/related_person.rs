//! Writes a caregiver into the patient's record as a FHIR RelatedPerson, so that an app can know who uses it
//! (SMART App Launch 2.2, `fhirUser`).

use domain::delegation::Delegation;

use crate::operations::{
    prelude::*,
    records::{import_records::import_within, related_person::related_person},
};

/// Written anew at each change: it is active while the delegation was not ended.
pub(super) async fn write_related_person(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    delegation: &Delegation,
    name: &str,
) -> Result<(), StoreError> {
    let resource = related_person(delegation, name).to_string();
    let report = import_within(deps, ctx, tx, "caregivers", &resource).await?;
    if report.refused > 0 {
        // A record that is not here yet cannot hold it; the delegation itself does not need it.
        let refusals = &report.refusals;
        tracing::warn!(delegation = %delegation.id, ?refusals, "RelatedPerson could not be written");
    }
    Ok(())
}
