//! Who may read the files of a SQLite database? The user whom the server runs as, and nobody else: records, keys and
//! links of invitations lie in them.

use std::{
    ffi::OsString,
    fs::{self, OpenOptions, Permissions},
    io::{self, ErrorKind},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    str::FromStr,
};

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use thiserror::Error;

const PRIVATE: u32 = 0o600;
/// What group and others may do.
const OF_OTHERS: u32 = 0o077;

/// Why the files of a database cannot be kept private.
#[derive(Debug, Error)]
pub(super) enum OpenFile {
    #[error("it is not an address of a SQLite database, such as sqlite://sayso.db")]
    Address,
    #[error("cannot look at {}: {error}", .path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("others may read {}, and its mode cannot be changed ({error}): `chmod 600` it", .path.display())]
    Open { path: PathBuf, error: io::Error },
}

/// Makes the file if there is none, and takes what others may do with it and with the files beside it. SQLite gives its
/// write-ahead log and shared memory the mode of the database (`findCreateFileMode`), so those it makes later are alike.
pub(super) fn keep_private(url: &str) -> Result<(), OpenFile> {
    let options = SqliteConnectOptions::from_str(url).map_err(|_| OpenFile::Address)?;
    let database = options.get_filename();
    make(database)?;
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut path = OsString::from(database);
        path.push(suffix);
        tighten(Path::new(&path))?;
    }
    Ok(())
}

fn make(path: &Path) -> Result<(), OpenFile> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(PRIVATE)
        .open(path);
    match made {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(OpenFile::Unreadable {
            path: path.to_owned(),
            error,
        }),
    }
}

fn tighten(path: &Path) -> Result<(), OpenFile> {
    let mode = match fs::metadata(path) {
        Ok(found) => found.permissions().mode(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(OpenFile::Unreadable {
                path: path.to_owned(),
                error,
            });
        }
    };
    if mode & OF_OTHERS == 0 {
        return Ok(());
    }
    let private = Permissions::from_mode(mode & !OF_OTHERS);
    fs::set_permissions(path, private).map_err(|error| OpenFile::Open {
        path: path.to_owned(),
        error,
    })?;
    tracing::warn!(
        path = %path.display(),
        "others could read a file of the database; they no longer can"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    fn modes(folder: &Path) -> Vec<(String, u32)> {
        let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
        let mode = |file: fs::DirEntry| {
            let name = file.file_name().into_string().unwrap();
            (name, file.metadata().unwrap().permissions().mode() & 0o777)
        };
        let mut modes: Vec<_> = files.map(mode).collect();
        modes.sort();
        modes
    }

    #[tokio::test]
    async fn every_file_of_a_database_is_its_users_alone() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("sayso.db").display());
        let store = Store::connect(&url).await.unwrap();
        store.migrate().await.unwrap();
        let private = ["sayso.db", "sayso.db-shm", "sayso.db-wal"];
        let private = private.map(|name| (name.to_owned(), PRIVATE));
        assert_eq!(modes(folder.path()), private);
        store.close().await.unwrap();
    }

    #[tokio::test]
    async fn what_others_could_read_is_taken_from_them() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name| folder.path().join(name);
        for name in ["sayso.db", "sayso.db-journal"] {
            fs::write(file(name), "").unwrap();
            fs::set_permissions(file(name), Permissions::from_mode(0o664)).unwrap();
        }
        keep_private(&format!("sqlite://{}?mode=rwc", file("sayso.db").display())).unwrap();
        assert!(
            modes(folder.path())
                .iter()
                .all(|(_, mode)| *mode == PRIVATE)
        );
    }
}
