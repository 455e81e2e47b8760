//! Everything of a patient's record that a client may see, page by page. Each type is decided by the policy for itself, and
//! what is not shared is missing from the pages and from the total.

use std::collections::BTreeSet;

use domain::{
    catalogue::{CategorySet, ResourceType, TopicSet},
    decision::{AccessRequest, Interaction, Reason},
    ids::{PatientId, ResourceId},
};
use fhir::search::Everything;

use super::{
    decide_access::{AccessError, LoadedAccess, Question, Ruling, ask},
    redisclosure::label,
};
use crate::{
    context::Context,
    secret::Secret,
    state::Deps,
    store::records::{EverythingPage, PageError, ReachOfTypes, RecordKey},
};

/// The answer to `Patient/[id]/$everything`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundEverything {
    /// The records, as they are stored, but for the label of 42 CFR part 2.
    pub page: EverythingPage,
    /// Whether one of them carries that label.
    pub restricted: bool,
}

/// FHIR `$everything` for a client: decides for each type, finds within the filters, commits the evidence
/// (`record-searched`), and only then returns the page.
///
/// # Errors
/// [`AccessError`]; [`AccessError::NotFound`] alike for another patient and for one who does not exist.
pub async fn read_everything(
    deps: &Deps,
    ctx: Context,
    token: &Secret,
    patient: &PatientId,
    everything: &Everything,
) -> Result<FoundEverything, AccessError> {
    let question = Question {
        interaction: Interaction::Search,
        resource: ResourceType::Patient,
        patients: vec![vec![patient.clone()]],
        id: ResourceId::parse(patient.as_str()).ok(),
        cost: everything.cost(),
    };
    let mut asked = ask(deps, ctx, token, question).await?;
    let reaches = match reaches(deps, &asked, everything.types.as_deref())? {
        Ok(reaches) => reaches,
        Err(reasons) => return Err(asked.refuse(deps, reasons).await),
    };
    let topics = reaches.iter().map(|reach| reach.filter.topics);
    let topics = topics.fold(TopicSet::EMPTY, TopicSet::union);
    let reader = deps.store.read();
    let mut page = match reader.everything(reaches, everything.clone()).await {
        Ok(page) => page,
        Err(PageError::CursorLost) => {
            asked.event.count = Some(0);
            deps.audit.record(asked.event).await?;
            return Err(AccessError::CursorLost);
        }
        Err(PageError::Store(error)) => return Err(error.into()),
    };
    let bodies = page.records.iter_mut().map(|one| {
        let key = RecordKey {
            kind: one.kind,
            id: one.found.id.clone(),
        };
        (key, &mut one.found.body)
    });
    let restricted = label(deps, topics, bodies.collect()).await?;
    let categories = page.records.iter().map(|one| one.found.categories);
    asked.event.categories = categories.fold(CategorySet::EMPTY, CategorySet::union);
    asked.event.count = Some(u32::try_from(page.records.len()).unwrap_or(u32::MAX));
    deps.audit.record(asked.event).await?;
    Ok(FoundEverything { page, restricted })
}

/// What is admitted of each type, those alike together; or why nothing is. That a person must authenticate anew for a part
/// of it is said, so that an app does not take the rest for everything.
fn reaches(
    deps: &Deps,
    asked: &LoadedAccess,
    types: Option<&[ResourceType]>,
) -> Result<Result<Vec<ReachOfTypes>, Vec<Reason>>, AccessError> {
    let kinds: BTreeSet<ResourceType> =
        types.unwrap_or(ResourceType::ALL).iter().copied().collect();
    let mut reaches: Vec<ReachOfTypes> = Vec::new();
    let mut refused = Vec::new();
    for kind in kinds {
        let request = AccessRequest {
            resource: kind,
            ..asked.request.clone()
        };
        let filter = match asked.rule(deps, &request)? {
            Ruling::Filtered(filter) => filter,
            Ruling::Refused(reasons) if reasons.contains(&Reason::StepUpRequired) => {
                return Ok(Err(reasons));
            }
            Ruling::Refused(reasons) => {
                // Why what lies within the scope is refused says more than that something lies outside.
                if refused.is_empty() || refused.contains(&Reason::ScopeInsufficient) {
                    refused = reasons;
                }
                continue;
            }
        };
        match reaches.iter_mut().find(|reach| reach.filter == filter) {
            Some(reach) => reach.kinds.push(kind),
            None => reaches.push(ReachOfTypes {
                kinds: vec![kind],
                named: asked.named(&filter),
                filter,
            }),
        }
    }
    Ok(if reaches.is_empty() {
        Err(refused)
    } else {
        Ok(reaches)
    })
}
