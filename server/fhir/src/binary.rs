//! What does a Binary hold, for whoever asks for the content itself (FHIR R4 Binary, "Serving Binary Resources")?

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::json::Node;

/// The content of a Binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// `contentType`, as the sender wrote it.
    pub media_type: String,
    pub data: Vec<u8>,
}

/// Reads a stored Binary. `None` if it is none, or its data cannot be read.
pub fn content(body: &str) -> Option<Content> {
    let root = Node::parse(body).ok()?;
    if root.text_of("resourceType") != Some("Binary") {
        return None;
    }
    let data = root.text_of("data").unwrap_or_default();
    // R4 `base64Binary` may be broken into lines.
    let data: String = data.split_ascii_whitespace().collect();
    Some(Content {
        media_type: root.text_of("contentType")?.to_owned(),
        data: STANDARD.decode(data).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_read_as_it_was_before_it_was_written_as_text() {
        let body = "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"U2hl IHNs\\nZWVwcy4=\"}";
        let read = content(body).unwrap();
        assert_eq!(
            (read.media_type.as_str(), read.data.as_slice()),
            ("text/plain", &b"She sleeps."[..])
        );
    }

    #[test]
    fn what_is_no_content_is_none() {
        for body in [
            r#"{"resourceType":"Media","contentType":"text/plain","data":"QQ=="}"#,
            r#"{"resourceType":"Binary","data":"QQ=="}"#,
            r#"{"resourceType":"Binary","contentType":"text/plain","data":"?"}"#,
        ] {
            assert_eq!(content(body), None, "{body}");
        }
    }
}
