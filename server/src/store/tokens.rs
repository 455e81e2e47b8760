//! Access and refresh tokens, found by their digests.

use domain::{
    Timestamp,
    ids::GrantId,
    scope::ScopeSet,
    token::{AccessToken, RefreshState, RefreshToken},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};

use super::{
    entity::{access_token, refresh_token},
    error::Row,
    error::StoreError,
    statements::{insert, replace},
};
use crate::secret::{Digest, SuccessorSalt};

/// The tables of access tokens and refresh tokens, by their digests.
pub struct Tokens<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Tokens<'_, C> {
    /// Returns what an access token stands for, expired or not.
    pub async fn find_access(&self, digest: &Digest) -> Result<Option<AccessToken>, StoreError> {
        let row = access_token::Entity::find_by_id(digest.as_bytes().to_vec())
            .one(self.0)
            .await?;
        row.map(access).transpose()
    }

    /// Returns what a refresh token stands for, rotated or not.
    pub async fn find_refresh(&self, digest: &Digest) -> Result<Option<RefreshToken>, StoreError> {
        let row = refresh_token::Entity::find_by_id(digest.as_bytes().to_vec())
            .one(self.0)
            .await?;
        row.map(refresh).transpose()
    }
}

impl Tokens<'_, DatabaseTransaction> {
    /// Adds an access token under its digest.
    pub async fn insert_access(
        &self,
        digest: &Digest,
        token: &AccessToken,
    ) -> Result<(), StoreError> {
        let row = access_token::Model {
            digest: digest.as_bytes().to_vec(),
            consent_grant: token.grant.uuid(),
            scope: token.scope.to_string(),
            issued_at: token.issued_at.timestamp_millis(),
            expires_at: token.expires_at.timestamp_millis(),
        };
        insert::<access_token::Entity>(self.0, row).await
    }

    /// Adds a refresh token under its digest.
    pub async fn insert_refresh(
        &self,
        digest: &Digest,
        token: &RefreshToken,
    ) -> Result<(), StoreError> {
        insert::<refresh_token::Entity>(self.0, refresh_row(digest, token)).await
    }

    /// Returns what a refresh token stands for, under a row lock.
    pub async fn lock_refresh(&self, digest: &Digest) -> Result<Option<RefreshToken>, StoreError> {
        let row = refresh_token::Entity::find_by_id(digest.as_bytes().to_vec())
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(refresh).transpose()
    }

    /// Saves a rotation, with what tells a retry its successor.
    pub async fn save_refresh(
        &self,
        digest: &Digest,
        token: &RefreshToken,
        salt: &SuccessorSalt,
    ) -> Result<(), StoreError> {
        let row = refresh_token::Model {
            successor_salt: Some(salt.as_bytes().to_vec()),
            ..refresh_row(digest, token)
        };
        replace::<refresh_token::Entity>(self.0, "refresh_token", token.grant, row).await
    }

    /// Returns what led from a rotated token to its successor; `None` if no retry can come any more.
    pub async fn successor_salt(
        &self,
        digest: &Digest,
    ) -> Result<Option<SuccessorSalt>, StoreError> {
        let row = refresh_token::Entity::find_by_id(digest.as_bytes().to_vec())
            .one(self.0)
            .await?;
        let Some((stored, grant)) =
            row.and_then(|row| Some((row.successor_salt?, row.consent_grant)))
        else {
            return Ok(None);
        };
        let grant = GrantId::from_uuid(grant);
        let cells = Row::of("refresh_token", &grant);
        let salt = stored.as_slice().try_into().ok();
        let salt = cells.read("successor_salt", salt)?;
        Ok(Some(SuccessorSalt::from_bytes(salt)))
    }

    /// Forgets what led to the successors of tokens that were rotated before `at`. Returns how many.
    pub async fn forget_successors(&self, at: Timestamp) -> Result<u64, StoreError> {
        let forgotten = refresh_token::Entity::update_many()
            .col_expr(
                refresh_token::Column::SuccessorSalt,
                Expr::value(Option::<Vec<u8>>::None),
            )
            .filter(refresh_token::Column::SuccessorSalt.is_not_null())
            .filter(refresh_token::Column::RotatedAt.lt(at.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(forgotten.rows_affected)
    }

    /// Removes an access token. Returns whether it existed.
    pub async fn remove_access(&self, digest: &Digest) -> Result<bool, StoreError> {
        let removed = access_token::Entity::delete_by_id(digest.as_bytes().to_vec())
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected > 0)
    }

    /// Removes access tokens that expired before `at`. Rotated refresh tokens stay as long as a replay can be detected.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let at = at.timestamp_millis();
        let access = access_token::Entity::delete_many()
            .filter(access_token::Column::ExpiresAt.lt(at))
            .exec(self.0)
            .await?;
        let refresh = refresh_token::Entity::delete_many()
            .filter(refresh_token::Column::ExpiresAt.lt(at))
            .exec(self.0)
            .await?;
        Ok(access.rows_affected + refresh.rows_affected)
    }
}

pub(super) fn access(row: access_token::Model) -> Result<AccessToken, StoreError> {
    let grant = GrantId::from_uuid(row.consent_grant);
    let cells = Row::of("access_token", &grant);
    Ok(AccessToken {
        grant,
        scope: ScopeSet::parse(&row.scope),
        issued_at: cells.moment("issued_at", row.issued_at)?,
        expires_at: cells.moment("expires_at", row.expires_at)?,
    })
}

fn refresh_row(digest: &Digest, token: &RefreshToken) -> refresh_token::Model {
    refresh_token::Model {
        digest: digest.as_bytes().to_vec(),
        consent_grant: token.grant.uuid(),
        issued_at: token.issued_at.timestamp_millis(),
        expires_at: token.expires_at.timestamp_millis(),
        rotated_at: match token.state {
            RefreshState::Valid => None,
            RefreshState::Rotated { at } => Some(at.timestamp_millis()),
        },
        successor_salt: None,
    }
}

fn refresh(row: refresh_token::Model) -> Result<RefreshToken, StoreError> {
    let grant = GrantId::from_uuid(row.consent_grant);
    let cells = Row::of("refresh_token", &grant);
    let state = match row.rotated_at {
        None => RefreshState::Valid,
        Some(at) => RefreshState::Rotated {
            at: cells.moment("rotated_at", at)?,
        },
    };
    Ok(RefreshToken {
        grant,
        issued_at: cells.moment("issued_at", row.issued_at)?,
        expires_at: cells.moment("expires_at", row.expires_at)?,
        state,
    })
}
