//! Which records come along with the matches of a search? Each is decided by the policy for its own type, as if it had been
//! searched for by itself.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    catalogue::{ResourceType, TopicSet},
    decision::{AccessRequest, RecordFilter},
};
use fhir::search::{Include, Search, Through};

use super::decide_access::{AccessError, LoadedAccess, Ruling};
use crate::{
    state::Deps,
    store::records::{Along, Included, Match},
};

/// The most records that come along with one page.
pub const MAX_INCLUDED: usize = 1_000;

/// What comes along with one page.
#[derive(Debug, Default)]
pub(super) struct Alongside {
    pub(super) records: Vec<Included>,
    /// Whether there are more than [`MAX_INCLUDED`].
    pub(super) more: bool,
    /// The topics that may be among them.
    pub(super) topics: TopicSet,
}

/// Finds what comes along. `filter` is that of the matches.
pub(super) async fn included(
    deps: &Deps,
    asked: &LoadedAccess,
    (search, filter): (&Search, &RecordFilter),
    matches: &[Match],
) -> Result<Alongside, AccessError> {
    let mut alongside = Alongside::default();
    if matches.is_empty() {
        return Ok(alongside);
    }
    for (kind, ids) in pointed_at(deps, asked, search, matches).await? {
        let along = Along::PointedAt {
            kind,
            ids: ids.into_iter().collect(),
            shown: asked.named(filter),
            directory: search.resource.is_directory(),
        };
        add(deps, asked, (kind, along), &mut alongside).await?;
    }
    if search.provenance {
        let along = Along::ProvenanceOf {
            kind: search.resource,
            ids: matches.iter().map(|found| found.id.clone()).collect(),
        };
        let kind = ResourceType::Provenance;
        add(deps, asked, (kind, along), &mut alongside).await?;
    }
    Ok(alongside)
}

/// The ids that the matches name along what was asked for, by type; without the matches themselves.
async fn pointed_at(
    deps: &Deps,
    asked: &LoadedAccess,
    search: &Search,
    matches: &[Match],
) -> Result<BTreeMap<ResourceType, BTreeSet<String>>, AccessError> {
    let pks: Vec<i64> = matches.iter().map(|found| found.pk).collect();
    let mut found: BTreeMap<ResourceType, BTreeSet<String>> = BTreeMap::new();
    let reader = deps.store.read();
    for Include { through, target } in &search.includes {
        let wanted = |kind: ResourceType| target.is_none_or(|target| target == kind);
        match through {
            Through::Patient if wanted(ResourceType::Patient) => {
                let ids = found.entry(ResourceType::Patient).or_default();
                ids.insert(asked.basis.consent.subject.to_string());
            }
            Through::Patient => {}
            Through::Element(name) => {
                let keys = reader.records().targets(&pks, &[name]).await?.into_iter();
                for key in keys.filter(|key| wanted(key.kind)) {
                    found.entry(key.kind).or_default().insert(key.id);
                }
            }
        }
    }
    if let Some(ids) = found.get_mut(&search.resource) {
        ids.retain(|id| !matches.iter().any(|found| found.id == *id));
    }
    Ok(found)
}

/// Adds those records of a type that the policy lets this token see.
async fn add(
    deps: &Deps,
    asked: &LoadedAccess,
    (kind, along): (ResourceType, Along),
    alongside: &mut Alongside,
) -> Result<(), AccessError> {
    let request = AccessRequest {
        resource: kind,
        ..asked.request.clone()
    };
    let Ruling::Filtered(filter) = asked.rule(deps, &request)? else {
        return Ok(());
    };
    alongside.topics = alongside.topics.union(filter.topics);
    let room = MAX_INCLUDED - alongside.records.len();
    let filters = (filter.clone(), asked.named(&filter));
    let reader = deps.store.read();
    let mut found = reader.along(filters, along, room as u64 + 1).await?;
    alongside.more |= found.len() > room;
    found.truncate(room);
    alongside.records.append(&mut found);
    Ok(())
}
