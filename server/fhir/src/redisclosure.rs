//! How does the notice that these records may not be passed on travel with records of substance use (42 CFR 2.32)?
//!
//! As security labels on each such resource and on the bundle around it (FHIR R4 §6.1.1, HL7 DS4P: the bundle carries
//! the highest labels of what is in it), and as a sentence in a header of the answer.

use std::collections::BTreeSet;

use http::{HeaderName, HeaderValue};

use super::json::{Edit, JsonError, apply, elements, members};

/// 42 CFR 2.32(a)(2): the short form of the notice, word by word.
pub const NOTICE: HeaderValue = HeaderValue::from_static(
    "42 CFR part 2 prohibits unauthorized use or disclosure of these records.",
);
/// The header that carries [`NOTICE`] on an answer with such records.
pub const HEADER: HeaderName = HeaderName::from_static("redisclosure-notice");

const SYSTEM: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
/// The law, and what it forbids: to pass the record on without consent.
const LABELS: [(&str, &str); 2] = [
    ("42CFRPart2", "42 CFR Part2"),
    ("NORDSCLCD", "no redisclosure without consent directive"),
];

/// Returns `meta` with nothing but the labels, as it stands on a bundle.
pub fn meta_of_bundle() -> String {
    format!(
        r#""meta":{{"security":[{}]}}"#,
        LABELS.map(coding).join(",")
    )
}

/// Returns the resource with the labels in `meta.security`; those that it has already are not repeated, and every other
/// byte stays.
///
/// # Errors
/// [`JsonError`] if the text is no resource, or its `meta` or `meta.security` is of another kind.
pub fn labelled(body: &str) -> Result<String, JsonError> {
    let edit = match member(body, 0..body.len(), "meta")? {
        None => Edit::insert(
            body.trim_end().len().saturating_sub(1),
            format!(",{}", meta_of_bundle()),
        ),
        Some(meta) => match member(body, meta.clone(), "security")? {
            None => {
                let labels = LABELS.map(coding).join(",");
                let more = if members(body, meta.clone())?.is_empty() {
                    ""
                } else {
                    ","
                };
                Edit::insert(meta.start + 1, format!(r#""security":[{labels}]{more}"#))
            }
            Some(security) => {
                let there = codes(body, security.clone())?;
                let missing = LABELS
                    .into_iter()
                    .filter(|(code, _)| !there.contains(*code));
                let missing = missing.fold(String::new(), |all, label| all + &coding(label) + ",");
                Edit::insert(security.start + 1, missing)
            }
        },
    };
    Ok(apply(body, vec![edit]))
}

fn coding((code, display): (&str, &str)) -> String {
    format!(r#"{{"system":"{SYSTEM}","code":"{code}","display":"{display}"}}"#)
}

fn member(
    text: &str,
    object: std::ops::Range<usize>,
    name: &str,
) -> Result<Option<std::ops::Range<usize>>, JsonError> {
    let mut members = members(text, object)?.into_iter();
    Ok(members
        .find(|member| member.name == name)
        .map(|member| member.value))
}

/// The codes of our system in a list of codings. FHIR R4 §2.6.2: an array is never empty.
fn codes(text: &str, security: std::ops::Range<usize>) -> Result<BTreeSet<String>, JsonError> {
    let mut found = BTreeSet::new();
    for coding in elements(text, security)? {
        let coding = text.get(coding).unwrap_or_default();
        let Ok(coding) = serde_json::from_str::<serde_json::Value>(coding) else {
            continue;
        };
        if coding["system"] == SYSTEM
            && let Some(code) = coding["code"].as_str()
        {
            found.insert(code.to_owned());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn security(body: &str) -> Vec<String> {
        let read: Value = serde_json::from_str(&labelled(body).unwrap()).unwrap();
        let codings = read["meta"]["security"].as_array().unwrap();
        let codes = codings
            .iter()
            .map(|coding| coding["code"].as_str().unwrap());
        codes.map(str::to_owned).collect()
    }

    #[test]
    fn the_labels_are_added_wherever_meta_stands() {
        for body in [
            r#"{"resourceType":"Observation"}"#,
            r#"{"resourceType":"Observation","meta":{}} "#,
            r#"{"meta":{"lastUpdated":"2026-01-01T00:00:00Z"},"resourceType":"Observation"}"#,
        ] {
            assert_eq!(security(body), ["42CFRPart2", "NORDSCLCD"], "{body}");
        }
    }

    #[test]
    fn labels_that_are_there_stay_and_are_not_repeated() {
        let with = |label: &str| format!(r#"{{"meta":{{"security":[{label}]}}}}"#);
        let own = coding(LABELS[0]);
        assert_eq!(security(&with(&own)), ["NORDSCLCD", "42CFRPart2"]);
        let other = r#"{"system":"http://other.example","code":"42CFRPart2"}"#;
        assert_eq!(security(&with(other)).len(), 3);
    }

    #[test]
    fn every_other_byte_stays() {
        let body = "{ \"valueDecimal\": 6.10, \"meta\": {\"versionId\":\"1\"}, \"note\":\"{\\\"meta\\\":1}\"}";
        let labelled = labelled(body).unwrap();
        let added = format!(r#""security":[{}],"#, LABELS.map(coding).join(","));
        assert_eq!(labelled.replace(&added, ""), body);
    }

    #[test]
    fn what_is_no_resource_is_not_labelled() {
        for text in ["[]", "", r#"{"meta":[]}"#, r#"{"meta":{"security":{}}}"#] {
            assert!(labelled(text).is_err(), "{text}");
        }
    }
}
