//! Accounts and their password hashes.

use std::{collections::BTreeMap, fmt};

use chrono::NaiveDate;
use domain::{
    Timestamp,
    actor::StaffRole,
    ids::{PatientId, PersonId},
    language::Language,
    name::PersonName,
    person::{Email, Person},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    entity::person::{Column, Entity, Model},
    error::Row,
    error::StoreError,
    records::Records,
    statements::{insert, one_changed},
};

const TABLE: &str = "person";

/// An argon2id hash in PHC string format. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Wraps a hash in PHC string format.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// Returns the hash in PHC string format.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// The table of accounts.
pub struct People<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> People<'_, C> {
    /// Returns the account with this id.
    pub async fn find(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let row = Entity::find_by_id(id.uuid()).one(self.0).await?;
        row.map(person).transpose()
    }

    /// Returns the account with this address, and its password hash.
    pub async fn find_by_email(
        &self,
        email: &Email,
    ) -> Result<Option<(Person, PasswordHash)>, StoreError> {
        let row = Entity::find()
            .filter(Column::Email.eq(email.as_str()))
            .one(self.0)
            .await?;
        row.map(with_hash).transpose()
    }

    /// Returns the account with this id, and its password hash.
    pub async fn find_with_password(
        &self,
        id: PersonId,
    ) -> Result<Option<(Person, PasswordHash)>, StoreError> {
        let row = Entity::find_by_id(id.uuid()).one(self.0).await?;
        row.map(with_hash).transpose()
    }

    /// Returns the display names of these accounts; an account that does not exist is missing.
    pub async fn names(
        &self,
        ids: &[PersonId],
    ) -> Result<BTreeMap<PersonId, PersonName>, StoreError> {
        let rows: Vec<(Uuid, String)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::Name])
            .filter(Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(self.0)
            .await?;
        let named = |(id, name): (Uuid, String)| (PersonId::from_uuid(id), PersonName::kept(&name));
        Ok(rows.into_iter().map(named).collect())
    }

    /// Whether quiet mode is on: no notice about this person's delegations goes to the other side.
    pub async fn quiet_mode(&self, id: PersonId) -> Result<bool, StoreError> {
        let quiet: Option<bool> = Entity::find_by_id(id.uuid())
            .select_only()
            .column(Column::QuietMode)
            .into_tuple()
            .one(self.0)
            .await?;
        Ok(quiet.unwrap_or_default())
    }

    /// Whether the person chose that nothing but a passkey signs in.
    pub async fn only_passkeys(&self, id: PersonId) -> Result<bool, StoreError> {
        let only: Option<bool> = Entity::find_by_id(id.uuid())
            .select_only()
            .column(Column::OnlyPasskeys)
            .into_tuple()
            .one(self.0)
            .await?;
        Ok(only.unwrap_or_default())
    }

    /// Whether quiet mode is on for the account whose own record this is; `false` if the patient has none.
    pub async fn quiet_mode_of(&self, patient: &PatientId) -> Result<bool, StoreError> {
        let quiet: Option<bool> = Entity::find()
            .select_only()
            .column(Column::QuietMode)
            .filter(Column::Patient.eq(patient.as_str()))
            .into_tuple()
            .one(self.0)
            .await?;
        Ok(quiet.unwrap_or_default())
    }

    /// Returns accounts with a record of their own that were there before a moment, in the order of their ids, behind a
    /// place in it.
    pub async fn patients_before(
        &self,
        moment: Timestamp,
        after: Option<PersonId>,
        limit: u64,
    ) -> Result<Vec<PersonId>, StoreError> {
        let mut query = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Patient.is_not_null())
            .filter(Column::CreatedAt.lt(moment.timestamp_millis()));
        if let Some(after) = after {
            query = query.filter(Column::Id.gt(after.uuid()));
        }
        let ids: Vec<Uuid> = query
            .order_by_asc(Column::Id)
            .limit(limit)
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(ids.into_iter().map(PersonId::from_uuid).collect())
    }

    /// Returns the account whose own record this is; `None` if the patient has none.
    pub async fn find_by_patient(&self, patient: &PatientId) -> Result<Option<Person>, StoreError> {
        let row = Entity::find()
            .filter(Column::Patient.eq(patient.as_str()))
            .one(self.0)
            .await?;
        row.map(person).transpose()
    }

    /// Returns the display name of a patient: of their account, or else of the record. `None` if neither has one.
    pub async fn name_of_patient(
        &self,
        patient: &PatientId,
    ) -> Result<Option<PersonName>, StoreError> {
        if let Some(person) = self.find_by_patient(patient).await? {
            return Ok(Some(person.name));
        }
        let found = Records(self.0).identities(&[patient.as_str()]).await?;
        let name = found.get(patient.as_str()).and_then(|body| name_in(body));
        Ok(name.as_deref().map(PersonName::kept))
    }

    /// Returns when a patient was born (FHIR R4 `Patient.birthDate`); `None` without a whole day.
    pub async fn birth_date(&self, patient: &PatientId) -> Result<Option<NaiveDate>, StoreError> {
        let found = Records(self.0).identities(&[patient.as_str()]).await?;
        let patient: Option<Value> = found
            .get(patient.as_str())
            .and_then(|body| serde_json::from_str(body).ok());
        Ok(patient.and_then(|patient| patient.get("birthDate")?.as_str()?.parse().ok()))
    }
}

