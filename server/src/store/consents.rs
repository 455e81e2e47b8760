//! Consents. Each version is a row; the newest is in force, and only its state can change.

mod last;
mod rows;
mod triple;

use domain::{
    Timestamp,
    consent::{Consent, ConsentState},
    grant::GrantEndCause,
    ids::{ConsentId, DelegationId, GrantId, PatientId},
    person::Person,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Query},
};

use rows::TABLE;
pub(super) use rows::consent;
pub use triple::Triple;
use triple::is_live;

use super::{
    entity::{
        consent::{Column, Entity},
        consent_grant, delegation,
    },
    error::StoreError,
    grants::Grants,
    statements::{insert, literal, replace},
};

/// The table of consents, one row per version.
pub struct Consents<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Consents<'_, C> {
    /// Returns the version in force of a consent, whatever its state.
    pub async fn find(&self, id: ConsentId) -> Result<Option<Consent>, StoreError> {
        standing(id).one(self.0).await?.map(consent).transpose()
    }

    /// Returns one version of a consent.
    pub async fn version(
        &self,
        id: ConsentId,
        version: u32,
    ) -> Result<Option<Consent>, StoreError> {
        let row = Entity::find_by_id((id.uuid(), i64::from(version)))
            .one(self.0)
            .await?;
        row.map(consent).transpose()
    }

    /// Returns every version of a consent, oldest first.
    pub async fn versions(&self, id: ConsentId) -> Result<Vec<Consent>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Id.eq(id.uuid()))
            .order_by_asc(Column::Version)
            .all(self.0)
            .await?;
        rows.into_iter().map(consent).collect()
    }

    /// Returns every version of every consent about this patient's record, oldest first within each.
    pub async fn versions_about(&self, subject: &PatientId) -> Result<Vec<Consent>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Subject.eq(subject.as_str()))
            .order_by_asc(Column::Id)
            .order_by_asc(Column::Version)
            .all(self.0)
            .await?;
        rows.into_iter().map(consent).collect()
    }

    /// Returns the consent that is active or suspended at `now` for this triple.
    pub async fn in_force(
        &self,
        triple: Triple<'_>,
        now: Timestamp,
    ) -> Result<Option<Consent>, StoreError> {
        let row = triple.live().one(self.0).await?;
        let found = row.map(consent).transpose()?;
        Ok(found.filter(|consent| consent.is_live(now)))
    }

    /// Returns live consents that end between these moments, by their end, behind a place in that order.
    pub async fn ending(
        &self,
        from: Timestamp,
        until: Timestamp,
        after: Option<(Timestamp, ConsentId)>,
        limit: u64,
    ) -> Result<Vec<Consent>, StoreError> {
        let mut query = Entity::find()
            .filter(is_live())
            .filter(Column::ExpiresAt.gte(from.timestamp_millis()))
            .filter(Column::ExpiresAt.lte(until.timestamp_millis()));
        if let Some((end, id)) = after {
            let end = end.timestamp_millis();
            let same_end = Condition::all()
                .add(Column::ExpiresAt.eq(end))
                .add(Column::Id.gt(id.uuid()));
            query = query.filter(
                Condition::any()
                    .add(Column::ExpiresAt.gt(end))
                    .add(same_end),
            );
        }
        let rows = query
            .order_by_asc(Column::ExpiresAt)
            .order_by_asc(Column::Id)
            .limit(limit)
            .all(self.0)
            .await?;
        rows.into_iter().map(consent).collect()
    }

    /// Returns the version in force of each consent about this patient's record, newest decision first.
    pub async fn list_for(&self, subject: &PatientId) -> Result<Vec<Consent>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Subject.eq(subject.as_str()))
            .filter(stands())
            .order_by_desc(Column::DecidedAt)
            .order_by_desc(Column::Id)
            .all(self.0)
            .await?;
        rows.into_iter().map(consent).collect()
    }

    /// Returns the live consents that this person gave, about their own record or as a caregiver, in the order of their
    /// ids.
    pub async fn given_by(&self, person: &Person) -> Result<Vec<Consent>, StoreError> {
        let delegations = Query::select()
            .column(delegation::Column::Id)
            .from(delegation::Entity)
            .and_where(delegation::Column::Delegate.eq(person.id.uuid()))
            .to_owned();
        // There is no other place for one of theirs, and both places have an index.
        let mut places = Condition::any().add(Column::Delegation.in_subquery(delegations));
        if let Some(subject) = &person.patient {
            places = places.add(Column::Subject.eq(subject.as_str()));
        }
        let rows = Entity::find()
            .filter(places)
            .filter(is_live())
            .order_by_asc(Column::Id)
            .all(self.0)
            .await?;
        let found: Result<Vec<_>, _> = rows.into_iter().map(consent).collect();
        let mut given = found?;
        given.retain(|consent| consent.grantor.person() == Some(person.id));
        Ok(given)
    }
}

