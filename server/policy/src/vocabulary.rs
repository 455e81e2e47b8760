//! The catalogue's words as Cedar knows them, made once so that a decision only copies handles.

use cedar_policy::{
    EntityId, EntityTypeName, EntityUid, ParseErrors, RestrictedExpression as Expression,
};
use domain::{
    actor::Actor,
    catalogue::{CategorySet, DataCategory, PurposeOfUse, ResourceType, SensitiveTopic, TopicSet},
    decision::Interaction,
    ids::ClientId,
};

use crate::action::ConsentAction;

pub(crate) struct Vocabulary {
    categories: Vec<Expression>,
    topics: Vec<Expression>,
    purposes: Vec<Expression>,
    record_types: Vec<EntityUid>,
    actions: Actions,
    strangers: Strangers,
    app: EntityTypeName,
    pub(crate) record: EntityUid,
    pub(crate) consent: EntityUid,
    pub(crate) patient: EntityUid,
    pub(crate) caregiver: EntityUid,
}

struct Actions {
    read: EntityUid,
    search: EntityUid,
    approve: EntityUid,
    change: EntityUid,
    revoke: EntityUid,
}

/// Those who are no patient with a record of their own, and no caregiver of one.
struct Strangers {
    staff: EntityUid,
    other: EntityUid,
}

fn name(text: &str) -> Result<EntityTypeName, Box<ParseErrors>> {
    text.parse().map_err(Box::new)
}

/// Something of which there is one: what it is called does not matter, what it is does.
fn the(kind: &str) -> Result<EntityUid, Box<ParseErrors>> {
    Ok(uid(&name(kind)?, "this"))
}

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

fn words<T: Copy>(
    kind: &str,
    items: &[T],
    key: impl Fn(T) -> &'static str,
) -> Result<Vec<Expression>, Box<ParseErrors>> {
    let kind = name(kind)?;
    Ok(items
        .iter()
        .map(|item| Expression::new_entity_uid(uid(&kind, key(*item))))
        .collect())
}

impl Vocabulary {
    pub(crate) fn new() -> Result<Self, Box<ParseErrors>> {
        let record_type = name("RecordType")?;
        let action = name("Action")?;
        Ok(Self {
            categories: words("Category", DataCategory::ALL, DataCategory::key)?,
            topics: words("Topic", SensitiveTopic::ALL, SensitiveTopic::key)?,
            purposes: words("Purpose", PurposeOfUse::ALL, PurposeOfUse::key)?,
            record_types: ResourceType::ALL
                .iter()
                .map(|resource| uid(&record_type, resource.as_str()))
                .collect(),
            actions: Actions {
                read: uid(&action, "read"),
                search: uid(&action, "search"),
                approve: uid(&action, "approve"),
                change: uid(&action, "change"),
                revoke: uid(&action, "revoke"),
            },
            strangers: Strangers {
                staff: the("Staff")?,
                other: the("Other")?,
            },
            app: name("App")?,
            record: the("Record")?,
            consent: the("Consent")?,
            patient: the("Patient")?,
            caregiver: the("Caregiver")?,
        })
    }

    pub(crate) fn categories(&self, set: CategorySet) -> Expression {
        Expression::new_set(
            set.iter()
                .map(|one| self.categories[usize::from(one.index())].clone()),
        )
    }

    pub(crate) fn topics(&self, set: TopicSet) -> Expression {
        Expression::new_set(
            set.iter()
                .map(|one| self.topics[usize::from(one.index())].clone()),
        )
    }

    pub(crate) fn purpose(&self, purpose: PurposeOfUse) -> Expression {
        self.purposes[usize::from(purpose.index())].clone()
    }

    pub(crate) fn purposes(&self, purposes: &[PurposeOfUse]) -> Expression {
        Expression::new_set(purposes.iter().map(|one| self.purpose(*one)))
    }

    pub(crate) fn record_type(&self, resource: ResourceType) -> EntityUid {
        self.record_types[resource as usize].clone()
    }

    pub(crate) fn app(&self, client: &ClientId) -> EntityUid {
        uid(&self.app, client.as_str())
    }

    /// What the policies about consents see of an actor who has no record of their own and acts for nobody.
    pub(crate) fn stranger(&self, actor: &Actor) -> &EntityUid {
        match actor {
            Actor::Staff { .. } => &self.strangers.staff,
            Actor::Patient { .. }
            | Actor::Caregiver { .. }
            | Actor::Client { .. }
            | Actor::System
            | Actor::Unknown => &self.strangers.other,
        }
    }

    pub(crate) fn action(&self, interaction: Interaction) -> EntityUid {
        match interaction {
            Interaction::Read => self.actions.read.clone(),
            Interaction::Search => self.actions.search.clone(),
        }
    }

    pub(crate) fn consent_action(&self, action: ConsentAction) -> EntityUid {
        match action {
            ConsentAction::Approve => self.actions.approve.clone(),
            ConsentAction::Change => self.actions.change.clone(),
            ConsentAction::Revoke => self.actions.revoke.clone(),
        }
    }
}