/// The first name of a FHIR Patient: as one text, or from its parts.
fn name_in(body: &str) -> Option<String> {
    let patient: Value = serde_json::from_str(body).ok()?;
    let name = patient.get("name")?.get(0)?;
    if let Some(text) = name.get("text").and_then(Value::as_str) {
        return Some(text.to_owned());
    }
    let given = name.get("given").and_then(Value::as_array);
    let given = given.into_iter().flatten().filter_map(Value::as_str);
    let family = name.get("family").and_then(Value::as_str);
    let parts: Vec<&str> = given.chain(family).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

impl People<'_, DatabaseTransaction> {
    /// Adds an account.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if another account has the address or the record.
    pub async fn insert(&self, person: &Person, hash: &PasswordHash) -> Result<(), StoreError> {
        let row = Model {
            id: person.id.uuid(),
            email: person.email.as_str().to_owned(),
            name: person.name.to_string(),
            password_hash: hash.0.clone(),
            language: person.language.key().to_owned(),
            patient: person.patient.as_ref().map(ToString::to_string),
            role: person.role.map(|role| role.key().to_owned()),
            created_at: person.created_at.timestamp_millis(),
            quiet_mode: false,
            only_passkeys: false,
            locked_at: None,
        };
        insert::<Entity>(self.0, row).await
    }

    /// Saves which record is the holder's own; `None` takes it.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if another account has the record.
    pub async fn save_patient(
        &self,
        id: PersonId,
        patient: Option<&PatientId>,
    ) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::Patient, Expr::value(patient.map(PatientId::as_str)))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Saves the role of a member of staff; `None` takes it.
    pub async fn save_role(&self, id: PersonId, role: Option<StaffRole>) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::Role, Expr::value(role.map(StaffRole::key)))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Saves the language of pages and mails.
    pub async fn save_language(&self, id: PersonId, language: Language) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::Language, Expr::value(language.key()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Turns quiet mode on or off.
    pub async fn save_quiet_mode(&self, id: PersonId, quiet: bool) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::QuietMode, Expr::value(quiet))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Saves whether nothing but a passkey signs in.
    pub async fn save_only_passkeys(&self, id: PersonId, only: bool) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::OnlyPasskeys, Expr::value(only))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }

    /// Replaces the password hash.
    pub async fn save_password(&self, id: PersonId, hash: &PasswordHash) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::PasswordHash, Expr::value(hash.expose()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }
}

fn with_hash(row: Model) -> Result<(Person, PasswordHash), StoreError> {
    let hash = PasswordHash(row.password_hash.clone());
    Ok((person(row)?, hash))
}

pub(super) fn person(row: Model) -> Result<Person, StoreError> {
    let id = PersonId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    Ok(Person {
        id,
        email: cells.read("email", Email::kept(&row.email).ok())?,
        name: PersonName::kept(&row.name),
        language: cells.read("language", Language::from_key(&row.language))?,
        patient: cells.maybe("patient", row.patient, |text| PatientId::parse(text).ok())?,
        role: cells.maybe("role", row.role, |key| StaffRole::from_key(&key))?,
        created_at: cells.moment("created_at", row.created_at)?,
    })
}
