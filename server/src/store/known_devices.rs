//! Browsers that signed in to an account before, found by the digest of their cookie.

use domain::{Timestamp, ids::PersonId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{
    entity::known_device::{ActiveModel, Column, Entity},
    error::StoreError,
};
use crate::secret::Digest;

/// The table of known browsers.
pub struct KnownDevices<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> KnownDevices<'_, C> {
    /// Returns the number of this browser for this account; `None` if it never signed in to it. It stays the same when
    /// the cookie changes.
    pub async fn find(
        &self,
        browser: &Digest,
        account: &Digest,
    ) -> Result<Option<Uuid>, StoreError> {
        Ok(of_browser(browser)
            .filter(Column::Account.eq(account.as_bytes().as_slice()))
            .into_tuple()
            .one(self.0)
            .await?)
    }

    /// Returns the smallest number of this browser for any account; `None` if it never signed in.
    pub async fn find_any(&self, browser: &Digest) -> Result<Option<Uuid>, StoreError> {
        Ok(of_browser(browser)
            .order_by_asc(Column::Id)
            .into_tuple()
            .one(self.0)
            .await?)
    }
}

fn of_browser(browser: &Digest) -> sea_orm::Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Browser.eq(browser.as_bytes().as_slice()))
        .limit(1)
}

impl KnownDevices<'_, DatabaseTransaction> {
    /// Gives everything that is known of a browser to its new cookie; the old one is worth nothing from here on.
    pub async fn renew(&self, old: &Digest, new: &Digest) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::Browser, Expr::value(new.as_bytes().to_vec()))
            .filter(Column::Browser.eq(old.as_bytes().as_slice()))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// Notes that this browser signed in to the account; `id` is its number if it is new. Beyond `most` browsers of the
    /// account those that were seen longest ago are forgotten.
    pub async fn remember(
        &self,
        id: Uuid,
        browser: &Digest,
        account: &Digest,
        person: PersonId,
        most: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let seen_again = OnConflict::columns([Column::Browser, Column::Account])
            .update_columns([Column::SeenAt, Column::Person])
            .to_owned();
        let row = ActiveModel {
            id: Set(id),
            browser: Set(browser.as_bytes().to_vec()),
            account: Set(account.as_bytes().to_vec()),
            person: Set(person.uuid()),
            seen_at: Set(now.timestamp_millis()),
        };
        Entity::insert(row)
            .on_conflict(seen_again)
            .exec_without_returning(self.0)
            .await?;
        let beyond: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Person.eq(person.uuid()))
            .order_by_desc(Column::SeenAt)
            .order_by_desc(Column::Id)
            .offset(most)
            .limit(most)
            .into_tuple()
            .all(self.0)
            .await?;
        if !beyond.is_empty() {
            Entity::delete_many()
                .filter(Column::Id.is_in(beyond))
                .exec(self.0)
                .await?;
        }
        Ok(())
    }

    /// Forgets every browser of an account.
    pub async fn forget_of(&self, person: PersonId) -> Result<u64, StoreError> {
        let gone = Entity::delete_many()
            .filter(Column::Person.eq(person.uuid()))
            .exec(self.0)
            .await?;
        Ok(gone.rows_affected)
    }

    /// Forgets browsers that were last seen before `at`. Returns how many.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let gone = Entity::delete_many()
            .filter(Column::SeenAt.lt(at.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(gone.rows_affected)
    }
}
