//! May the client with this token do this, at this moment? Everything that the decision rests on is loaded for each
//! request, so a consent that ended a moment ago ends the next request.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    acr::Demand,
    actor::Actor,
    audit::{AnonymousRefusal, AuditAction, AuditEvent, RecordReference},
    catalogue::{CategorySet, ResourceType},
    decision::{
        AccessBasis, AccessRequest, Decision, Interaction, Obligation, Reason, RecordFilter,
    },
    ids::{PatientId, ResourceId},
};
use thiserror::Error;

use super::within_limits::within_limits;
use crate::{
    audit, config::StepUp, context::Context, secret::Secret, state::Deps, store::StoreError,
};

/// What is asked of the records, and who is named in it.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) interaction: Interaction,
    pub(super) resource: ResourceType,
    /// The one record that is to be read.
    pub(super) id: Option<ResourceId>,
    /// The patients that each parameter names: a record must belong to one of every list.
    pub(super) patients: Vec<Vec<PatientId>>,
    /// How much work it is, in records that are read by their id.
    pub(super) cost: u32,
}

/// Why nothing is served. The client learns no more than this; the reasons are in the evidence.
#[derive(Debug, Error)]
pub enum AccessError {
    /// No such token was issued, or it no longer works (401 `invalid_token`).
    #[error("the access token is unknown, revoked or expired")]
    InvalidToken,
    /// The type lies outside the scope in force (403 `insufficient_scope`).
    #[error("the resource type is outside the effective scope")]
    OutsideScope,
    /// The person was not authenticated as strongly, or as recently, as sensitive topics demand (RFC 9470 §3).
    #[error("step-up required: the person must authenticate again (RFC 9470)")]
    StepUpRequired(StepUp),
    /// The app asks more than it may of this patient's record, or of all (429). The time after which it may go on.
    #[error("rate limit: too many requests of the app")]
    TooManyRequests(TimeDelta),
    /// The record does not exist, or is not shared with this client: the same from outside (404).
    #[error("there is no such record")]
    NotFound,
    /// The cursor of a page names no record that is found now.
    #[error("the cursor names no record of this search")]
    CursorLost,
    /// The policy engine gave no decision (rule 15).
    #[error("policy evaluation failed")]
    Undecided,
    /// The evidence could not be committed, so nothing is served (rule 15).
    #[error("audit event could not be written")]
    NoEvidence(#[from] audit::Unavailable),
    /// The store failed, so nothing is served (rule 15).
    #[error("database error")]
    NoStore(#[from] StoreError),
}

/// A request by an app that we know: what the answer rests on, and the event that will tell of it.
#[derive(Debug)]
pub(super) struct LoadedAccess {
    pub(super) basis: AccessBasis,
    pub(super) event: AuditEvent,
    pub(super) request: AccessRequest,
    now: Timestamp,
}

/// What the policy says of the type as a whole.
#[derive(Debug)]
pub(super) enum Ruling {
    Filtered(RecordFilter),
    Refused(Vec<Reason>),
}

/// Loads what the answer rests on. A token that was never issued has no basis: it is only counted.
pub(super) async fn ask(
    deps: &Deps,
    ctx: Context,
    token: &Secret,
    question: Question,
) -> Result<LoadedAccess, AccessError> {
    let now = deps.clock.now();
    let Some(basis) = deps.store.read().access_basis(&token.digest()).await? else {
        deps.refusals
            .count(now, None, AnonymousRefusal::UnknownToken);
        return Err(AccessError::InvalidToken);
    };
    let taken = within_limits(deps, &basis, question.cost, now).await;
    taken.map_err(AccessError::TooManyRequests)?;
    let request = AccessRequest {
        interaction: question.interaction,
        resource: question.resource,
        subject: named_subject(&question.patients, &basis.consent.subject),
        purpose: None,
        record: None,
    };
    Ok(LoadedAccess {
        event: event(deps, ctx, now, &basis, question),
        basis,
        request,
        now,
    })
}

fn event(
    deps: &Deps,
    ctx: Context,
    now: Timestamp,
    basis: &AccessBasis,
    question: Question,
) -> AuditEvent {
    let action = match question.interaction {
        Interaction::Read => AuditAction::RecordRead,
        Interaction::Search => AuditAction::RecordSearched,
    };
    let AccessBasis {
        consent,
        client,
        token,
        delegation,
        ..
    } = basis;
    let actor = Actor::Client {
        client: client.id.clone(),
    };
    AuditEvent {
        subject: Some(consent.subject.clone()),
        client: Some(client.id.clone()),
        consent: Some(consent.id),
        consent_version: Some(consent.version),
        delegation: delegation.as_ref().map(|delegation| delegation.id),
        purpose: Some(consent.purpose),
        scope: Some(token.scope.to_string()),
        record: Some(RecordReference {
            resource: question.resource,
            id: question.id,
        }),
        ..deps.event(ctx, now, actor, action)
    }
}

/// The patient whose record is requested: another one if a list leaves out the subject of the consent.
fn named_subject(patients: &[Vec<PatientId>], own: &PatientId) -> Option<PatientId> {
    let others = patients.iter().find(|list| !list.contains(own));
    match others {
        Some(list) => list.first().cloned(),
        None => (!patients.is_empty()).then(|| own.clone()),
    }
}

impl LoadedAccess {
    /// Asks the policy about a type as a whole.
    pub(super) fn rule(&self, deps: &Deps, request: &AccessRequest) -> Result<Ruling, AccessError> {
        let Decision {
            reasons,
            obligations,
            ..
        } = self.evaluate(deps, request)?;
        if !reasons.is_empty() {
            return Ok(Ruling::Refused(reasons));
        }
        // A permit without a filter would serve everything: it is no answer.
        let [Obligation::Filter(filter)] = obligations.as_slice() else {
            return Err(AccessError::Undecided);
        };
        let mut filter = filter.clone();
        if CategorySet::of_resource(request.resource).is_empty() {
            // What goes with other records goes only with those that this token itself may be about.
            let within = self.basis.token.scope.categories();
            filter.categories = filter.categories.intersection(within);
        }
        if !filter.topics.is_empty() && !self.may_see_topics(deps) {
            return Ok(Ruling::Refused(vec![Reason::StepUpRequired]));
        }
        Ok(Ruling::Filtered(filter))
    }

    /// What the references of a record may name: of every kind that this token may read, and not of the type asked for
    /// alone.
    pub(super) fn named(&self, filter: &RecordFilter) -> RecordFilter {
        let AccessBasis { token, consent, .. } = &self.basis;
        let reached = token.scope.categories().intersection(consent.granted);
        let reached = reached.intersection(self.basis.reach(self.now).0);
        RecordFilter {
            categories: filter.categories.union(reached),
            ..filter.clone()
        }
    }

    /// Whether the person behind the token was authenticated as sensitive topics ask for here.
    fn may_see_topics(&self, deps: &Deps) -> bool {
        let StepUp { acr, max_age } = deps.config.step_up_for_sensitive();
        let demand = Demand::of(acr, max_age, self.now);
        demand.is_met_by(self.basis.grant.authentication)
    }

    pub(super) fn evaluate(
        &self,
        deps: &Deps,
        request: &AccessRequest,
    ) -> Result<Decision, AccessError> {
        deps.policy
            .evaluate(request, &self.basis, self.now)
            .map_err(|error| {
                tracing::error!(%error, "policy evaluation failed");
                AccessError::Undecided
            })
    }

    /// Commits the evidence of a refusal; without a reason there was nothing to refuse, and nothing left. The app is
    /// told less than the evidence.
    pub(super) async fn refuse(self, deps: &Deps, reasons: Vec<Reason>) -> AccessError {
        let told = told(&reasons, deps.config.step_up_for_sensitive());
        let event = AuditEvent {
            count: Some(0),
            ..self.event
        };
        let event = if reasons.is_empty() {
            event
        } else {
            event.refused(reasons)
        };
        match deps.audit.record(event).await {
            Ok(()) => told,
            Err(error) => error.into(),
        }
    }
}

/// How much a refusal says, least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    /// As if it did not exist.
    Nothing,
    OutsideScope,
    StepUp,
    InvalidToken,
    NoAnswer,
}

fn told(reasons: &[Reason], step_up: StepUp) -> AccessError {
    match reasons
        .iter()
        .copied()
        .map(says)
        .max()
        .unwrap_or(Says::Nothing)
    {
        Says::Nothing => AccessError::NotFound,
        Says::OutsideScope => AccessError::OutsideScope,
        Says::StepUp => AccessError::StepUpRequired(step_up),
        Says::InvalidToken => AccessError::InvalidToken,
        Says::NoAnswer => AccessError::Undecided,
    }
}

/// Token problems end the request, a type outside the scope is named, everything else does not exist
/// ([what a caller learns](domain::rules#what-a-caller-is-told)).
const fn says(reason: Reason) -> Says {
    match reason {
        Reason::TokenInvalid
        | Reason::KeyMismatch
        | Reason::WrongAudience
        | Reason::GrantEnded
        | Reason::ClientSuspended
        | Reason::ConsentRevoked
        | Reason::ConsentExpired
        | Reason::ConsentNeedsReview
        | Reason::DelegationEnded => Says::InvalidToken,
        Reason::PurposeMismatch
        | Reason::CategoryNotGranted
        | Reason::ScopeInsufficient
        | Reason::DelegationTooNarrow
        | Reason::AppNotVerified
        | Reason::RoleNotAllowed
        | Reason::NoCareRelationship
        | Reason::BreakGlassNotAllowed
        | Reason::EmergencyNotArranged
        | Reason::PasskeyCopied
        | Reason::AccountLocked
        | Reason::RecordUnknown
        | Reason::RecordTaken
        | Reason::AddressUnfit => Says::OutsideScope,
        Reason::StepUpRequired => Says::StepUp,
        Reason::OtherPatient
        | Reason::SensitiveTopicNotGranted
        | Reason::Unclassified
        | Reason::OutsidePeriod => Says::Nothing,
        Reason::Unavailable => Says::NoAnswer,
    }
}
