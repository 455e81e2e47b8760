//! Delegations, and what caregivers request. Expiry is seen from the date, and stored when another delegation takes the
//! place.

use domain::{
    Timestamp,
    catalogue::{CategorySet, TopicSet},
    delegation::{
        AbilitySet, AgeEvents, Basis, Delegation, DelegationEndCause, DelegationState, Lasting,
        Limits, Relationship,
    },
    ids::{DelegationId, PatientId, PersonId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::{
    actors,
    entity::{
        delegation::{Column, Entity, Model},
        more_asked,
    },
    error::Row,
    error::StoreError,
    statements::{insert, literal, one_changed, replace},
};

const TABLE: &str = "delegation";
const LIVE: [&str; 2] = ["active", "needs-review"];

/// A caregiver's request for wider limits or a later end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoreAsked {
    /// What is to be widened.
    pub delegation: DelegationId,
    /// The whole limits that the delegation would have then.
    pub limits: Limits,
    /// How long it would last from the patient's decision; `None` keeps its end.
    pub lasting: Option<Lasting>,
    /// When it was requested.
    pub asked_at: Timestamp,
}

/// The tables of delegations, and of what caregivers request.
pub struct Delegations<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Delegations<'_, C> {
    /// Returns the delegation with this id, whatever its state.
    pub async fn find(&self, id: DelegationId) -> Result<Option<Delegation>, StoreError> {
        let row = Entity::find_by_id(id.uuid()).one(self.0).await?;
        row.map(delegation).transpose()
    }

    /// Returns every delegation for this patient, in any state, newest first.
    pub async fn of_subject(&self, subject: &PatientId) -> Result<Vec<Delegation>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Subject.eq(subject.as_str()))
            .order_by_desc(Column::CreatedAt)
            .all(self.0)
            .await?;
        rows.into_iter().map(delegation).collect()
    }

    /// Returns every delegation of this caregiver, in any state, newest first.
    pub async fn of_caregiver(&self, caregiver: PersonId) -> Result<Vec<Delegation>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Delegate.eq(caregiver.uuid()))
            .order_by_desc(Column::CreatedAt)
            .all(self.0)
            .await?;
        rows.into_iter().map(delegation).collect()
    }

    /// Returns the delegations of guardians that were not ended, oldest first.
    pub async fn of_guardians(&self) -> Result<Vec<Delegation>, StoreError> {
        let rows = Entity::find()
            .filter(Expr::col((Entity, Column::Basis)).eq(literal(Basis::Guardian.key())))
            .filter(is_live())
            .order_by_asc(Column::OfAgeAt)
            .all(self.0)
            .await?;
        rows.into_iter().map(delegation).collect()
    }

    /// Returns live delegations of invited caregivers that end between these moments; a guardian's end is announced as
    /// a birthday.
    pub async fn ending(
        &self,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Delegation>, StoreError> {
        let rows = Entity::find()
            .filter(is_live())
            .filter(Column::Basis.eq(Basis::Invited.key()))
            .filter(Column::Until.gte(from.timestamp_millis()))
            .filter(Column::Until.lte(until.timestamp_millis()))
            .order_by_asc(Column::Until)
            .all(self.0)
            .await?;
        rows.into_iter().map(delegation).collect()
    }

    /// Returns the pending requests of this patient's caregivers.
    pub async fn asked_of(&self, subject: &PatientId) -> Result<Vec<MoreAsked>, StoreError> {
        let rows = more_asked::Entity::find()
            .filter(
                more_asked::Column::Delegation.in_subquery(
                    sea_orm::sea_query::Query::select()
                        .column(Column::Id)
                        .from(Entity)
                        .and_where(Column::Subject.eq(subject.as_str()))
                        .to_owned(),
                ),
            )
            .order_by_asc(more_asked::Column::AskedAt)
            .all(self.0)
            .await?;
        rows.into_iter().map(asked).collect()
    }

    /// Returns the pending request under a delegation.
    pub async fn asked(&self, id: DelegationId) -> Result<Option<MoreAsked>, StoreError> {
        let row = more_asked::Entity::find_by_id(id.uuid())
            .one(self.0)
            .await?;
        row.map(asked).transpose()
    }
}

impl Delegations<'_, DatabaseTransaction> {
    /// Returns the delegation under a row lock.
    pub async fn lock(&self, id: DelegationId) -> Result<Option<Delegation>, StoreError> {
        let row = Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(delegation).transpose()
    }

    /// Adds a delegation. An expired one of the same two is closed as expired.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if the two have a live one.
    pub async fn insert(&self, new: &Delegation) -> Result<(), StoreError> {
        let before = Entity::find()
            .filter(Column::Subject.eq(new.subject.as_str()))
            .filter(Column::Delegate.eq(new.caregiver.uuid()))
            .filter(is_live())
            .lock_exclusive()
            .one(self.0)
            .await?;
        if let Some(before) = before.map(delegation).transpose()?
            && !before.is_live(new.created_at)
        {
            Entity::update_many()
                .col_expr(Column::State, Expr::value("expired"))
                .col_expr(Column::StateAt, Expr::value(None::<i64>))
                .filter(Column::Id.eq(before.id.uuid()))
                .exec(self.0)
                .await?;
        }
        insert::<Entity>(self.0, row(new)).await
    }

    /// Saves a change.
    pub async fn save(&self, changed: &Delegation) -> Result<(), StoreError> {
        replace::<Entity>(self.0, TABLE, changed.id, row(changed)).await
    }

    /// Saves when it was last used.
    pub async fn touch(&self, id: DelegationId, at: Timestamp) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::LastUsedAt, Expr::value(at.timestamp_millis()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Stores a request in place of an earlier one.
    pub async fn ask(&self, wanted: &MoreAsked) -> Result<(), StoreError> {
        use more_asked::Column as C;
        let row = more_asked::Model {
            delegation: wanted.delegation.uuid(),
            categories: wanted.limits.categories.mask().into(),
            topics: wanted.limits.topics.mask().into(),
            abilities: wanted.limits.abilities.mask().into(),
            months: wanted.lasting.map(|lasting| lasting.months().into()),
            asked_at: wanted.asked_at.timestamp_millis(),
        };
        let newest = OnConflict::column(C::Delegation)
            .update_columns([
                C::Categories,
                C::Topics,
                C::Abilities,
                C::Months,
                C::AskedAt,
            ])
            .to_owned();
        more_asked::Entity::insert(row.into_active_model())
            .on_conflict(newest)
            .exec_without_returning(self.0)
            .await?;
        Ok(())
    }

    /// Removes a pending request. Returns whether there was one.
    pub async fn forget_asked(&self, id: DelegationId) -> Result<bool, StoreError> {
        let removed = more_asked::Entity::delete_by_id(id.uuid())
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected > 0)
    }
}

