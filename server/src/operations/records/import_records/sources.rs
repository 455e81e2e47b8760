//! Which files are meant, in which order, and where do their entries stand?

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::refusal::Place;
use fhir::json::{JsonError, elements, members};

/// One entry of a file, not yet looked into.
#[derive(Debug, Clone)]
pub(super) struct RawEntry<'a> {
    pub place: Place,
    pub full_url: Option<String>,
    /// The HTTP method that a transaction asks for.
    pub method: Option<String>,
    pub text: &'a str,
}

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

/// The entries of a JSON file: those of its bundle, or the file itself.
pub(super) fn entries(text: &str) -> Result<Vec<RawEntry<'_>>, JsonError> {
    if let Err(problem) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        return Err(JsonError::Syntax(problem.to_string()));
    }
    let start = text.len() - text.trim_ascii_start().len();
    let top = members(text, start..text.len())?;
    let value = |name: &str| {
        top.iter()
            .find(|member| member.name == name)
            .map(|m| m.value.clone())
    };
    let is_bundle = value("resourceType").is_some_and(|span| &text[span] == "\"Bundle\"");
    if !is_bundle {
        let whole = RawEntry {
            place: Place::WholeFile,
            full_url: None,
            method: None,
            text,
        };
        return Ok(vec![whole]);
    }
    let Some(entry) = value("entry") else {
        return Ok(Vec::new());
    };
    let spans = elements(text, entry)?.into_iter().enumerate();
    Ok(spans
        .map(|(at, span)| entry_of_bundle(text, Place::Entry(at + 1), span))
        .filter(|entry| !is_outcome(entry.text))
        .collect())
}

/// Whether it is what a server said of its own search (FHIR R4 §3.1.1.5): nothing of anybody's record.
fn is_outcome(text: &str) -> bool {
    const OUTCOME: &str = "\"OperationOutcome\"";
    if !text.contains(OUTCOME) {
        return false;
    }
    let members = members(text, 0..text.len()).unwrap_or_default();
    let kind = members
        .into_iter()
        .find(|member| member.name == "resourceType");
    kind.is_some_and(|kind| &text[kind.value] == OUTCOME)
}

fn entry_of_bundle(text: &str, place: Place, span: Range<usize>) -> RawEntry<'_> {
    let mut entry = RawEntry {
        place,
        full_url: None,
        method: None,
        text: "",
    };
    // An entry that is no object has no resource, and is refused for that.
    for member in members(text, span).unwrap_or_default() {
        match &*member.name {
            "resource" => entry.text = &text[member.value],
            "fullUrl" => entry.full_url = serde_json::from_str(&text[member.value]).ok(),
            "request" => entry.method = method(text, member.value),
            _ => {}
        }
    }
    entry
}

fn method(text: &str, request: Range<usize>) -> Option<String> {
    let members = members(text, request).ok()?;
    let span = members
        .into_iter()
        .find(|member| member.name == "method")?
        .value;
    serde_json::from_str(&text[span]).ok()
}

/// The address of a server, as it is compared.
pub(super) fn source_of(base: &str) -> Option<String> {
    let url = url::Url::parse(base).ok()?;
    let host = url.host_str()?.to_ascii_lowercase();
    let port = url
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    let path = url.path().trim_end_matches('/');
    matches!(url.scheme(), "http" | "https").then(|| format!("{host}{port}{path}"))
}
