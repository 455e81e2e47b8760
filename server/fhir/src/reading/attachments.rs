//! Which documents hang on a resource, and what can be read of them here?

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::json::Node;

/// The documents of a note, a report or a picture.
pub(super) fn attachments<'n, 'b>(root: &'n Node<'b>) -> Vec<&'n Node<'b>> {
    [
        root.all(&["content", "attachment"]),
        root.all(&["presentedForm"]),
    ]
    .concat()
}

/// Whether there is a document that nobody reads here.
pub(super) fn is_for_programs(node: &Node<'_>) -> bool {
    let content = node.get("data").or_else(|| node.get("url"));
    content.is_some() && plain_text(node).is_none()
}

/// Plain text that stands in the resource itself. Anything else is for a program to open.
pub(super) fn plain_text(node: &Node<'_>) -> Option<String> {
    let kind = node.text_of("contentType").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("text/plain") {
        return None;
    }
    let data = STANDARD.decode(node.text_of("data")?).ok()?;
    String::from_utf8(data).ok()
}