fn row(delegation: &Delegation) -> Model {
    let millis = |at: Timestamp| at.timestamp_millis();
    let (state, state_at, ended) = match &delegation.state {
        DelegationState::Active => ("active", None, None),
        DelegationState::NeedsReview { since } => ("needs-review", Some(*since), None),
        DelegationState::Ended { by, at, cause } => ("ended", Some(*at), Some((by, cause))),
    };
    Model {
        id: delegation.id.uuid(),
        subject: delegation.subject.to_string(),
        delegate: delegation.caregiver.uuid(),
        basis: delegation.basis.key().to_owned(),
        relationship: delegation.relationship.key().to_owned(),
        categories: delegation.limits.categories.mask().into(),
        topics: delegation.limits.topics.mask().into(),
        abilities: delegation.limits.abilities.mask().into(),
        created_at: millis(delegation.created_at),
        decided_at: millis(delegation.decided_at),
        topics_until: millis(delegation.topics_until),
        until: millis(delegation.until),
        last_used_at: millis(delegation.last_used_at),
        narrow_at: delegation.ages.map(|ages| millis(ages.narrow_at)),
        suspend_at: delegation.ages.and_then(|ages| ages.suspend_at).map(millis),
        of_age_at: delegation.ages.map(|ages| millis(ages.end_at)),
        state: state.to_owned(),
        state_at: state_at.map(millis),
        ended_by: ended.map(|(by, _)| actors::write(by)),
        end_cause: ended.map(|(_, cause)| cause.key().to_owned()),
    }
}

pub(super) fn delegation(row: Model) -> Result<Delegation, StoreError> {
    let id = DelegationId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let moment = |column, at: Option<i64>| at.map(|at| cells.moment(column, at)).transpose();
    let ages = match (
        moment("narrow_at", row.narrow_at)?,
        moment("of_age_at", row.of_age_at)?,
    ) {
        (Some(narrow_at), Some(end_at)) => Some(AgeEvents {
            narrow_at,
            suspend_at: moment("suspend_at", row.suspend_at)?,
            end_at,
        }),
        _ => None,
    };
    let state_at = moment("state_at", row.state_at)?;
    let state = match row.state.as_str() {
        // Expiry is seen from the dates, so the stored state is the one before it.
        "active" | "expired" => DelegationState::Active,
        "needs-review" => DelegationState::NeedsReview {
            since: cells.read("state_at", state_at)?,
        },
        "ended" => DelegationState::Ended {
            by: cells.read("ended_by", row.ended_by.as_deref().and_then(actors::read))?,
            at: cells.read("state_at", state_at)?,
            cause: cells.read(
                "end_cause",
                row.end_cause
                    .as_deref()
                    .and_then(DelegationEndCause::from_key),
            )?,
        },
        _ => return Err(cells.impossible("state")),
    };
    Ok(Delegation {
        id,
        subject: cells.read("subject", PatientId::parse(row.subject.as_str()).ok())?,
        caregiver: PersonId::from_uuid(row.delegate),
        basis: cells.read("basis", Basis::from_key(&row.basis))?,
        relationship: cells.read("relationship", Relationship::from_key(&row.relationship))?,
        limits: limits(&cells, row.categories, row.topics, row.abilities)?,
        created_at: cells.moment("created_at", row.created_at)?,
        decided_at: cells.moment("decided_at", row.decided_at)?,
        topics_until: cells.moment("topics_until", row.topics_until)?,
        until: cells.moment("until", row.until)?,
        last_used_at: cells.moment("last_used_at", row.last_used_at)?,
        ages,
        state,
    })
}

fn is_live() -> Expr {
    Expr::col((Entity, Column::State)).is_in(LIVE.map(literal))
}

pub(super) fn limits(
    cells: &Row<'_>,
    categories: i64,
    topics: i64,
    abilities: i64,
) -> Result<Limits, StoreError> {
    Ok(Limits {
        categories: cells.mask("categories", categories, CategorySet::from_mask)?,
        topics: cells.mask("topics", topics, TopicSet::from_mask)?,
        abilities: cells.mask("abilities", abilities, AbilitySet::from_mask)?,
    })
}

fn asked(row: more_asked::Model) -> Result<MoreAsked, StoreError> {
    let delegation = DelegationId::from_uuid(row.delegation);
    let cells = Row::of("more_asked", &delegation);
    Ok(MoreAsked {
        delegation,
        limits: limits(&cells, row.categories, row.topics, row.abilities)?,
        lasting: cells.maybe("months", row.months, |months| {
            u8::try_from(months)
                .ok()
                .and_then(|months| Lasting::of_months(months).ok())
        })?,
        asked_at: cells.moment("asked_at", row.asked_at)?,
    })
}
