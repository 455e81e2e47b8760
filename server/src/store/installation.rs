//! What is this database for?

use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QuerySelect};

use super::{
    entity::{
        audit_event, client,
        installation::{Entity, Model},
        person, signing_key,
    },
    error::StoreError,
    records::Records,
    statements::insert,
};

const DEMO: &str = "demo";

/// The row that says what the database is for.
pub struct Installation<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Installation<'_, C> {
    /// Whether it is the demo's: full of accounts and apps whose secrets everybody knows.
    pub async fn is_demo(&self) -> Result<bool, StoreError> {
        let row = Entity::find_by_id(1).one(self.0).await?;
        Ok(row.is_some_and(|row| row.kind == DEMO))
    }

    /// Whether nobody used it yet: no account, app, record, evidence or key.
    pub async fn is_unused(&self) -> Result<bool, StoreError> {
        Ok(self.has_none::<person::Entity>().await?
            && self.has_none::<client::Entity>().await?
            && Records(self.0).are_none().await?
            && self.has_none::<audit_event::Entity>().await?
            && self.has_none::<signing_key::Entity>().await?)
    }

    async fn has_none<E>(&self) -> Result<bool, StoreError>
    where
        E: EntityTrait,
        E::Model: Send + Sync,
    {
        Ok(E::find().limit(1).count(self.0).await? == 0)
    }
}

impl Installation<'_, DatabaseTransaction> {
    /// Says that it is the demo's, from now on.
    pub async fn mark_demo(&self) -> Result<(), StoreError> {
        let row = Model {
            id: 1,
            kind: DEMO.to_owned(),
        };
        insert::<Entity>(self.0, row).await
    }
}
