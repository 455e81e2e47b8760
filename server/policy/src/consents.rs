//! An actor's wish to decide about a consent, as a question to Cedar.

use std::collections::{HashMap, HashSet};

use cedar_policy::{
    Context, Entities, Entity, EntityUid, Request, RestrictedExpression as Expression,
};
use domain::{
    Timestamp,
    actor::Actor,
    delegation::{Ability, Delegation},
    ids::PatientId,
};

use crate::{
    action::ConsentAction,
    engine::{Engine, EvaluationError},
};

/// On what somebody's word about a record can rest.
#[derive(Clone, Copy, Debug)]
pub enum Standing<'a> {
    /// A record of their own.
    Own(&'a PatientId),
    /// A patient's word, as it stands at this moment.
    Delegated(&'a Delegation, Timestamp),
    Nothing,
}

pub(crate) fn question(
    engine: &Engine,
    actor: &Actor,
    standing: Standing<'_>,
    action: ConsentAction,
    subject: &PatientId,
) -> Result<(Request, Entities), EvaluationError> {
    let words = &engine.vocabulary;
    let who = match (actor, standing) {
        (Actor::Patient { .. }, Standing::Own(own)) => about(&words.patient, own)?,
        (Actor::Caregiver { person, delegation }, Standing::Delegated(known, now))
            if known.id == *delegation && known.caregiver == *person =>
        {
            caregiver(&words.caregiver, known, now)?
        }
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

fn caregiver(
    who: &EntityUid,
    delegation: &Delegation,
    now: Timestamp,
) -> Result<Entity, EvaluationError> {
    let abilities = delegation.limits_at(now).abilities;
    let attributes = HashMap::from([
        (
            "subject".to_owned(),
            Expression::new_string(delegation.subject.as_str().to_owned()),
        ),
        (
            "active".to_owned(),
            Expression::new_bool(delegation.is_active(now)),
        ),
        (
            "managesApps".to_owned(),
            Expression::new_bool(abilities.contains(Ability::ManageApps)),
        ),
    ]);
    Entity::new(who.clone(), attributes, HashSet::new()).map_err(EvaluationError::question)
}

/// A policy about consents reads nothing of somebody who is no patient with a record and no caregiver, but what
/// they are.
fn bare(who: &EntityUid) -> Entity {
    Entity::new_no_attrs(who.clone(), HashSet::new())
}
