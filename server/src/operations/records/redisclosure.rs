//! Puts the notice of 42 CFR 2.32 on what leaves: on every record that is labelled with substance use.

use domain::catalogue::{SensitiveTopic, TopicSet};
use fhir::redisclosure::labelled;

use crate::{operations::prelude::*, store::records::RecordKey};

/// Labels those of these bodies, none with another topic than the `admitted`, that touch substance use. Returns whether there are any.
///
/// # Errors
/// [`StoreError`]: the store failed, or a stored body is no resource. Then nothing may leave.
pub(super) async fn label(
    deps: &Deps,
    admitted: TopicSet,
    found: Vec<(RecordKey, &mut String)>,
) -> Result<bool, StoreError> {
    // A record with a topic that no filter admits is not among them.
    if !admitted.contains(SensitiveTopic::SubstanceUse) {
        return Ok(false);
    }
    let keys: Vec<RecordKey> = found.iter().map(|(key, _)| key.clone()).collect();
    let reader = deps.store.read();
    let restricted = reader
        .records()
        .touching(SensitiveTopic::SubstanceUse, &keys)
        .await?;
    for (key, body) in found
        .into_iter()
        .filter(|(key, _)| restricted.contains(key))
    {
        *body = labelled(body).map_err(|_| StoreError::Corrupt {
            table: "record",
            column: "body",
            id: key.to_string(),
        })?;
    }
    Ok(!restricted.is_empty())
}
