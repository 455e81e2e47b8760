//! Reads one record for a client. What is not shared is answered as if it did not exist.

use domain::{
    actor::Actor,
    catalogue::ResourceType,
    decision::{AccessRequest, Interaction, Reason, RecordFilter, RecordLabels},
    ids::{PatientId, ResourceId},
    scope::Scope,
};

use super::{
    decide_access::{AccessError, LoadedAccess, Question, Ruling, ask},
    redisclosure::label,
};
use crate::context::Context;
pub use crate::store::records::Match;
use crate::{secret::Secret, state::Deps, store::records::RecordKey};

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Which {
    /// Its type.
    pub resource: ResourceType,
    /// Its id.
    pub id: ResourceId,
    /// Its version (`vread`); `None` for the one in force.
    pub version: Option<ResourceId>,
}

/// The answer to a FHIR `read` or `vread`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Served {
    /// The record as it is stored, but for the label of 42 CFR part 2.
    Record {
        /// What was found.
        found: Match,
        /// Whether it carries that label.
        restricted: bool,
    },
    /// The id and nothing else: `fhirUser` must resolve also where "about you" is not shared.
    IdentityOnly(Identity),
}

/// The person who uses the client: the patient, or the patient's caregiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// The id of the patient's `Patient`.
    Patient(PatientId),
    /// The caregiver's `RelatedPerson`.
    RelatedPerson {
        /// Its id.
        id: ResourceId,
        /// The patient whom the caregiver acts for.
        of: PatientId,
    },
}

/// FHIR `read` and `vread` for a client: decides, commits the evidence (`record-read`), and only then returns the record.
///
/// # Errors
/// [`AccessError`]; [`AccessError::NotFound`] alike for a record that does not exist and for one that is not shared.
pub async fn read_record(
    deps: &Deps,
    ctx: Context,
    token: &Secret,
    which: Which,
) -> Result<Served, AccessError> {
    let Which {
        resource,
        id,
        version,
    } = which;
    let question = Question {
        interaction: Interaction::Read,
        resource,
        patients: named_patient(resource, &id).into_iter().collect(),
        id: Some(id.clone()),
        cost: 1,
    };
    let asked = ask(deps, ctx, token, question).await?;
    let filter = match asked.rule(deps, &asked.request)? {
        Ruling::Filtered(filter) => filter,
        Ruling::Refused(reasons) => {
            return match identity(&asked, &reasons, &id).filter(|_| version.is_none()) {
                Some(identity) => serve_identity(deps, asked, identity).await,
                None => Err(asked.refuse(deps, reasons).await),
            };
        }
    };
    let reader = deps.store.read();
    let records = reader.records();
    let filters = (&filter, &asked.named(&filter));
    if let Some(found) = records.find_admitted(filters, resource, &id).await? {
        if version
            .as_ref()
            .is_some_and(|version| version.as_str() != found.version())
        {
            return Err(asked.refuse(deps, Vec::new()).await);
        }
        let key = RecordKey {
            kind: resource,
            id: id.to_string(),
        };
        return serve(deps, asked, &filter, (key, found)).await;
    }
    let reasons = why_hidden(deps, &asked, resource, &id).await?;
    if let Some(identity) = identity(&asked, &reasons, &id).filter(|_| version.is_none()) {
        return serve_identity(deps, asked, identity).await;
    }
    match asked.refuse(deps, reasons).await {
        // The type is within the scope: about this record nothing more is said than that it is not there.
        AccessError::OutsideScope => Err(AccessError::NotFound),
        told => Err(told),
    }
}

/// `Patient/{id}` names a patient, as the `patient` parameter of a search does.
fn named_patient(resource: ResourceType, id: &ResourceId) -> Option<Vec<PatientId>> {
    let named = (resource == ResourceType::Patient).then(|| PatientId::parse(id.as_str()));
    named?.ok().map(|patient| vec![patient])
}

/// Why a record was not found under the filter; nothing if it is not there at all. Both take one look-up and one
/// decision: how long the answer takes must not say which it was.
async fn why_hidden(
    deps: &Deps,
    asked: &LoadedAccess,
    resource: ResourceType,
    id: &ResourceId,
) -> Result<Vec<Reason>, AccessError> {
    let reader = deps.store.read();
    let stored = reader.records().labels(resource, id).await?;
    let is_there = stored.is_some();
    let stored = stored.unwrap_or_default();
    let subject = stored.patient.as_deref();
    let subject = subject.and_then(|patient| PatientId::parse(patient).ok());
    let is_directory = subject.is_none();
    let labels = RecordLabels {
        subject: subject.unwrap_or_else(|| asked.basis.consent.subject.clone()),
        related: (resource == ResourceType::RelatedPerson).then(|| id.clone()),
        categories: stored.categories,
        topics: stored.topics,
        classified: stored.classified,
        date: stored.date.map(|date| date.date_naive()),
    };
    let request = AccessRequest {
        record: Some(labels),
        ..asked.request.clone()
    };
    let decision = asked.evaluate(deps, &request)?;
    Ok(match (is_there, is_directory) {
        (false, _) => Vec::new(),
        // A directory record that nothing points at which is shared.
        (true, true) => vec![Reason::CategoryNotGranted],
        (true, false) => decision.reasons,
    })
}

/// Who signed in, if an app that may know it (OpenID Connect `fhirUser`) asks for exactly that record, and only what is
/// shared of it stands in the way.
fn identity(asked: &LoadedAccess, reasons: &[Reason], id: &ResourceId) -> Option<Identity> {
    let scope = &asked.basis.token.scope;
    let may_know = scope.contains(&Scope::OpenId)
        && scope.contains(&Scope::FhirUser)
        && reasons.iter().copied().all(is_about_what_is_shared);
    let consent = &asked.basis.consent;
    let identity = match (asked.request.resource, &consent.grantor) {
        (ResourceType::RelatedPerson, Actor::Caregiver { delegation, .. }) => {
            let own = delegation.related_person() == *id;
            own.then(|| Identity::RelatedPerson {
                id: id.clone(),
                of: consent.subject.clone(),
            })
        }
        (ResourceType::Patient, Actor::Patient { .. }) => {
            let own = consent.subject.as_str() == id.as_str();
            own.then(|| Identity::Patient(consent.subject.clone()))
        }
        _ => None,
    };
    identity.filter(|_| may_know)
}

fn is_about_what_is_shared(reason: Reason) -> bool {
    matches!(reason.rule(), 6..=9) || reason == Reason::DelegationTooNarrow
}

async fn serve(
    deps: &Deps,
    mut asked: LoadedAccess,
    filter: &RecordFilter,
    (key, mut found): (RecordKey, Match),
) -> Result<Served, AccessError> {
    let restricted = label(deps, filter.topics, vec![(key, &mut found.body)]).await?;
    asked.event.categories = found.categories;
    asked.event.count = Some(1);
    deps.audit.record(asked.event).await?;
    Ok(Served::Record { found, restricted })
}

async fn serve_identity(
    deps: &Deps,
    mut asked: LoadedAccess,
    identity: Identity,
) -> Result<Served, AccessError> {
    asked.event.count = Some(0);
    deps.audit.record(asked.event).await?;
    Ok(Served::IdentityOnly(identity))
}
