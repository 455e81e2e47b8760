//! Can we read what is attached to a record, and what does it say?

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::catalogue::ResourceType;

use crate::fhir::json::Node;

/// What the attachments of one resource say.
pub(super) struct Attached {
    pub texts: Vec<String>,
    pub all_readable: bool,
}

/// Fields that hold an R4 `Attachment`.
const ATTACHMENT_FIELDS: &[&str] = &[
    "attachment",
    "presentedForm",
    "valueAttachment",
    "contentAttachment",
    "content",
    "photo",
];

/// Reads every attachment, also of contained resources.
pub(super) fn read(kind: ResourceType, root: &Node<'_>) -> Attached {
    let mut attached = Attached {
        texts: Vec::new(),
        all_readable: true,
    };
    root.each_object(&mut |name, object| {
        let holds_content = object.get("data").is_some() || object.get("url").is_some();
        let binary = kind == ResourceType::Binary && name.is_empty();
        if binary || (holds_content && ATTACHMENT_FIELDS.contains(&name)) {
            match text_of(object) {
                Some(text) => attached.texts.push(text),
                None => attached.all_readable = false,
            }
        }
    });
    attached
}

/// The words of an attachment; `None` if there may be words that we cannot read: a picture, a
/// document in a format that needs a program, content behind a link, broken base64 or characters.
fn text_of(attachment: &Node<'_>) -> Option<String> {
    let content_type = attachment.text_of("contentType")?.to_ascii_lowercase();
    let mut parts = content_type.split(';').map(str::trim);
    let media_type = parts.next()?;
    let charset = parts.find_map(|part| part.strip_prefix("charset="));
    // R4 base64Binary allows white space between the characters.
    let data: String = attachment
        .text_of("data")?
        .split_ascii_whitespace()
        .collect();
    if !is_text(media_type) {
        return None;
    }
    decode(
        STANDARD.decode(data).ok()?,
        charset.map(|name| name.trim_matches('"')),
    )
}

fn is_text(media_type: &str) -> bool {
    let plain = [
        "text/plain",
        "text/html",
        "text/xml",
        "text/markdown",
        "text/csv",
    ];
    let structured = [
        "application/xhtml+xml",
        "application/xml",
        "application/json",
    ];
    plain.contains(&media_type)
        || structured.contains(&media_type)
        || media_type.ends_with("+json")
        || media_type.ends_with("+xml") && !media_type.starts_with("image/")
}

fn decode(bytes: Vec<u8>, charset: Option<&str>) -> Option<String> {
    match charset {
        None | Some("utf-8" | "utf8" | "us-ascii") => String::from_utf8(bytes).ok(),
        Some("iso-8859-1" | "latin1" | "windows-1252") => {
            Some(bytes.into_iter().map(char::from).collect())
        }
        Some(_) => None,
    }
}
