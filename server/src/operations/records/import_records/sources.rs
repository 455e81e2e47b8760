//! Where do the entries of a file stand, and which server is meant by an address?

use std::ops::Range;

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
