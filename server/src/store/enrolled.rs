//! What is stored of somebody whom the hospital names: their record, the answer that they are asked for, and whether
//! their account is locked.

use domain::{
    Timestamp,
    activation::{ActivationQuestion, KnownAnswer},
    catalogue::ResourceType,
    ids::{PatientId, PersonId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use serde_json::Value;

use super::{
    entity::person::{Column, Entity},
    error::StoreError,
    people::People,
    records::Records,
    statements::one_changed,
};

impl<C: ConnectionTrait> People<'_, C> {
    /// Whether there is such a record of a patient.
    pub async fn has_record(&self, patient: &PatientId) -> Result<bool, StoreError> {
        let records = Records(self.0);
        let found = records.find(ResourceType::Patient, patient.as_str());
        Ok(found.await?.is_some())
    }

    /// Returns the patients who carry this business identifier (FHIR R4 `Patient.identifier`), or were kept in the place of
    /// one who did. More than one is one too many.
    pub async fn identified(
        &self,
        system: &str,
        value: &str,
    ) -> Result<Vec<PatientId>, StoreError> {
        let ids = Records(self.0).patients_with(system, value).await?;
        Ok(ids
            .into_iter()
            .filter_map(|id| PatientId::parse(id).ok())
            .collect())
    }

    /// Returns the answer that the record has to the hospital's question; `None` if it has none.
    pub async fn known_answer(
        &self,
        patient: &PatientId,
        question: ActivationQuestion,
    ) -> Result<Option<KnownAnswer>, StoreError> {
        match question {
            ActivationQuestion::BirthDate => {
                Ok(self.birth_date(patient).await?.map(KnownAnswer::BirthDate))
            }
            ActivationQuestion::PostalCode => {
                let found = Records(self.0).identities(&[patient.as_str()]).await?;
                let codes = found.get(patient.as_str());
                let codes = codes.map(|body| postal_codes(body)).unwrap_or_default();
                Ok((!codes.is_empty()).then_some(KnownAnswer::PostalCode(codes)))
            }
        }
    }

    /// Returns since when nobody can sign in to this account; `None` if it is not locked.
    pub async fn locked_at(&self, id: PersonId) -> Result<Option<Timestamp>, StoreError> {
        let at: Option<Option<i64>> = Entity::find_by_id(id.uuid())
            .select_only()
            .column(Column::LockedAt)
            .into_tuple()
            .one(self.0)
            .await?;
        Ok(at.flatten().and_then(Timestamp::from_timestamp_millis))
    }
}

impl People<'_, DatabaseTransaction> {
    /// As [`People::locked_at`], under a row lock: a sign-in and a lock do not pass each other.
    pub async fn lock_sign_in(&self, id: PersonId) -> Result<Option<Timestamp>, StoreError> {
        let row = Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .one(self.0)
            .await?;
        Ok(row
            .and_then(|row| row.locked_at)
            .and_then(Timestamp::from_timestamp_millis))
    }

    /// Saves since when nobody can sign in; `None` opens the account again.
    pub async fn save_locked(&self, id: PersonId, at: Option<Timestamp>) -> Result<(), StoreError> {
        let at = at.map(|at| at.timestamp_millis());
        let changed = Entity::update_many()
            .col_expr(Column::LockedAt, Expr::value(at))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.0)
            .await?;
        one_changed("person", id, changed.rows_affected)
    }
}

fn postal_codes(body: &str) -> Vec<String> {
    let patient: Value = serde_json::from_str(body).unwrap_or_default();
    let addresses = patient.get("address").and_then(Value::as_array);
    let codes = addresses.into_iter().flatten();
    let codes = codes.filter_map(|address| address.get("postalCode")?.as_str());
    codes
        .filter(|code| !code.trim().is_empty())
        .map(str::to_owned)
        .collect()
}
