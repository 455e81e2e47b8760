//! Which files are meant, and in which order?

use std::path::{Path, PathBuf};

/// All files that the paths name, folders walked through.
pub(super) fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut found);
        } else {
            found.push(path.clone());
        }
    }
    found.sort_by_cached_key(|path| (rank(path), path.clone()));
    found.dedup();
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            walk(&path, found);
        } else if is_ndjson(&path) || has_extension(&path, &["json"]) {
            found.push(path);
        }
    }
}

pub(super) fn is_ndjson(path: &Path) -> bool {
    has_extension(path, &["ndjson", "jsonl"])
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| wanted.iter().any(|one| extension.eq_ignore_ascii_case(one)))
}

/// What others point at comes first: Synthea's hospital files and the directory types of a bulk
/// export, then patients; provenance, which needs its target, comes last.
fn rank(path: &Path) -> u8 {
    const DIRECTORY: &[&str] = &[
        "hospitalinformation",
        "practitionerinformation",
        "healthcareservice",
        "location",
        "organization",
        "practitioner",
    ];
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let starts = |beginning: &&str| name.starts_with(beginning);
    match &name {
        _ if DIRECTORY.iter().any(starts) => 0,
        _ if starts(&"patient") => 1,
        _ if starts(&"provenance") => 3,
        _ => 2,
    }
}
