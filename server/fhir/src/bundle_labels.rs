//! What does a security label on a bundle say of its entries?
//!
//! HL7 DS4P: a bundle carries the highest labels of what is in it, so a label that one of its entries carries is a summary. A label
//! that none carries was set on the bundle alone and holds for each entry; it is written into them, so that it stays with them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::json::{Edit, JsonError, apply, elements, members};

/// Returns the text of a bundle with the labels that hold for each entry in `meta.security` of each; every other text as it is.
pub fn on_entries(text: &str) -> Cow<'_, str> {
    // What cannot be read is refused by whoever reads the entries.
    match edits(text).unwrap_or_default() {
        edits if edits.is_empty() => Cow::Borrowed(text),
        edits => Cow::Owned(apply(text, edits)),
    }
}

fn edits(text: &str) -> Result<Vec<Edit>, JsonError> {
    let start = text.len() - text.trim_ascii_start().len();
    let bundle = start..text.len();
    let kind = member(text, bundle.clone(), "resourceType")?;
    if kind.is_none_or(|kind| &text[kind] != "\"Bundle\"") {
        return Ok(Vec::new());
    }
    let labels = labels_of(text, bundle.clone());
    let Some(entries) = member(text, bundle, "entry")?.filter(|_| !labels.is_empty()) else {
        return Ok(Vec::new());
    };
    let entries = elements(text, entries)?.into_iter();
    let resources: Vec<Range<usize>> = entries
        .filter_map(|entry| member(text, entry, "resource").ok().flatten())
        .collect();
    let carried: BTreeSet<Label> = resources
        .iter()
        .flat_map(|resource| labels_of(text, resource.clone()))
        .filter_map(|label| label_of(&text[label]))
        .collect();
    let holds = |label: &&Range<usize>| {
        label_of(&text[(*label).clone()]).is_none_or(|label| !carried.contains(&label))
    };
    let missing: Vec<&str> = labels
        .iter()
        .filter(holds)
        .map(|label| &text[label.clone()])
        .collect();
    let missing = missing.join(",");
    let resources = resources.into_iter().filter(|_| !missing.is_empty());
    Ok(resources
        .flat_map(|resource| put(text, resource, &missing).unwrap_or_default())
        .collect())
}

/// The system and the code of a label.
type Label = (String, String);

fn label_of(coding: &str) -> Option<Label> {
    let coding: serde_json::Value = serde_json::from_str(coding).ok()?;
    let system = coding["system"].as_str().unwrap_or_default();
    Some((system.to_owned(), coding["code"].as_str()?.to_owned()))
}

/// The labels in `meta.security` of a resource.
fn labels_of(text: &str, resource: Range<usize>) -> Vec<Range<usize>> {
    let meta = member(text, resource, "meta").ok().flatten();
    let metas = meta.into_iter().flat_map(|meta| each(text, meta));
    metas
        .filter_map(|meta| member(text, meta, "security").ok().flatten())
        .flat_map(|security| each(text, security))
        .collect()
}

/// The elements of a list, or the value itself: whoever reads a label reads it in both.
fn each(text: &str, value: Range<usize>) -> Vec<Range<usize>> {
    elements(text, value.clone()).unwrap_or_else(|_| vec![value])
}

