//! By which proof something came about that lets somebody in: a delegation, paper codes, a link to the provider.

use domain::{
    Timestamp,
    assurance::AuthenticationMethod,
    ids::{DelegationId, PersonId},
};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{
    entity::decided_by::{Column, Entity, Model},
    error::Row,
    error::StoreError,
};

/// Something that lets somebody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetsIn {
    /// A delegation, from its invitation on.
    Delegation(DelegationId),
    /// The paper codes of an account.
    PaperCodes(PersonId),
    /// The identity of the provider that is linked to an account.
    UpstreamLink(PersonId),
}

impl LetsIn {
    fn key(self) -> (&'static str, Uuid) {
        match self {
            Self::Delegation(id) => ("delegation", id.uuid()),
            Self::PaperCodes(person) => ("paper-codes", person.uuid()),
            Self::UpstreamLink(person) => ("upstream-link", person.uuid()),
        }
    }
}

/// The table of proofs behind what lets somebody in.
pub struct DecidedBy<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> DecidedBy<'_, C> {
    /// Returns by which method it was decided, and when; `None` if that was not kept.
    pub async fn find(
        &self,
        what: LetsIn,
    ) -> Result<Option<(AuthenticationMethod, Timestamp)>, StoreError> {
        let (what, id) = what.key();
        let row = Entity::find_by_id((what.to_owned(), id))
            .one(self.0)
            .await?;
        row.map(decided).transpose()
    }
}

impl DecidedBy<'_, DatabaseTransaction> {
    /// Saves by which method it was decided, in place of an earlier decision.
    pub async fn save(
        &self,
        what: LetsIn,
        method: AuthenticationMethod,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let (what, id) = what.key();
        let row = Model {
            what: what.to_owned(),
            id,
            method: method.key().to_owned(),
            at: at.timestamp_millis(),
        };
        let newest = OnConflict::columns([Column::What, Column::Id])
            .update_columns([Column::Method, Column::At])
            .to_owned();
        Entity::insert(row.into_active_model())
            .on_conflict(newest)
            .exec_without_returning(self.0)
            .await?;
        Ok(())
    }
}

fn decided(row: Model) -> Result<(AuthenticationMethod, Timestamp), StoreError> {
    let cells = Row::of("decided_by", &row.id);
    let method = AuthenticationMethod::from_key(&row.method);
    Ok((cells.read("method", method)?, cells.moment("at", row.at)?))
}
