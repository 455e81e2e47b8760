//! The hospital's privacy notice as it lies in a folder: one Markdown file a language. What a page could not show as it is
//! meant is refused by file and line, so that nothing of a legal text is lost in silence.

mod markdown;

use std::{fs, io, path::Path};

use domain::{
    language::Language,
    privacy::{Block, PrivacyTexts},
};
use thiserror::Error;

pub use markdown::{Unfit, read};

/// No text of this kind is longer; its page is made anew for each reader.
const MOST_BYTES: usize = 128 * 1024;

/// Why a folder holds no privacy notice.
#[derive(Debug, Error)]
pub enum PrivacyNoticeError {
    #[error("privacy_notice: cannot read {place}: {error}")]
    Read {
        place: String,
        #[source]
        error: io::Error,
    },
    #[error(
        "privacy_notice: {0} has no text: it needs a file for one language at least, such as en.md"
    )]
    Nothing(String),
    #[error("privacy_notice: {0} is in no language of Sayso's: the files are called {1}")]
    Language(String, String),
    #[error("privacy_notice: {0} is empty")]
    Empty(String),
    #[error("privacy_notice: {0} is longer than {MOST_BYTES} bytes")]
    TooLong(String),
    #[error("privacy_notice: {file}, line {}: {}", .unfit.line, .unfit.what)]
    Unfit { file: String, unfit: Unfit },
}

/// The texts of a folder, each fit to be shown.
///
/// # Errors
/// [`PrivacyNoticeError`] names the file, and the line where there is one.
pub fn texts_in(folder: &Path) -> Result<PrivacyTexts, PrivacyNoticeError> {
    let unreadable = |place: &Path| {
        let place = place.display().to_string();
        move |error| PrivacyNoticeError::Read { place, error }
    };
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let language = language_of(&path)?;
        let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
        // Editors on Windows write a byte order mark, which would take its meaning from a heading.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        texts.push((language, checked(name_of(&path), text)?));
    }
    PrivacyTexts::new(texts)
        .ok_or_else(|| PrivacyNoticeError::Nothing(folder.display().to_string()))
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn language_of(path: &Path) -> Result<Language, PrivacyNoticeError> {
    let key = path.file_stem().and_then(|stem| stem.to_str());
    key.and_then(Language::from_key).ok_or_else(|| {
        let names: Vec<_> = Language::ALL
            .iter()
            .map(|language| format!("{}.md", language.key()))
            .collect();
        PrivacyNoticeError::Language(name_of(path), names.join(" and "))
    })
}

fn checked(file: String, text: String) -> Result<String, PrivacyNoticeError> {
    if text.len() > MOST_BYTES {
        return Err(PrivacyNoticeError::TooLong(file));
    }
    match read(&text) {
        Err(unfit) => Err(PrivacyNoticeError::Unfit { file, unfit }),
        Ok(blocks) if says_nothing(&blocks) => Err(PrivacyNoticeError::Empty(file)),
        Ok(_) => Ok(text),
    }
}

fn says_nothing(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| matches!(block, Block::Rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn each_language_has_its_file_and_other_files_do_not_matter() {
        let folder = folder(&[
            ("en.md", b"# Your data\n\nWe keep it."),
            ("es.md", b"\xef\xbb\xbf# Sus datos"),
            ("logo.svg", b"<svg/>"),
        ]);
        let texts = texts_in(folder.path()).unwrap();
        let found: Vec<_> = texts.iter().collect();
        assert_eq!(found[0].0, Language::English);
        assert_eq!(found[1], (Language::Spanish, "# Sus datos"));
    }

    #[test]
    fn a_folder_that_says_nothing_or_the_wrong_thing_is_refused_by_name() {
        let refused = |files: &[(&str, &[u8])]| {
            let folder = folder(files);
            texts_in(folder.path()).unwrap_err().to_string()
        };
        assert!(refused(&[]).contains("such as en.md"));
        assert!(refused(&[("fr.md", b"Bonjour")]).contains("fr.md is in no language"));
        assert!(refused(&[("en.md", b" \n---\n")]).contains("en.md is empty"));
        assert!(refused(&[("es.md", b"\xff\xfe")]).contains("cannot read"));
        assert!(refused(&[("en.md", &vec![b'a'; MOST_BYTES + 1])]).contains("longer"));
        let html = refused(&[("en.md", b"# A\n\n<b>no</b>")]);
        assert!(html.contains("en.md, line 3"), "{html}");
        let numbers = refused(&[(
            "en.md",
            b"1. We keep it.\n\nSo it is.\n\n2. We sell nothing.",
        )]);
        assert!(
            numbers.contains("en.md, line 5: a numbered list"),
            "{numbers}"
        );
        let gone = texts_in(Path::new("no/such/folder")).unwrap_err();
        assert!(gone.to_string().contains("no/such/folder"));
    }
}
