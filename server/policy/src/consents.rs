//! An actor's wish to decide about a consent, as a question to Cedar.

use std::collections::{HashMap, HashSet};

use cedar_policy::{
    Context, Entities, Entity, EntityUid, Request, RestrictedExpression as Expression,
};
use domain::{actor::Actor, ids::PatientId};

use crate::{Engine, EvaluationError};

/// What somebody wants to do with a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentAction {
    /// Give it, or refuse to.
    Approve,
    /// Narrow, renew or confirm it.
    Change,
    Revoke,
}

pub(crate) fn question(
    engine: &Engine,
    actor: &Actor,
    own: Option<&PatientId>,
    action: ConsentAction,
    subject: &PatientId,
) -> Result<(Request, Entities), EvaluationError> {
    let words = &engine.vocabulary;
    let who = match (actor, own) {
        (Actor::Patient { .. }, Some(own)) => about(&words.patient, own)?,
        (actor, _) => bare(words.stranger(actor)),
    };
    let asked = Request::new(
        who.uid(),
        words.consent_action(action),
        words.consent.clone(),
        Context::empty(),
        Some(&engine.schema),
    );
    let entities = Entities::from_entities([who, about(&words.consent, subject)?], None);
    Ok((
        asked.map_err(EvaluationError::question)?,
        entities.map_err(EvaluationError::question)?,
    ))
}

fn about(who: &EntityUid, subject: &PatientId) -> Result<Entity, EvaluationError> {
    let subject = Expression::new_string(subject.as_str().to_owned());
    let attributes = HashMap::from([("subject".to_owned(), subject)]);
    Entity::new(who.clone(), attributes, HashSet::new()).map_err(EvaluationError::question)
}

/// A policy about consents reads nothing of somebody who is not a patient with a record, but what they are.
fn bare(who: &EntityUid) -> Entity {
    Entity::new_no_attrs(who.clone(), HashSet::new())
}
