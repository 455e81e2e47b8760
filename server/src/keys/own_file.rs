//! The key-encryption key of a machine that serves nobody else and where none is set: a file beside the database, made at
//! its first use.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use aws_lc_rs::rand;
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Returns what stands in the file. Where there is none, one is made that only its user reads.
pub(super) fn read_or_make(path: &Path) -> io::Result<String> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => fs::read_to_string(path),
        Err(error) => Err(error),
        Ok(mut file) => {
            let mut key = [0; 32];
            rand::fill(&mut key).map_err(|_| io::Error::other("no randomness"))?;
            let text = format!("{}\n", STANDARD.encode(key));
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            Ok(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_user_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sayso.db.keys");
        let made = read_or_make(&path).unwrap();
        assert_eq!(read_or_make(&path).unwrap(), made);
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(STANDARD.decode(made.trim()).unwrap().len(), 32);
    }
}
