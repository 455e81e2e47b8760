//! Portal sessions, found by the digest of their cookie.

use domain::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    device::{Browser, Device, System},
    ids::{AuthorizationRequestId, DelegationId, PersonId, SessionId},
    person::Person,
    session::Session,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, prelude::Uuid, sea_query::Expr,
};

use super::{
    entity::session::{Column, Entity, Model},
    error::Row,
    error::StoreError,
    people::People,
    statements::{insert, one_changed},
};
use crate::secret::Digest;

const TABLE: &str = "session";

/// The table of portal sessions.
pub struct Sessions<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Sessions<'_, C> {
    /// Returns the session behind the digest of a cookie, live or not, with its account; `None` if it was removed.
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

    /// Returns the sessions of an account, live or not, the one seen last first.
    pub async fn list_of(&self, person: PersonId) -> Result<Vec<Session>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Person.eq(person.uuid()))
            .order_by_desc(Column::LastSeenAt)
            .order_by_desc(Column::Id)
            .all(self.0)
            .await?;
        rows.into_iter().map(session).collect()
    }
}

impl Sessions<'_, DatabaseTransaction> {
    /// Adds a session under the digest of its cookie.
    pub async fn insert(&self, session: &Session, digest: &Digest) -> Result<(), StoreError> {
        let row = Model {
            id: session.id.uuid(),
            digest: digest.as_bytes().to_vec(),
            person: session.person.uuid(),
            method: session.assurance.method.key().to_owned(),
            authenticated_at: session.assurance.authenticated_at.timestamp_millis(),
            weak: session.is_weak,
            created_at: session.created_at.timestamp_millis(),
            last_seen_at: session.last_seen_at.timestamp_millis(),
            expires_at: session.expires_at.timestamp_millis(),
            browser: session
                .device
                .browser
                .map(|browser| browser.key().to_owned()),
            system: session.device.system.map(|system| system.key().to_owned()),
            proved_method: session.proved.map(|proved| proved.method.key().to_owned()),
            proved_at: session
                .proved
                .map(|proved| proved.authenticated_at.timestamp_millis()),
            acting_for: session.acting_for.map(DelegationId::uuid),
            led_by: session.led_by.map(AuthorizationRequestId::uuid),
        };
        insert::<Entity>(self.0, row).await
    }

    /// Saves when it was last seen.
    pub async fn touch(&self, id: SessionId, at: Timestamp) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::LastSeenAt, Expr::value(at.timestamp_millis()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Returns a session under a row lock; `None` if it was removed.
    pub async fn lock(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        let row = Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(session).transpose()
    }

    /// Replaces the cookie: the old one no longer works. What the session says was proved in it is saved too.
    pub async fn renew(&self, session: &Session, digest: &Digest) -> Result<(), StoreError> {
        let method = session.proved.map(|proved| proved.method.key());
        let at = session
            .proved
            .map(|proved| proved.authenticated_at.timestamp_millis());
        let changed = Entity::update_many()
            .col_expr(Column::Digest, Expr::value(digest.as_bytes().to_vec()))
            .col_expr(Column::ProvedMethod, Expr::value(method))
            .col_expr(Column::ProvedAt, Expr::value(at))
            .filter(Column::Id.eq(session.id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, session.id, changed.rows_affected)
    }

    /// Uses up the sign-in of a session as the proof for the request that led to it. Returns whether it was unused.
    pub async fn use_sign_in(
        &self,
        id: SessionId,
        request: AuthorizationRequestId,
    ) -> Result<bool, StoreError> {
        let used = Entity::update_many()
            .col_expr(Column::LedBy, Expr::value(None::<Uuid>))
            .filter(Column::Id.eq(id.uuid()))
            .filter(Column::LedBy.eq(request.uuid()))
            .exec(self.0)
            .await?;
        Ok(used.rows_affected == 1)
    }

    /// No sign-in of this account is a proof any more that was not made by this method.
    pub async fn end_sign_in_proofs_but_by(
        &self,
        person: PersonId,
        method: AuthenticationMethod,
    ) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::LedBy, Expr::value(None::<Uuid>))
            .filter(Column::Person.eq(person.uuid()))
            .filter(Column::Method.ne(method.key()))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// Removes every session of this account but one, or all. Returns how many.
    pub async fn remove_of(
        &self,
        person: PersonId,
        except: Option<SessionId>,
    ) -> Result<u64, StoreError> {
        let mut others = Entity::delete_many().filter(Column::Person.eq(person.uuid()));
        if let Some(kept) = except {
            others = others.filter(Column::Id.ne(kept.uuid()));
        }
        Ok(others.exec(self.0).await?.rows_affected)
    }

    /// Saves the delegation under which the person acts in this browser; `None` for their own record.
    pub async fn save_acting(
        &self,
        id: SessionId,
        acting_for: Option<DelegationId>,
    ) -> Result<(), StoreError> {
        let acting_for = acting_for.map(DelegationId::uuid);
        let changed = Entity::update_many()
            .col_expr(Column::ActingFor, Expr::value(acting_for))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Removes a session. Returns whether it existed.
    pub async fn remove(&self, id: SessionId) -> Result<bool, StoreError> {
        let removed = Entity::delete_by_id(id.uuid()).exec(self.0).await?;
        Ok(removed.rows_affected > 0)
    }

    /// Removes the sessions of an account that were signed in to by this method, except one. Returns how many.
    pub async fn remove_by(
        &self,
        person: PersonId,
        method: AuthenticationMethod,
        but: SessionId,
    ) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(Column::Person.eq(person.uuid()))
            .filter(Column::Method.eq(method.key()))
            .filter(Column::Id.ne(but.uuid()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }

    /// Removes sessions that ended before `at`. Returns how many.
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
    let proved_at = row.proved_at;
    let proved = cells.maybe("proved_method", row.proved_method, |key| {
        AuthenticationMethod::from_key(&key)
    })?;
    let proved = match proved {
        None => None,
        Some(method) => Some(Assurance {
            method,
            authenticated_at: cells.moment("proved_at", cells.read("proved_at", proved_at)?)?,
        }),
    };
    Ok(Session {
        id,
        person: PersonId::from_uuid(row.person),
        assurance: Assurance {
            method: cells.read("method", AuthenticationMethod::from_key(&row.method))?,
            authenticated_at: cells.moment("authenticated_at", row.authenticated_at)?,
        },
        is_weak: row.weak,
        created_at: cells.moment("created_at", row.created_at)?,
        last_seen_at: cells.moment("last_seen_at", row.last_seen_at)?,
        expires_at: cells.moment("expires_at", row.expires_at)?,
        proved,
        device: Device {
            browser: cells.maybe("browser", row.browser, |key| Browser::from_key(&key))?,
            system: cells.maybe("system", row.system, |key| System::from_key(&key))?,
        },
        acting_for: row.acting_for.map(DelegationId::from_uuid),
        led_by: row.led_by.map(AuthorizationRequestId::from_uuid),
    })
}
