//! How is a SQLite database copied while it is in use? As it was at one moment, into a file that only its user reads.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use sea_orm::{ConnectOptions, ConnectionTrait, DbBackend, Statement, Value};
use thiserror::Error;

use super::{Store, StoreError};

/// Why there is no copy.
#[derive(Debug, Error)]
pub enum BackupError {
    /// PostgreSQL has tools of its own.
    #[error("this database is PostgreSQL's: copy it with `pg_dump --format=custom`")]
    NotSqlite,
    /// A copy never takes the place of something.
    #[error("{} is there already: name a file that is not", .0.display())]
    Exists(PathBuf),
    /// SQLite takes names of files as text.
    #[error("the name of the file is not UTF-8 text")]
    NotText,
    /// The file could not be made last.
    #[error("cannot write {}: {error}", .path.display())]
    Write {
        /// The file, or its folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The copy is not a whole database.
    #[error("the copy is damaged: {0}")]
    Damaged(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Checks what can be known before a copy is begun. Whether the file is there is seen again when it is made.
    ///
    /// # Errors
    /// [`BackupError::NotSqlite`], [`BackupError::Exists`], [`BackupError::NotText`].
    pub fn check_can_back_up(&self, file: &Path) -> Result<(), BackupError> {
        if self.writer.get_database_backend() != DbBackend::Sqlite {
            return Err(BackupError::NotSqlite);
        }
        if file.to_str().is_none() {
            return Err(BackupError::NotText);
        }
        if fs::symlink_metadata(file).is_ok() {
            return Err(BackupError::Exists(file.to_owned()));
        }
        Ok(())
    }

    /// Copies the database as it is at one moment (`VACUUM INTO`), while others write to it. Returns the size of the file
    /// in bytes, once it survives a power cut. The file is made for its owner alone before anything stands in it.
    ///
    /// # Errors
    /// [`BackupError`]; what was written of the file is removed.
    pub async fn back_up(&self, file: &Path) -> Result<u64, BackupError> {
        self.check_can_back_up(file)?;
        make(file)?;
        let copied = self.copy_into(file).await;
        if copied.is_err() {
            fs::remove_file(file).map_err(|error| write(file, error))?;
        }
        copied
    }

    async fn copy_into(&self, file: &Path) -> Result<u64, BackupError> {
        let name = file.to_str().ok_or(BackupError::NotText)?;
        let into =
            Statement::from_sql_and_values(DbBackend::Sqlite, "vacuum into ?", [Value::from(name)]);
        let copied = self.writer.execute_raw(into).await;
        copied.map_err(StoreError::from)?;
        check(name).await?;
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let sync = |path: &Path| File::open(path).and_then(|opened| opened.sync_all());
        sync(file).map_err(|error| write(file, error))?;
        sync(folder).map_err(|error| write(folder, error))?;
        let size = fs::metadata(file).map_err(|error| write(file, error))?;
        Ok(size.len())
    }
}

/// Makes the empty file, which `VACUUM INTO` takes. One that is there already stays as it is, also where it was put there a
/// moment ago.
fn make(file: &Path) -> Result<(), BackupError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(BackupError::Exists(file.to_owned()))
        }
        Err(error) => Err(write(file, error)),
    }
}

/// Reads the copy from end to end.
async fn check(name: &str) -> Result<(), BackupError> {
    let url = format!("sqlite://{}?mode=ro", encoded(name));
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false);
    let copy = sea_orm::Database::connect(options).await;
    let copy = copy.map_err(StoreError::from)?;
    let whole = Statement::from_string(DbBackend::Sqlite, "pragma integrity_check");
    let row = copy.query_one_raw(whole).await.map_err(StoreError::from)?;
    copy.close().await.map_err(StoreError::from)?;
    let found: Option<String> = row.and_then(|row| row.try_get_by_index(0).ok());
    match found.as_deref() {
        Some("ok") => Ok(()),
        found => Err(BackupError::Damaged(found.unwrap_or_default().to_owned())),
    }
}

/// A name as the address of a database takes it.
fn encoded(name: &str) -> String {
    name.replace('%', "%25")
        .replace('?', "%3F")
        .replace('#', "%23")
}

fn write(path: &Path, error: io::Error) -> BackupError {
    BackupError::Write {
        path: path.to_owned(),
        error,
    }
}
