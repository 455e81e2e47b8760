//! What does a resource point at, in which words, and where do they stand?

use std::borrow::Cow;
use std::ops::Range;

use domain::catalogue::ResourceType;

use super::Node;

/// One `reference`, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'n> {
    /// Where its text stands.
    pub span: Range<usize>,
    /// Where the whole `Reference` stands, with its display and its identifier; of a link, its text.
    pub whole: Range<usize>,
    pub target: &'n str,
}

/// Every reference in the resource, its contained resources and its extensions.
pub fn references<'n>(root: &'n Node<'_>) -> Vec<Reference<'n>> {
    let mut found = Vec::new();
    root.each_object(&mut |_, object| {
        if let Some(node) = object.get("reference")
            && let Some(target) = node.text()
        {
            found.push(Reference {
                span: node.span.clone(),
                whole: object.span.clone(),
                target,
            });
        }
    });
    found
}

/// Fields whose `url` leads to content (R4 `Attachment`), and not to a definition.
const LINK_FIELDS: &[&str] = &[
    "attachment",
    "presentedForm",
    "valueAttachment",
    "contentAttachment",
    "content",
    "photo",
];

/// What attachments point at: an `url` is no `reference`, but a link it is (R4 §3.1.0.11.2).
pub fn attachment_links<'n>(root: &'n Node<'_>) -> Vec<Reference<'n>> {
    let mut found = Vec::new();
    root.each_object(&mut |name, object| {
        if LINK_FIELDS.contains(&name)
            && let Some(node) = object.get("url")
            && let Some(target) = node.text()
        {
            found.push(Reference {
                span: node.span.clone(),
                whole: node.span.clone(),
                target,
            });
        }
    });
    found
}

/// The `Type` and `id` of a literal reference such as `Patient/1` or `Patient/1/_history/2`.
pub fn literal(reference: &str) -> Option<(ResourceType, &str)> {
    let mut parts = reference.split('/');
    let kind: ResourceType = parts.next()?.parse().ok()?;
    let id = parts.next().filter(|id| domain::ids::is_fhir_id(id))?;
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) | (Some("_history"), Some(_), None) => Some((kind, id)),
        _ => None,
    }
}

/// A conditional reference such as `Practitioner?identifier=system|value` (R4 §3.1.0.11.2).
pub fn conditional(reference: &str) -> Option<(ResourceType, Cow<'_, str>, Cow<'_, str>)> {
    let (kind, query) = reference.split_once('?')?;
    let kind: ResourceType = kind.parse().ok()?;
    let (_, token) =
        url::form_urlencoded::parse(query.as_bytes()).find(|(k, _)| k == "identifier")?;
    let (system, value) = token.split_once('|')?;
    Some((
        kind,
        Cow::Owned(system.to_owned()),
        Cow::Owned(value.to_owned()),
    ))
}