impl Consents<'_, DatabaseTransaction> {
    /// Returns the version in force under a row lock.
    pub async fn lock(&self, id: ConsentId) -> Result<Option<Consent>, StoreError> {
        self.lock_standing(standing(id)).await
    }

    /// Returns the version in force of the consent behind a grant, under a row lock.
    pub async fn lock_of_grant(&self, grant: GrantId) -> Result<Option<Consent>, StoreError> {
        let of_grant = Query::select()
            .column(consent_grant::Column::Consent)
            .from(consent_grant::Entity)
            .and_where(Expr::col(consent_grant::Column::Id).eq(grant.uuid()))
            .to_owned();
        let found = Entity::find()
            .filter(Column::Id.in_subquery(of_grant))
            .filter(stands());
        self.lock_standing(found).await
    }

    async fn lock_standing(&self, standing: Select<Entity>) -> Result<Option<Consent>, StoreError> {
        // PostgreSQL: a row that was superseded while we waited for its lock no longer matches, and the
        // row that took its place is only seen by a new query.
        for _ in 0..3 {
            let row = standing.clone().lock_exclusive().one(self.0).await?;
            if let Some(row) = row {
                return consent(row).map(Some);
            }
        }
        Ok(None)
    }

    /// Returns the versions in force that were given under a delegation, under row locks.
    pub async fn lock_given_under(
        &self,
        delegation: DelegationId,
    ) -> Result<Vec<Consent>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Delegation.eq(delegation.uuid()))
            .filter(is_live())
            .order_by_asc(Column::Id)
            .lock_exclusive()
            .all(self.0)
            .await?;
        rows.into_iter().map(consent).collect()
    }

    /// As [`Consents::in_force`], under a row lock.
    pub async fn lock_in_force(
        &self,
        triple: Triple<'_>,
        now: Timestamp,
    ) -> Result<Option<Consent>, StoreError> {
        for _ in 0..3 {
            let row = triple.live().lock_exclusive().one(self.0).await?;
            if let Some(row) = row {
                let found = consent(row)?;
                return Ok(Some(found).filter(|consent| consent.is_live(now)));
            }
        }
        Ok(None)
    }

    /// Adds a version; the one before it must have been saved as superseded.
    ///
    /// A first version takes the place of an expired consent: that one is closed as expired, and its grants end.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if its triple has a live consent.
    pub async fn insert(&self, new: &Consent) -> Result<(), StoreError> {
        if new.version == 1 {
            self.close_expired(Triple::of(new), new.decided_at).await?;
        }
        insert::<Entity>(self.0, rows::row(new)).await
    }

    /// Saves a change of state.
    pub async fn save(&self, changed: &Consent) -> Result<(), StoreError> {
        replace::<Entity>(self.0, TABLE, changed.id, rows::row(changed)).await
    }

    /// Saves the two versions that [`Consent::decide_again`] returns.
    pub async fn replace(&self, previous: &Consent, next: &Consent) -> Result<(), StoreError> {
        debug_assert!(matches!(previous.state, ConsentState::Superseded { .. }));
        self.save(previous).await?;
        self.insert(next).await
    }

    async fn close_expired(&self, triple: Triple<'_>, now: Timestamp) -> Result<(), StoreError> {
        let expired = triple.live().lock_exclusive().one(self.0).await?;
        let Some(expired) = expired.map(consent).transpose()? else {
            return Ok(());
        };
        if expired.expires_at > now {
            return Ok(());
        }
        Entity::update_many()
            .col_expr(Column::State, Expr::value("expired"))
            .col_expr(Column::StateAt, Expr::value(None::<i64>))
            .col_expr(Column::StateCause, Expr::value(None::<String>))
            .filter(Column::Id.eq(expired.id.uuid()))
            .filter(Column::Version.eq(i64::from(expired.version)))
            .exec(self.0)
            .await?;
        let cause = GrantEndCause::ConsentEnded;
        Grants(self.0).end_all_of(expired.id, cause, now).await?;
        Ok(())
    }
}

fn stands() -> Expr {
    Expr::col((Entity, Column::State)).ne(literal("superseded"))
}

fn standing(id: ConsentId) -> Select<Entity> {
    Entity::find()
        .filter(Column::Id.eq(id.uuid()))
        .filter(stands())
}
