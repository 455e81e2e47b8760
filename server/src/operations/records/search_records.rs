//! Searches one resource type for a client. What is not shared is missing from the matches, from the total and from the
//! number of pages.

use domain::{
    catalogue::{CategorySet, ResourceType},
    decision::Interaction,
};

pub use super::included::MAX_INCLUDED;
use super::{
    decide_access::{AccessError, Question, Ruling, ask},
    included::included,
    redisclosure::label,
};
use crate::context::Context;
pub use crate::store::records::{Included, Match, Page};
use crate::{
    secret::Secret,
    state::Deps,
    store::records::{PageError, RecordKey},
};
use fhir::search::Search;

/// The answer to a FHIR `search`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The matches, as they are stored, but for the label of 42 CFR part 2.
    pub page: Page,
    /// What comes along with them, as the matches.
    pub included: Vec<Included>,
    /// Whether more would come along than one page takes.
    pub more_included: bool,
    /// Whether one of them carries that label.
    pub restricted: bool,
}

/// FHIR `search` for a client: decides, finds within the filter, commits the evidence (`record-searched`), and only
/// then returns the page. A search that names another patient finds nothing.
pub async fn search_records(
    deps: &Deps,
    ctx: Context,
    token: &Secret,
    search: &Search,
) -> Result<Found, AccessError> {
    let question = Question {
        interaction: Interaction::Search,
        resource: search.resource,
        patients: search.patients.clone(),
        id: None,
        cost: search.cost(),
    };
    let mut asked = ask(deps, ctx, token, question).await?;
    let filter = match asked.rule(deps, &asked.request)? {
        Ruling::Filtered(filter) => filter,
        Ruling::Refused(reasons) => return refused(asked.refuse(deps, reasons).await),
    };
    let reader = deps.store.read();
    let filters = (filter.clone(), asked.named(&filter));
    let mut page = match reader.search_records(filters, search.clone()).await {
        Ok(page) => page,
        Err(PageError::CursorLost) => {
            asked.event.count = Some(0);
            deps.audit.record(asked.event).await?;
            return Err(AccessError::CursorLost);
        }
        Err(PageError::Store(error)) => return Err(error.into()),
    };
    let mut along = included(deps, &asked, (search, &filter), &page.matches).await?;
    let matches = page
        .matches
        .iter_mut()
        .map(|found| (search.resource, found));
    let along_too = along
        .records
        .iter_mut()
        .map(|one| (one.kind, &mut one.found));
    let mut leaving: Vec<(ResourceType, &mut Match)> = matches.chain(along_too).collect();
    let categories = leaving.iter().map(|(_, found)| found.categories);
    asked.event.categories = categories.fold(CategorySet::EMPTY, CategorySet::union);
    asked.event.count = Some(u32::try_from(leaving.len()).unwrap_or(u32::MAX));
    let bodies = leaving.iter_mut().map(|(kind, found)| {
        let key = RecordKey {
            kind: *kind,
            id: found.id.clone(),
        };
        (key, &mut found.body)
    });
    let restricted = label(deps, filter.topics.union(along.topics), bodies.collect()).await?;
    deps.audit.record(asked.event).await?;
    Ok(Found {
        page,
        included: along.records,
        more_included: along.more,
        restricted,
    })
}

/// A search that names another patient finds nothing, like one for a patient who does not exist.
fn refused(told: AccessError) -> Result<Found, AccessError> {
    match told {
        AccessError::NotFound => Ok(Found::default()),
        told => Err(told),
    }
}
