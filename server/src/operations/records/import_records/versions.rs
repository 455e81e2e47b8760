//! Which of two versions of one record is newer? Only what the sender says counts, never which came first.

use std::cmp::Ordering;

use fhir::json::{Node, dates, facts};

use crate::store::records::SourceVersion;

/// What a resource says of its version.
pub(super) fn version_of(root: &Node<'_>) -> SourceVersion {
    let meta = root.get("meta");
    let said = |name| meta.and_then(|meta| meta.text_of(name));
    SourceVersion {
        id: said("versionId").map(str::to_owned),
        updated: said("lastUpdated")
            .and_then(dates::read)
            .map(|when| when.start),
        in_error: facts::is_in_error(root),
    }
}

/// Whether the other one is newer. One that was entered in error stays so until the sender says something newer.
pub(super) fn is_superseded_by(this: &SourceVersion, other: &SourceVersion) -> bool {
    match compared(this, other) {
        Some(Ordering::Less) => true,
        Some(Ordering::Greater) => false,
        _ => other.in_error && !this.in_error,
    }
}

/// By the moment first; then by the number of the version, where both have one (FHIR R4 leaves its form open).
fn compared(this: &SourceVersion, other: &SourceVersion) -> Option<Ordering> {
    let moments = this.updated.zip(other.updated);
    let moments = moments.map(|(one, two)| one.cmp(&two));
    let number = |version: &SourceVersion| version.id.as_ref()?.parse::<u64>().ok();
    let numbers = || Some(number(this)?.cmp(&number(other)?));
    moments.filter(|order| order.is_ne()).or_else(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(meta: &str, status: &str) -> SourceVersion {
        let text = format!(r#"{{"resourceType":"Observation","meta":{meta},"status":"{status}"}}"#);
        version_of(&Node::parse(&text).unwrap())
    }

    #[test]
    fn the_moment_counts_before_the_number() {
        let old = version(
            r#"{"versionId":"9","lastUpdated":"2026-01-01T00:00:00Z"}"#,
            "final",
        );
        let new = version(
            r#"{"versionId":"2","lastUpdated":"2026-01-01T00:00:01+00:00"}"#,
            "final",
        );
        assert!(is_superseded_by(&old, &new));
        assert!(!is_superseded_by(&new, &old));
        let numbers =
            [r#"{"versionId":"9"}"#, r#"{"versionId":"10"}"#].map(|meta| version(meta, "final"));
        assert!(is_superseded_by(&numbers[0], &numbers[1]));
        assert!(!is_superseded_by(&numbers[1], &numbers[0]));
    }

    #[test]
    fn what_says_nothing_of_its_version_takes_the_place_of_what_was_there() {
        for meta in ["{}", r#"{"versionId":"a7f"}"#, r#"{"lastUpdated":"soon"}"#] {
            let other = version(
                r#"{"versionId":"3","lastUpdated":"2026-01-01T00:00:00Z"}"#,
                "final",
            );
            assert!(!is_superseded_by(&version(meta, "final"), &other), "{meta}");
        }
    }

    #[test]
    fn entered_in_error_stays_until_something_newer_is_said() {
        let taken_back = version("{}", "entered-in-error");
        assert!(is_superseded_by(&version("{}", "final"), &taken_back));
        assert!(!is_superseded_by(&taken_back, &version("{}", "final")));
        let old = version(r#"{"versionId":"1"}"#, "entered-in-error");
        assert!(!is_superseded_by(
            &version(r#"{"versionId":"2"}"#, "final"),
            &old
        ));
        let condition = r#"{"resourceType":"Condition","verificationStatus":{"coding":[{"code":"entered-in-error"}]}}"#;
        assert!(version_of(&Node::parse(condition).unwrap()).in_error);
    }
}
