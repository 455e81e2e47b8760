//! Invitations to become a caregiver, found by the digest of their link.

use domain::{
    Timestamp,
    delegation::{Invitation, InvitationCode, InvitationState, Relationship},
    ids::{DelegationId, InvitationId, PatientId, PersonId},
    name::PersonName,
    person::Email,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{
    delegations::{self, Delegations},
    entity::invitation::{ActiveModel, Column, Entity, Model},
    error::Row,
    error::StoreError,
    people::People,
    statements::{insert, one_changed},
};
use crate::secret::Digest;

const TABLE: &str = "invitation";

/// The table of invitations.
pub struct Invitations<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Invitations<'_, C> {
    /// Returns the invitation behind the digest of a link, answered or not.
    pub async fn find_by_secret(&self, digest: &Digest) -> Result<Option<Invitation>, StoreError> {
        let row = Entity::find()
            .filter(Column::Digest.eq(digest.as_bytes().as_slice()))
            .one(self.0)
            .await?;
        row.map(invitation).transpose()
    }

    /// Returns every invitation for this record, newest first.
    pub async fn of_subject(&self, subject: &PatientId) -> Result<Vec<Invitation>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Subject.eq(subject.as_str()))
            .order_by_desc(Column::SentAt)
            .all(self.0)
            .await?;
        rows.into_iter().map(invitation).collect()
    }

    /// What a patient calls somebody who helps or helped: as in the invitation, because what people call themselves
    /// proves nothing. A guardian was invited by nobody and is called as in their account.
    pub async fn name_of_caregiver(
        &self,
        subject: &PatientId,
        caregiver: PersonId,
    ) -> Result<Option<PersonName>, StoreError> {
        let delegations = Delegations(self.0).of_subject(subject).await?;
        let theirs = delegations.iter().filter(|one| one.caregiver == caregiver);
        let ids: Vec<_> = theirs.map(|one| one.id.uuid()).collect();
        let name: Option<String> = Entity::find()
            .select_only()
            .column(Column::Name)
            .filter(Column::Delegation.is_in(ids))
            .order_by_desc(Column::SentAt)
            .into_tuple()
            .one(self.0)
            .await?;
        match name {
            Some(name) => Ok(Some(PersonName::kept(&name))),
            None => Ok(People(self.0).names(&[caregiver]).await?.remove(&caregiver)),
        }
    }
}

impl Invitations<'_, DatabaseTransaction> {
    /// Adds an invitation under the digest of its link.
    pub async fn insert(&self, new: &Invitation, digest: &Digest) -> Result<(), StoreError> {
        let (state, state_at) = state_cells(new.state);
        let row = Model {
            id: new.id.uuid(),
            delegation: new.delegation.uuid(),
            digest: digest.as_bytes().to_vec(),
            code: new.code.as_str().to_owned(),
            subject: new.subject.to_string(),
            name: new.name.to_string(),
            email: new.email.as_str().to_owned(),
            relationship: new.relationship.key().to_owned(),
            categories: new.limits.categories.mask().into(),
            topics: new.limits.topics.mask().into(),
            abilities: new.limits.abilities.mask().into(),
            until: new.until.timestamp_millis(),
            sent_at: new.sent_at.timestamp_millis(),
            wrong_codes: new.wrong_codes.into(),
            state,
            state_at,
        };
        insert::<Entity>(self.0, row).await
    }

    /// Returns the invitation under a row lock.
    pub async fn lock(&self, id: InvitationId) -> Result<Option<Invitation>, StoreError> {
        let row = Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(invitation).transpose()
    }

    /// Returns the invitation behind the digest of a link, under a row lock.
    pub async fn lock_by_secret(&self, digest: &Digest) -> Result<Option<Invitation>, StoreError> {
        let row = Entity::find()
            .filter(Column::Digest.eq(digest.as_bytes().as_slice()))
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(invitation).transpose()
    }

    /// Saves a change of state, or the count of wrong codes.
    pub async fn save(&self, changed: &Invitation) -> Result<(), StoreError> {
        let (state, state_at) = state_cells(changed.state);
        let changes = ActiveModel {
            wrong_codes: sea_orm::Set(changed.wrong_codes.into()),
            state: sea_orm::Set(state),
            state_at: sea_orm::Set(state_at),
            ..Default::default()
        };
        let saved = Entity::update_many()
            .set(changes)
            .filter(Column::Id.eq(changed.id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, changed.id, saved.rows_affected)
    }
}

fn state_cells(state: InvitationState) -> (String, Option<i64>) {
    let (key, at) = match state {
        InvitationState::Sent => ("sent", None),
        InvitationState::Accepted { at } => ("accepted", Some(at)),
        InvitationState::Declined { at } => ("declined", Some(at)),
        InvitationState::Withdrawn { at } => ("withdrawn", Some(at)),
    };
    (key.to_owned(), at.map(|at| at.timestamp_millis()))
}

fn invitation(row: Model) -> Result<Invitation, StoreError> {
    let id = InvitationId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let at = |at: Option<i64>| -> Result<Timestamp, StoreError> {
        cells.moment("state_at", cells.read("state_at", at)?)
    };
    let state = match row.state.as_str() {
        "sent" => InvitationState::Sent,
        "accepted" => InvitationState::Accepted {
            at: at(row.state_at)?,
        },
        "declined" => InvitationState::Declined {
            at: at(row.state_at)?,
        },
        "withdrawn" => InvitationState::Withdrawn {
            at: at(row.state_at)?,
        },
        _ => return Err(cells.impossible("state")),
    };
    Ok(Invitation {
        id,
        delegation: DelegationId::from_uuid(row.delegation),
        subject: cells.read("subject", PatientId::parse(row.subject).ok())?,
        email: cells.read("email", Email::kept(&row.email).ok())?,
        relationship: cells.read("relationship", Relationship::from_key(&row.relationship))?,
        limits: delegations::limits(&cells, row.categories, row.topics, row.abilities)?,
        until: cells.moment("until", row.until)?,
        sent_at: cells.moment("sent_at", row.sent_at)?,
        code: cells.read("code", InvitationCode::parse(&row.code))?,
        wrong_codes: cells.mask("wrong_codes", row.wrong_codes, |codes| {
            u8::try_from(codes).ok()
        })?,
        name: PersonName::kept(&row.name),
        state,
    })
}
