//! What can go wrong with storage, and how a row that cannot be is named.

use std::fmt::Display;

use chrono::DateTime;
use domain::Timestamp;
use sea_orm::{DbErr, SqlErr};
use thiserror::Error;

/// Why storage gave no answer.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Nothing can be said about anything: answer 503 and serve nothing.
    #[error("the database cannot be used")]
    Unavailable(#[source] DbErr),
    /// Somebody else was first: a unique place is taken.
    #[error("a row of that kind exists already")]
    Taken(#[source] DbErr),
    /// The row that was to be changed is not there.
    #[error("table {table} has no row {id}")]
    Missing { table: &'static str, id: String },
    /// Somebody wrote what no rule of ours can write.
    #[error("table {table}, row {id}, column {column} holds what cannot be")]
    Corrupt {
        table: &'static str,
        column: &'static str,
        id: String,
    },
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Taken(error),
            _ => Self::Unavailable(error),
        }
    }
}

/// One row on its way to a domain type: knows its name, so that a column that cannot be read is found.
pub(super) struct Row<'a> {
    table: &'static str,
    id: &'a dyn Display,
}

impl<'a> Row<'a> {
    pub(super) const fn of(table: &'static str, id: &'a dyn Display) -> Self {
        Self { table, id }
    }

    pub(super) fn impossible(&self, column: &'static str) -> StoreError {
        StoreError::Corrupt {
            table: self.table,
            column,
            id: self.id.to_string(),
        }
    }

    /// The value, or the name of the column it was to be read from.
    pub(super) fn read<T>(&self, column: &'static str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.impossible(column))
    }

    pub(super) fn moment(&self, column: &'static str, ms: i64) -> Result<Timestamp, StoreError> {
        self.read(column, DateTime::from_timestamp_millis(ms))
    }

    /// A value that may be missing, read where it is there.
    pub(super) fn maybe<T, U>(
        &self,
        column: &'static str,
        value: Option<T>,
        read: impl FnOnce(T) -> Option<U>,
    ) -> Result<Option<U>, StoreError> {
        value
            .map(|value| self.read(column, read(value)))
            .transpose()
    }

    /// A bit mask.
    pub(super) fn mask<T>(
        &self,
        column: &'static str,
        mask: i64,
        read: impl FnOnce(u32) -> Option<T>,
    ) -> Result<T, StoreError> {
        self.read(column, u32::try_from(mask).ok().and_then(read))
    }
}
