//! Which files stand beside that of a SQLite database?

use std::path::PathBuf;

use percent_encoding::percent_decode_str;

/// Returns the file with this ending beside that of a SQLite database; `None` for any other database. The address is read as the
/// driver reads it.
pub(super) fn beside_database(url: &str, ending: &str) -> Option<PathBuf> {
    let file = url.strip_prefix("sqlite:")?;
    let file = file.strip_prefix("//").unwrap_or(file);
    let file = file.split('?').next().filter(|file| !file.is_empty())?;
    let file = percent_decode_str(file).decode_utf8().ok()?;
    Some(PathBuf::from(format!("{file}{ending}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_database_stands_beside_its_file() {
        let beside = |url| beside_database(url, ".keys").map(|path| path.display().to_string());
        assert_eq!(
            beside("sqlite:///var/lib/sayso/sayso.db").as_deref(),
            Some("/var/lib/sayso/sayso.db.keys")
        );
        assert_eq!(
            beside("sqlite://sayso.db?mode=rwc").as_deref(),
            Some("sayso.db.keys")
        );
        assert_eq!(
            beside("sqlite://a%20b%25.db").as_deref(),
            Some("a b%.db.keys")
        );
        assert_eq!(beside("postgres://localhost/sayso"), None);
    }
}
