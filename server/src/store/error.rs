//! What can go wrong with storage, and how a column that cannot be read is named.

use std::fmt::Display;

use chrono::DateTime;
use domain::Timestamp;
use sea_orm::{DbErr, SqlErr};
use thiserror::Error;

/// Why storage did not do what was asked of it.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database cannot be reached or used: HTTP 503, and nothing is served (rule 15).
    #[error("database error")]
    Unavailable(#[source] DbErr),
    /// A unique constraint is violated: another writer was first.
    #[error("unique constraint violated: such a row exists already")]
    Taken(#[source] DbErr),
    /// The row to be changed does not exist.
    #[error("table {table} has no row {id}")]
    Missing {
        /// The table that was written to.
        table: &'static str,
        /// The primary key that was looked for.
        id: String,
    },
    /// A column holds a value that no code of ours writes.
    #[error("table {table}, row {id}, column {column} holds an invalid value")]
    Corrupt {
        /// The table that was read.
        table: &'static str,
        /// The column that cannot be read.
        column: &'static str,
        /// The primary key of the row.
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

/// One row on its way to a domain type. It knows its table and key, so that an error names the column that cannot be
/// read.
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

    /// Returns the value, or [`StoreError::Corrupt`] for this column.
    pub(super) fn read<T>(&self, column: &'static str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.impossible(column))
    }

    pub(super) fn moment(&self, column: &'static str, ms: i64) -> Result<Timestamp, StoreError> {
        self.read(column, DateTime::from_timestamp_millis(ms))
    }

    /// Reads a nullable column; `None` stays `None`.
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

    /// Reads a bit mask.
    pub(super) fn mask<T>(
        &self,
        column: &'static str,
        mask: i64,
        read: impl FnOnce(u32) -> Option<T>,
    ) -> Result<T, StoreError> {
        self.read(column, u32::try_from(mask).ok().and_then(read))
    }
}
