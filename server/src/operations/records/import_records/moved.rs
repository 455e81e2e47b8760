//! Stores records anew whose patient was found to be another one: every reference follows, and labels are spread again.

use std::collections::BTreeMap;

use super::{
    draft::Seen,
    refusal::Place,
    report::ImportReport,
    sources::RawEntry,
    spaces::Origin,
    unit::{Run, Unit},
};
use crate::{operations::prelude::*, store::records::SourcedText};

/// Stores these texts as part of a merge that the caller commits.
pub(in crate::operations) async fn import_merged(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    texts: &[SourcedText],
) -> Result<ImportReport, StoreError> {
    let now = deps.clock.now();
    let mut by_source: BTreeMap<&Option<String>, Vec<RawEntry<'_>>> = BTreeMap::new();
    for text in texts {
        by_source.entry(&text.source).or_default().push(RawEntry {
            place: Place::WholeFile,
            full_url: None,
            method: None,
            text: &text.body,
        });
    }
    let mut report = ImportReport::default();
    for (source, entries) in by_source {
        let origin = Origin {
            source: source.clone(),
            is_ours: true,
            ..Origin::default()
        };
        let unit = Unit::of(Run { deps, ctx, now }, &origin, (tx, "merged records"));
        report.add(unit.store(entries, &mut Seen::default()).await?.report);
    }
    Ok(report)
}
