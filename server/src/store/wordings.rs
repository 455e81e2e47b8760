//! The exact texts that people were shown before they decided, each stored once under its digest.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, sea_query::OnConflict,
};

use super::{
    entity::wording::{Column, Entity, Model},
    error::StoreError,
};
use crate::secret::Digest;

/// The table of shown texts.
pub struct Wordings<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Wordings<'_, C> {
    /// Returns the text with this digest (SHA-256, lower-case hexadecimal).
    pub async fn text(&self, digest: &str) -> Result<Option<String>, StoreError> {
        let row = Entity::find_by_id(digest).one(self.0).await?;
        Ok(row.map(|row| row.text))
    }
}

impl Wordings<'_, DatabaseTransaction> {
    /// Stores a text, unless it is there. Returns its digest, which [`Wording::digest`](domain::consent::Wording)
    /// names.
    pub async fn insert(&self, text: &str) -> Result<String, StoreError> {
        let digest = Digest::of(text.as_bytes()).hex();
        let row = Model {
            digest: digest.clone(),
            text: text.to_owned(),
        };
        Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::column(Column::Digest).do_nothing().to_owned())
            .exec_without_returning(self.0)
            .await?;
        Ok(digest)
    }
}
