//! Which version is it, and since when? Both fields of `meta` are the server's to set (FHIR R4 §2.27.3).

use chrono::{DateTime, SecondsFormat, Utc};
use fhir::json::{Edit, Node};

/// The edits that put our version and its moment into a resource.
pub(super) fn stamp(root: &Node<'_>, now: DateTime<Utc>) -> Vec<Edit> {
    let fields = [
        ("versionId", now.timestamp_millis().to_string()),
        (
            "lastUpdated",
            now.to_rfc3339_opts(SecondsFormat::Millis, true),
        ),
    ];
    let written = |fields: &[(&str, String)]| {
        let fields = fields.iter();
        let fields = fields.map(|(name, value)| format!("\"{name}\":\"{value}\""));
        fields.collect::<Vec<_>>().join(",")
    };
    let Some(meta) = root.get("meta") else {
        let meta = format!("{{{}}}", written(&fields));
        return vec![insert_member(root, "meta", &meta)];
    };
    if meta.members().is_empty() {
        return vec![Edit {
            span: meta.span.clone(),
            replacement: format!("{{{}}}", written(&fields)),
        }];
    }
    let (there, missing): (Vec<_>, Vec<_>) = fields
        .into_iter()
        .partition(|(name, _)| meta.get(name).is_some());
    let replaced = there.iter().filter_map(|(name, value)| {
        let old = meta.get(name)?;
        Some(Edit::string(old.span.clone(), value))
    });
    let mut edits: Vec<Edit> = replaced.collect();
    if !missing.is_empty() {
        let first = format!("{},", written(&missing));
        edits.push(Edit::insert(meta.span.start + 1, first));
    }
    edits
}

/// A new member behind `resourceType`, which every resource has.
pub(super) fn insert_member(root: &Node<'_>, name: &str, value: &str) -> Edit {
    let behind = root
        .get("resourceType")
        .map_or(root.span.start + 1, |node| node.span.end);
    Edit::insert(behind, format!(r#","{name}":{value}"#))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamped(text: &str) -> serde_json::Value {
        let at = DateTime::from_timestamp_millis(1_700_000_000_123).unwrap();
        let root = Node::parse(text).unwrap();
        serde_json::from_str(&fhir::json::apply(text, stamp(&root, at))).unwrap()
    }

    #[test]
    fn version_and_moment_are_ours_wherever_meta_stands() {
        for text in [
            r#"{"resourceType":"Basic","id":"b"}"#,
            r#"{"resourceType":"Basic","meta":{ },"id":"b"}"#,
            r#"{"meta":{"versionId":"7"},"resourceType":"Basic","id":"b"}"#,
            r#"{"meta":{"lastUpdated":"2020-01-01T00:00:00Z","source":"x"},"resourceType":"Basic"}"#,
            r#"{"meta":{"versionId":7,"lastUpdated":"2020"},"resourceType":"Basic"}"#,
        ] {
            let meta = &stamped(text)["meta"];
            assert_eq!(meta["versionId"], "1700000000123", "{text}");
            assert_eq!(meta["lastUpdated"], "2023-11-14T22:13:20.123Z", "{text}");
            assert_eq!(meta.get("source").is_some(), text.contains("\"source\""));
        }
    }
}
