//! Activations, found by the digest of their link, of the code of their letter, or of what the browser holds.

use domain::{
    Timestamp,
    activation::{
        Activation, ActivationAddress, ActivationBasis, ActivationState, Opened, OpenedBy,
    },
    ids::{ActivationId, PatientId, PersonId},
    language::Language,
    name::PersonName,
    person::Email,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

use super::{
    entity::activation::{ActiveModel, Column, Entity, Model},
    error::Row,
    error::StoreError,
    statements::{insert, one_changed},
};
use crate::secret::Digest;

const TABLE: &str = "activation";

/// The table of activations.
pub struct Activations<'c, C>(pub(super) &'c C);

/// The digest of what opens an activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivationKey {
    /// Of the link of a mail.
    Link(Digest),
    /// Of the code of a letter.
    Code(Digest),
}

impl ActivationKey {
    /// Returns what is opened with it.
    pub const fn opens_by(self) -> OpenedBy {
        match self {
            Self::Link(_) => OpenedBy::Link,
            Self::Code(_) => OpenedBy::Code,
        }
    }

    fn behind(self) -> Select<Entity> {
        let (column, digest) = match self {
            Self::Link(digest) => (Column::Link, digest),
            Self::Code(digest) => (Column::Code, digest),
        };
        Entity::find().filter(column.eq(bytes(&digest)))
    }
}

fn bytes(digest: &Digest) -> Vec<u8> {
    digest.as_bytes().to_vec()
}

impl<C: ConnectionTrait> Activations<'_, C> {
    /// Returns the activation that this browser opened, whatever became of it.
    pub async fn find_by_browser(
        &self,
        browser: &Digest,
    ) -> Result<Option<Activation>, StoreError> {
        let row = Entity::find()
            .filter(Column::Browser.eq(bytes(browser)))
            .one(self.0)
            .await?;
        row.map(activation).transpose()
    }

    /// Returns every activation about this record, newest first.
    pub async fn of_patient(&self, patient: &PatientId) -> Result<Vec<Activation>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Patient.eq(patient.as_str()))
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Id)
            .all(self.0)
            .await?;
        rows.into_iter().map(activation).collect()
    }

    /// Returns the activations of this address that are neither used nor withdrawn.
    pub async fn unused_of_address(&self, email: &Email) -> Result<Vec<Activation>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Email.eq(email.as_str()))
            .filter(Column::State.eq("waiting"))
            .all(self.0)
            .await?;
        rows.into_iter().map(activation).collect()
    }
}

impl Activations<'_, DatabaseTransaction> {
    /// Adds an activation under the digest of what opens it.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if another one waits for the same record.
    pub async fn insert(&self, new: &Activation, key: ActivationKey) -> Result<(), StoreError> {
        let (link, code) = match key {
            ActivationKey::Link(digest) => (Some(bytes(&digest)), None),
            ActivationKey::Code(digest) => (None, Some(bytes(&digest))),
        };
        let (state, state_at) = state_cells(new.state);
        let row = Model {
            id: new.id.uuid(),
            person: new.person.uuid(),
            basis: new.basis.key().to_owned(),
            patient: new.patient.to_string(),
            name: new.name.to_string(),
            email: new.address.as_ref().map(|to| to.email.as_str().to_owned()),
            email_typed: new.address.as_ref().is_some_and(|to| to.is_typed),
            language: new.language.key().to_owned(),
            link,
            code,
            browser: None,
            opened_by: None,
            opened_until: None,
            wrong_answers: new.wrong_answers.into(),
            created_at: new.created_at.timestamp_millis(),
            state,
            state_at,
        };
        insert::<Entity>(self.0, row).await
    }

    /// Returns the activation that this opens, under a row lock.
    pub async fn lock(&self, key: ActivationKey) -> Result<Option<Activation>, StoreError> {
        let row = key.behind().lock_exclusive().one(self.0).await?;
        row.map(activation).transpose()
    }

    /// Returns the activation that this browser opened, under a row lock.
    pub async fn lock_by_browser(
        &self,
        browser: &Digest,
    ) -> Result<Option<Activation>, StoreError> {
        let row = Entity::find()
            .filter(Column::Browser.eq(bytes(browser)))
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(activation).transpose()
    }

    /// Saves what became of it. `browser` is the digest of what the browser holds; it is forgotten with what was open.
    pub async fn save(
        &self,
        changed: &Activation,
        browser: Option<&Digest>,
    ) -> Result<(), StoreError> {
        let (state, state_at) = state_cells(changed.state);
        let opened = changed.opened;
        let mut changes = ActiveModel {
            email: Set(changed
                .address
                .as_ref()
                .map(|to| to.email.as_str().to_owned())),
            email_typed: Set(changed.address.as_ref().is_some_and(|to| to.is_typed)),
            opened_by: Set(opened.map(|opened| opened_by_key(opened.by).to_owned())),
            opened_until: Set(opened.map(|opened| opened.until.timestamp_millis())),
            wrong_answers: Set(changed.wrong_answers.into()),
            state: Set(state),
            state_at: Set(state_at),
            ..Default::default()
        };
        if opened.is_none() {
            changes.browser = Set(None);
        } else if let Some(browser) = browser {
            changes.browser = Set(Some(bytes(browser)));
        }
        self.update(changed.id, changes).await
    }

    /// Saves the digest of a new link. An earlier one no longer opens anything.
    pub async fn save_link(&self, id: ActivationId, link: &Digest) -> Result<(), StoreError> {
        let changes = ActiveModel {
            link: Set(Some(bytes(link))),
            ..Default::default()
        };
        self.update(id, changes).await
    }

    /// Removes activations that were made before `at`, whatever became of them. Returns how many.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(Column::CreatedAt.lt(at.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }

    async fn update(&self, id: ActivationId, changes: ActiveModel) -> Result<(), StoreError> {
        let saved = Entity::update_many()
            .set(changes)
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, saved.rows_affected)
    }
}

