//! Pending WebAuthn challenges, each taken once.

use domain::{
    Timestamp,
    assurance::AuthenticationMethod,
    ids::{ActivationId, CeremonyId, PersonId, SessionId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{
    entity::ceremony::{Column, Entity, Model},
    error::Row,
    error::StoreError,
    statements::{insert, one_changed},
};
use crate::secret::Digest;

const TABLE: &str = "ceremony";

/// What a WebAuthn challenge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CeremonyPurpose {
    /// Registration of a new passkey.
    Add {
        /// Who registers it.
        person: PersonId,
        /// The session that asked; no other may respond.
        session: SessionId,
        /// How the person was authenticated for it.
        method: AuthenticationMethod,
    },
    /// Sign-in: the assertion says whose it is.
    SignIn,
    /// Step-up: a proof for one action.
    Prove {
        /// Who is to prove.
        person: PersonId,
        /// The session that asked; no other may respond.
        session: SessionId,
        /// The digest of [`ProofFor::canonical`](domain::proof::ProofFor::canonical): the action that it counts
        /// for.
        bound: Digest,
    },
    /// Registration of the passkey that an account begins with.
    Activate {
        /// The activation that the account comes of.
        activation: ActivationId,
    },
}

/// A pending WebAuthn challenge.
#[derive(Clone)]
pub struct Ceremony {
    /// What the form names it by.
    pub id: CeremonyId,
    /// What it is for.
    pub purpose: CeremonyPurpose,
    /// The options for the browser, as JSON (WebAuthn Level 3 §5.4, §5.5).
    pub options: String,
    /// What the response is verified against, as webauthn-rs serialises it.
    pub state: String,
    /// When it was issued.
    pub created_at: Timestamp,
    /// When it ends without a response.
    pub expires_at: Timestamp,
}

/// The table of pending WebAuthn challenges.
pub struct Ceremonies<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Ceremonies<'_, C> {
    /// Returns the newest challenge that a session got for one action, and that lives beyond `at`.
    pub async fn find_proof(
        &self,
        session: SessionId,
        bound: &Digest,
        at: Timestamp,
    ) -> Result<Option<Ceremony>, StoreError> {
        let row = Entity::find()
            .filter(Column::Session.eq(session.uuid()))
            .filter(Column::Bound.eq(bound.as_bytes().to_vec()))
            .filter(Column::ExpiresAt.gt(at.timestamp_millis()))
            .order_by_desc(Column::ExpiresAt)
            .limit(1)
            .one(self.0)
            .await?;
        row.map(ceremony).transpose()
    }

    /// Returns a challenge without taking it; `None` if it was taken or pruned.
    pub async fn find(&self, id: CeremonyId) -> Result<Option<Ceremony>, StoreError> {
        let row = Entity::find_by_id(id.uuid()).one(self.0).await?;
        row.map(ceremony).transpose()
    }
}

impl Ceremonies<'_, DatabaseTransaction> {
    /// Adds a challenge.
    pub async fn insert(&self, new: &Ceremony) -> Result<(), StoreError> {
        let whose = |person: PersonId, session: SessionId| (person.uuid(), session.uuid());
        let (purpose, whose, method, bound) = match new.purpose {
            CeremonyPurpose::Add {
                person,
                session,
                method,
            } => ("add", Some(whose(person, session)), Some(method), None),
            CeremonyPurpose::SignIn => ("sign-in", None, None, None),
            CeremonyPurpose::Prove {
                person,
                session,
                bound,
            } => ("prove", Some(whose(person, session)), None, Some(bound)),
            CeremonyPurpose::Activate { .. } => ("activate", None, None, None),
        };
        let activation = match new.purpose {
            CeremonyPurpose::Activate { activation } => Some(activation.uuid()),
            _ => None,
        };
        let row = Model {
            id: new.id.uuid(),
            purpose: purpose.to_owned(),
            person: whose.map(|(person, _)| person),
            session: whose.map(|(_, session)| session),
            activation,
            method: method.map(|method| method.key().to_owned()),
            bound: bound.map(|digest| digest.as_bytes().to_vec()),
            options: new.options.clone(),
            state: new.state.clone(),
            created_at: new.created_at.timestamp_millis(),
            expires_at: new.expires_at.timestamp_millis(),
        };
        insert::<Entity>(self.0, row).await
    }

    /// Removes a challenge and returns it. A second response to it gets `None`.
    pub async fn take(&self, id: CeremonyId) -> Result<Option<Ceremony>, StoreError> {
        let row = Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .one(self.0)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let removed = Entity::delete_by_id(id.uuid()).exec(self.0).await?;
        one_changed(TABLE, id, removed.rows_affected)?;
        ceremony(row).map(Some)
    }

    /// Removes challenges that ended before `at`. Returns how many.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(Column::ExpiresAt.lt(at.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }
}

fn ceremony(row: Model) -> Result<Ceremony, StoreError> {
    let id = CeremonyId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let whose = || {
        let person = cells.read("person", row.person.map(PersonId::from_uuid))?;
        let session = cells.read("session", row.session.map(SessionId::from_uuid))?;
        Ok::<_, StoreError>((person, session))
    };
    let purpose = match row.purpose.as_str() {
        "add" => {
            let (person, session) = whose()?;
            let method = row.method.as_deref();
            let method = method.and_then(AuthenticationMethod::from_key);
            CeremonyPurpose::Add {
                person,
                session,
                method: cells.read("method", method)?,
            }
        }
        "sign-in" => CeremonyPurpose::SignIn,
        "prove" => {
            let (person, session) = whose()?;
            let bound = row.bound.and_then(|bytes| bytes.try_into().ok());
            let bound = Digest::from_bytes(cells.read("bound", bound)?);
            CeremonyPurpose::Prove {
                person,
                session,
                bound,
            }
        }
        "activate" => CeremonyPurpose::Activate {
            activation: cells.read("activation", row.activation.map(ActivationId::from_uuid))?,
        },
        _ => return Err(cells.impossible("purpose")),
    };
    Ok(Ceremony {
        id,
        purpose,
        options: row.options,
        state: row.state,
        created_at: cells.moment("created_at", row.created_at)?,
        expires_at: cells.moment("expires_at", row.expires_at)?,
    })
}
