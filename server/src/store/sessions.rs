//! Signed-in browsers, found by the digest of their cookie.

use domain::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    ids::{PersonId, SessionId},
    person::Person,
    session::Session,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr,
};

use super::{
    StoreError,
    entity::session::{Column, Entity, Model},
    error::Row,
    insert, one_changed,
    people::People,
};
use crate::secret::Digest;

const TABLE: &str = "session";

/// Signed-in browsers.
pub struct Sessions<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Sessions<'_, C> {
    /// The session behind a cookie, live or not, and whose it is.
    pub async fn find(&self, digest: &Digest) -> Result<Option<(Session, Person)>, StoreError> {
        let row = Entity::find()
            .filter(Column::Digest.eq(digest.as_bytes().as_slice()))
            .one(self.0)
            .await?;
        let Some(session) = row.map(session).transpose()? else {
            return Ok(None);
        };
        let person = People(self.0).find(session.person).await?;
        Ok(person.map(|person| (session, person)))
    }
}

impl Sessions<'_, DatabaseTransaction> {
    pub async fn insert(&self, session: &Session, digest: &Digest) -> Result<(), StoreError> {
        let row = Model {
            id: session.id.uuid(),
            digest: digest.as_bytes().to_vec(),
            person: session.person.uuid(),
            method: session.assurance.method.key().to_owned(),
            authenticated_at: session.assurance.authenticated_at.timestamp_millis(),
            created_at: session.created_at.timestamp_millis(),
            last_seen_at: session.last_seen_at.timestamp_millis(),
            expires_at: session.expires_at.timestamp_millis(),
        };
        insert::<Entity>(self.0, row).await
    }

    /// Writes down that it was seen.
    pub async fn touch(&self, id: SessionId, at: Timestamp) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::LastSeenAt, Expr::value(at.timestamp_millis()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Ends it; the answer is whether it was there.
    pub async fn remove(&self, id: SessionId) -> Result<bool, StoreError> {
        let removed = Entity::delete_by_id(id.uuid()).exec(self.0).await?;
        Ok(removed.rows_affected > 0)
    }

    /// Removes those that ended before `at`.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(Column::ExpiresAt.lt(at.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }
}

fn session(row: Model) -> Result<Session, StoreError> {
    let id = SessionId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    Ok(Session {
        id,
        person: PersonId::from_uuid(row.person),
        assurance: Assurance {
            method: cells.read("method", AuthenticationMethod::from_key(&row.method))?,
            authenticated_at: cells.moment("authenticated_at", row.authenticated_at)?,
        },
        created_at: cells.moment("created_at", row.created_at)?,
        last_seen_at: cells.moment("last_seen_at", row.last_seen_at)?,
        expires_at: cells.moment("expires_at", row.expires_at)?,
    })
}
