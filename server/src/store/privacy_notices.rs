//! The versions of the hospital's privacy notice, and how far patients were told of the newest.

use std::collections::BTreeMap;

use domain::{
    Timestamp,
    ids::PersonId,
    language::Language,
    privacy::{PrivacyNotice, PrivacyTexts},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, sea_query::Expr,
};

use super::{
    entity::privacy_notice::{Column, Entity, Model},
    error::{Row, StoreError},
    statements::{insert, one_changed},
};
use crate::secret::Digest;

const TABLE: &str = "privacy_notice";

/// The table of privacy notices.
pub struct PrivacyNotices<'c, C>(pub(super) &'c C);

/// A version as it is stored.
#[derive(Clone, Debug)]
pub struct StoredPrivacyNotice {
    /// What it says, and since when.
    pub notice: PrivacyNotice,
    /// SHA-256 of its texts, in lower-case hexadecimal.
    digest: String,
    /// How far patients were told of it.
    pub told: TellingProgress,
}

/// How far patients were told of a version, in the order of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TellingProgress {
    /// Up to this one; `None` if nobody was.
    After(Option<PersonId>),
    /// All of them, at this time.
    Done(Timestamp),
}

impl StoredPrivacyNotice {
    /// Whether these are its texts, by their digest.
    pub fn says(&self, texts: &PrivacyTexts) -> bool {
        self.digest == digest(texts)
    }
}

impl<C: ConnectionTrait> PrivacyNotices<'_, C> {
    /// Returns the newest version.
    pub async fn newest(&self) -> Result<Option<StoredPrivacyNotice>, StoreError> {
        let row = newest().one(self.0).await?;
        row.map(stored).transpose()
    }

    /// Returns a version.
    pub async fn find(&self, version: u32) -> Result<Option<StoredPrivacyNotice>, StoreError> {
        let row = Entity::find_by_id(i64::from(version)).one(self.0).await?;
        row.map(stored).transpose()
    }

    /// Returns every version with its first moment, newest first.
    pub async fn versions(&self) -> Result<Vec<(u32, Timestamp)>, StoreError> {
        let rows: Vec<(i64, i64)> = Entity::find()
            .select_only()
            .columns([Column::Version, Column::Since])
            .order_by_desc(Column::Version)
            .into_tuple()
            .all(self.0)
            .await?;
        let read = |(version, since)| {
            let cells = Row::of(TABLE, &version);
            let number = cells.read("version", u32::try_from(version).ok())?;
            Ok((number, cells.moment("since", since)?))
        };
        rows.into_iter().map(read).collect()
    }
}

impl PrivacyNotices<'_, DatabaseTransaction> {
    /// Returns the newest version under a row lock.
    pub async fn lock_newest(&self) -> Result<Option<StoredPrivacyNotice>, StoreError> {
        let row = newest().lock_exclusive().one(self.0).await?;
        row.map(stored).transpose()
    }

    /// Adds a version.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if another writer added a version with this number.
    pub async fn insert(
        &self,
        new: &PrivacyNotice,
        told: TellingProgress,
    ) -> Result<(), StoreError> {
        let (told_after, told_at) = columns(told);
        let row = Model {
            version: new.version.into(),
            digest: digest(&new.texts),
            texts: written(&new.texts),
            since: new.since.timestamp_millis(),
            told_after: told_after.map(PersonId::uuid),
            told_at,
        };
        insert::<Entity>(self.0, row).await
    }

    /// Saves how far patients were told of a version.
    pub async fn save_progress(
        &self,
        version: u32,
        told: TellingProgress,
    ) -> Result<(), StoreError> {
        let (told_after, told_at) = columns(told);
        let changed = Entity::update_many()
            .col_expr(
                Column::ToldAfter,
                Expr::value(told_after.map(PersonId::uuid)),
            )
            .col_expr(Column::ToldAt, Expr::value(told_at))
            .filter(Column::Version.eq(i64::from(version)))
            .exec(self.0)
            .await?;
        one_changed(TABLE, version, changed.rows_affected)
    }
}

fn newest() -> Select<Entity> {
    Entity::find().order_by_desc(Column::Version).limit(1)
}

fn columns(told: TellingProgress) -> (Option<PersonId>, Option<i64>) {
    match told {
        TellingProgress::After(person) => (person, None),
        TellingProgress::Done(at) => (None, Some(at.timestamp_millis())),
    }
}

fn digest(texts: &PrivacyTexts) -> String {
    Digest::of(written(texts).as_bytes()).hex()
}

fn written(texts: &PrivacyTexts) -> String {
    let by_key: BTreeMap<&str, &str> = texts
        .iter()
        .map(|(language, text)| (language.key(), text))
        .collect();
    serde_json::to_string(&by_key).expect("texts under names are JSON")
}

fn texts(written: &str) -> Option<PrivacyTexts> {
    let by_key: BTreeMap<String, String> = serde_json::from_str(written).ok()?;
    let by_language: Option<Vec<_>> = by_key
        .into_iter()
        .map(|(key, text)| Some((Language::from_key(&key)?, text)))
        .collect();
    PrivacyTexts::new(by_language?)
}

fn stored(row: Model) -> Result<StoredPrivacyNotice, StoreError> {
    let version = row.version;
    let cells = Row::of(TABLE, &version);
    let told = match row.told_at {
        Some(at) => TellingProgress::Done(cells.moment("told_at", at)?),
        None => TellingProgress::After(row.told_after.map(PersonId::from_uuid)),
    };
    Ok(StoredPrivacyNotice {
        notice: PrivacyNotice {
            version: cells.read("version", u32::try_from(version).ok())?,
            since: cells.moment("since", row.since)?,
            texts: cells.read("texts", texts(&row.texts))?,
        },
        digest: row.digest,
        told,
    })
}