const fn opened_by_key(by: OpenedBy) -> &'static str {
    match by {
        OpenedBy::Link => "link",
        OpenedBy::Code => "code",
    }
}

fn state_cells(state: ActivationState) -> (String, Option<i64>) {
    let (key, at) = match state {
        ActivationState::Waiting => ("waiting", None),
        ActivationState::Used { at } => ("used", Some(at)),
        ActivationState::Withdrawn { at } => ("withdrawn", Some(at)),
    };
    (key.to_owned(), at.map(|at| at.timestamp_millis()))
}

fn activation(row: Model) -> Result<Activation, StoreError> {
    let id = ActivationId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let address = cells.maybe("email", row.email, |text| Email::kept(&text).ok())?;
    Ok(Activation {
        id,
        person: PersonId::from_uuid(row.person),
        basis: cells.read("basis", ActivationBasis::from_key(&row.basis))?,
        patient: cells.read("patient", PatientId::parse(row.patient).ok())?,
        name: PersonName::kept(&row.name),
        address: address.map(|email| ActivationAddress {
            email,
            is_typed: row.email_typed,
        }),
        language: cells.read("language", Language::from_key(&row.language))?,
        wrong_answers: cells.mask("wrong_answers", row.wrong_answers, |n| u8::try_from(n).ok())?,
        created_at: cells.moment("created_at", row.created_at)?,
        opened: opened(&cells, row.opened_by.as_deref(), row.opened_until)?,
        state: state(&cells, &row.state, row.state_at)?,
    })
}

fn opened(
    cells: &Row<'_>,
    by: Option<&str>,
    until: Option<i64>,
) -> Result<Option<Opened>, StoreError> {
    let Some(by) = by else {
        return Ok(None);
    };
    let by = match by {
        "link" => OpenedBy::Link,
        "code" => OpenedBy::Code,
        _ => return Err(cells.impossible("opened_by")),
    };
    let until = cells.moment("opened_until", cells.read("opened_until", until)?)?;
    Ok(Some(Opened { by, until }))
}

fn state(cells: &Row<'_>, key: &str, at: Option<i64>) -> Result<ActivationState, StoreError> {
    let at = || -> Result<Timestamp, StoreError> {
        cells.moment("state_at", cells.read("state_at", at)?)
    };
    match key {
        "waiting" => Ok(ActivationState::Waiting),
        "used" => Ok(ActivationState::Used { at: at()? }),
        "withdrawn" => Ok(ActivationState::Withdrawn { at: at()? }),
        _ => Err(cells.impossible("state")),
    }
}
