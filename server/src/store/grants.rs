//! Grants: what tokens hang on. Ending a grant ends all of its tokens, because every look-up of a token reads its
//! grant.

use std::collections::BTreeSet;

use domain::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    grant::{Grant, GrantEndCause, GrantState},
    ids::{ClientId, ConsentId, GrantId, PatientId, PersonId},
    scope::ScopeSet,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{
    entity::consent_grant::{Column, Entity, Model},
    error::Row,
    error::StoreError,
    statements::{insert, replace},
};

const TABLE: &str = "consent_grant";

/// The table of grants.
pub struct Grants<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Grants<'_, C> {
    /// Returns the grant with this id, live or ended.
    pub async fn find(&self, id: GrantId) -> Result<Option<Grant>, StoreError> {
        let row = Entity::find_by_id(id.uuid()).one(self.0).await?;
        row.map(grant).transpose()
    }

    /// Returns the live grants under a consent, oldest first.
    pub async fn live_of(&self, consent: ConsentId) -> Result<Vec<Grant>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Consent.eq(consent.uuid()))
            .filter(Column::EndedAt.is_null())
            .order_by_asc(Column::CreatedAt)
            .all(self.0)
            .await?;
        rows.into_iter().map(grant).collect()
    }

    /// Returns the consents of a patient that have a live grant.
    pub async fn live_consents_of(
        &self,
        subject: &PatientId,
    ) -> Result<BTreeSet<ConsentId>, StoreError> {
        let ids: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::Consent)
            .distinct()
            .filter(Column::Subject.eq(subject.as_str()))
            .filter(Column::EndedAt.is_null())
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(ids.into_iter().map(ConsentId::from_uuid).collect())
    }

    /// Returns how many grants under a consent ended at this moment.
    pub async fn count_ended_at(
        &self,
        consent: ConsentId,
        at: Timestamp,
    ) -> Result<u32, StoreError> {
        let count = Entity::find()
            .filter(Column::Consent.eq(consent.uuid()))
            .filter(Column::EndedAt.eq(at.timestamp_millis()))
            .count(self.0)
            .await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Returns the newest grant under a consent, live or ended.
    pub async fn latest_of(&self, consent: ConsentId) -> Result<Option<Grant>, StoreError> {
        let row = Entity::find()
            .filter(Column::Consent.eq(consent.uuid()))
            .order_by_desc(Column::CreatedAt)
            .one(self.0)
            .await?;
        row.map(grant).transpose()
    }
}

impl Grants<'_, DatabaseTransaction> {
    /// Adds a grant.
    pub async fn insert(&self, grant: &Grant) -> Result<(), StoreError> {
        insert::<Entity>(self.0, row(grant)).await
    }

    /// Saves a change of state.
    pub async fn save(&self, grant: &Grant) -> Result<(), StoreError> {
        replace::<Entity>(self.0, TABLE, grant.id, row(grant)).await
    }

    /// Returns the grant under a row lock.
    pub async fn lock(&self, id: GrantId) -> Result<Option<Grant>, StoreError> {
        let row = Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(grant).transpose()
    }

    /// Ends the live grants under a consent that this transaction has locked. Returns how many.
    pub async fn end_all_of(
        &self,
        consent: ConsentId,
        cause: GrantEndCause,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let live = self.lock_live_of(consent).await?;
        let count = live.len();
        for grant in live {
            // Read under the lock of their consent: a live grant cannot have ended since.
            if let Ok(ended) = grant.end(cause, now) {
                self.save(&ended).await?;
            }
        }
        Ok(count)
    }

    async fn lock_live_of(&self, consent: ConsentId) -> Result<Vec<Grant>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Consent.eq(consent.uuid()))
            .filter(Column::EndedAt.is_null())
            .order_by_asc(Column::Id)
            .lock_exclusive()
            .all(self.0)
            .await?;
        rows.into_iter().map(grant).collect()
    }

    /// Returns the live grants of a client under row locks.
    pub async fn lock_live_of_client(&self, client: &ClientId) -> Result<Vec<Grant>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Client.eq(client.as_str()))
            .filter(Column::EndedAt.is_null())
            .order_by_asc(Column::Id)
            .lock_exclusive()
            .all(self.0)
            .await?;
        rows.into_iter().map(grant).collect()
    }
}

fn row(grant: &Grant) -> Model {
    let (ended_at, end_cause) = match grant.state {
        GrantState::Live => (None, None),
        GrantState::Ended { at, cause } => {
            (Some(at.timestamp_millis()), Some(cause.key().to_owned()))
        }
    };
    Model {
        id: grant.id.uuid(),
        consent: grant.consent.uuid(),
        client: grant.client.to_string(),
        subject: grant.subject.to_string(),
        person: grant.person.uuid(),
        scope: grant.scope.to_string(),
        authentication_method: Some(grant.authentication.method.key().to_owned()),
        authenticated_at: Some(grant.authentication.authenticated_at.timestamp_millis()),
        created_at: grant.created_at.timestamp_millis(),
        ended_at,
        end_cause,
    }
}

pub(super) fn grant(row: Model) -> Result<Grant, StoreError> {
    let id = GrantId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let cause = row.end_cause.as_deref().and_then(GrantEndCause::from_key);
    let state = match row.ended_at {
        None => GrantState::Live,
        Some(at) => GrantState::Ended {
            at: cells.moment("ended_at", at)?,
            cause: cells.read("end_cause", cause)?,
        },
    };
    let method = row.authentication_method.as_deref();
    let authenticated_at = cells.read("authenticated_at", row.authenticated_at)?;
    Ok(Grant {
        id,
        consent: ConsentId::from_uuid(row.consent),
        client: cells.read("client", ClientId::parse(row.client).ok())?,
        subject: cells.read("subject", PatientId::parse(row.subject).ok())?,
        person: PersonId::from_uuid(row.person),
        scope: ScopeSet::parse(&row.scope),
        authentication: Assurance {
            method: cells.read(
                "authentication_method",
                method.and_then(AuthenticationMethod::from_key),
            )?,
            authenticated_at: cells.moment("authenticated_at", authenticated_at)?,
        },
        created_at: cells.moment("created_at", row.created_at)?,
        state,
    })
}