/// Puts labels before those that a resource has.
fn put(text: &str, resource: Range<usize>, labels: &str) -> Result<Vec<Edit>, JsonError> {
    let behind_brace = |span: &Range<usize>, value: String| -> Result<Edit, JsonError> {
        let more = if members(text, span.clone())?.is_empty() {
            ""
        } else {
            ","
        };
        Ok(Edit::insert(span.start + 1, format!("{value}{more}")))
    };
    let Some(meta) = member(text, resource.clone(), "meta")? else {
        let meta = format!(r#""meta":{{"security":[{labels}]}}"#);
        return Ok(vec![behind_brace(&resource, meta)?]);
    };
    let object = |one: &Range<usize>| members(text, one.clone()).is_ok();
    let Some(meta) = each(text, meta.clone()).into_iter().find(object) else {
        let replacement = format!(r#"{{"security":[{labels}]}}"#);
        return Ok(vec![Edit {
            span: meta,
            replacement,
        }]);
    };
    let Some(security) = member(text, meta.clone(), "security")? else {
        return Ok(vec![behind_brace(
            &meta,
            format!(r#""security":[{labels}]"#),
        )?]);
    };
    if let Ok(there) = elements(text, security.clone()) {
        let more = if there.is_empty() { "" } else { "," };
        return Ok(vec![Edit::insert(
            security.start + 1,
            format!("{labels}{more}"),
        )]);
    }
    Ok(vec![
        Edit::insert(security.start, format!("[{labels},")),
        Edit::insert(security.end, "]".to_owned()),
    ])
}

fn member(text: &str, object: Range<usize>, name: &str) -> Result<Option<Range<usize>>, JsonError> {
    let mut members = members(text, object)?.into_iter();
    Ok(members
        .find(|member| member.name == name)
        .map(|member| member.value))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::on_entries;

    const HIV: &str =
        r#"{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"HIV"}"#;

    fn bundle(security: &str, entries: &str) -> String {
        format!(
            r#" {{"resourceType":"Bundle","meta":{{"security":[{security}]}},"entry":[{entries}]}}"#
        )
    }

    #[test]
    fn a_label_that_no_entry_carries_is_put_on_each() {
        let text = bundle(
            HIV,
            r#"{"resource":{"resourceType":"Patient"}},{"resource":{"meta":{},"resourceType":"Goal"}},
            {"resource":{"meta":{"security":[{"code":"N"}]}}},{"resource":{"meta":{"security":{"code":"N"}}}},7"#,
        );
        let labelled = on_entries(&text);
        let read: serde_json::Value = serde_json::from_str(&labelled).unwrap();
        for entry in 0..4 {
            let security = &read["entry"][entry]["resource"]["meta"]["security"];
            assert_eq!(security[0]["code"], "HIV", "{entry}");
        }
        assert_eq!(labelled.matches(r#""code":"N""#).count(), 2);
    }

    #[test]
    fn a_label_that_an_entry_carries_is_a_summary() {
        let entries = format!(
            r#"{{"resource":{{"meta":{{"security":[{HIV}]}}}}}},{{"resource":{{"resourceType":"Goal"}}}}"#
        );
        let text = bundle(HIV, &entries);
        assert_eq!(on_entries(&text), text);
        let both = bundle(&format!(r#"{HIV},{{"code":"R"}}"#), &entries);
        assert_eq!(on_entries(&both).matches(r#""code":"R""#).count(), 3);
        assert_eq!(on_entries(&both).matches(r#""code":"HIV""#).count(), 2);
    }

    /// The same code of another system is another label, and so is one of none.
    #[test]
    fn a_label_is_its_system_and_its_code() {
        let entries = r#"{"resource":{"meta":{"security":[{"code":"HIV"}]}}}"#;
        let labelled = on_entries(&bundle(HIV, entries)).into_owned();
        let expected = format!(r#""security":[{HIV},{{"code":"HIV"}}]"#);
        assert!(labelled.contains(&expected), "{labelled}");
        let wordy = on_entries(&bundle(r#"{"display":"handle with care"}"#, entries)).into_owned();
        assert_eq!(wordy.matches("handle with care").count(), 2);
    }

    #[test]
    fn a_single_label_without_its_list_is_put_on_the_entries_too() {
        let text = format!(
            r#"{{"resourceType":"Bundle","meta":{{"security":{HIV}}},"entry":[{{"resource":{{"meta":{{"security":[ ]}}}}}}]}}"#
        );
        let labelled = on_entries(&text);
        assert!(
            labelled.contains(&format!(r#""security":[{HIV} ]"#)),
            "{labelled}"
        );
    }

    #[test]
    fn an_empty_meta_takes_the_labels_too() {
        for empty in ["null", "[]", "[null]", "7"] {
            let entry = format!(r#"{{"resource":{{"meta":{empty},"id":"a"}}}}"#);
            let labelled = on_entries(&bundle(HIV, &entry)).into_owned();
            let expected = format!(r#"{{"meta":{{"security":[{HIV}]}},"id":"a"}}"#);
            assert!(labelled.contains(&expected), "{labelled}");
        }
    }

    /// Whoever reads a label reads a list where R4 has one value, and so the labels of a bundle reach it there too.
    #[test]
    fn a_meta_that_stands_in_a_list_takes_and_gives_labels() {
        let text = format!(
            r#"{{"resourceType":"Bundle","meta":[{{"security":[{HIV}]}}],"entry":[
            {{"resource":{{"meta":[{{}}]}}}},
            {{"resource":{{"meta":[null,{{"security":[{{"code":"N"}}]}}]}}}}]}}"#
        );
        let labelled = on_entries(&text);
        let read: serde_json::Value = serde_json::from_str(&labelled).unwrap();
        let meta = |entry: usize| read["entry"][entry]["resource"]["meta"].clone();
        assert_eq!(meta(0)[0]["security"][0]["code"], "HIV");
        assert_eq!(meta(1)[1]["security"][0]["code"], "HIV");
        let carried = text.replace("{}", &format!(r#"{{"security":{HIV}}}"#));
        assert_eq!(on_entries(&carried), carried);
    }

    #[test]
    fn what_is_no_labelled_bundle_stays_as_it_is() {
        let single = format!(r#"{{"resourceType":"Goal","meta":{{"security":[{HIV}]}}}}"#);
        for text in [
            single.as_str(),
            r#"{"resourceType":"Bundle","entry":[{}]}"#,
            "[",
            "",
            "nul",
        ] {
            assert!(matches!(on_entries(text), Cow::Borrowed(same) if same == text));
        }
    }
}
