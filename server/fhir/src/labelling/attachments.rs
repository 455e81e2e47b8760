//! Can we read what is attached to a record, and what does it say?

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::catalogue::{ResourceType, TopicSet};

use super::doubt::Doubt;
use super::{concepts, language, lists, systems, terms};
use crate::{json::Node, labelling::UnlistedCodes};

/// What the attachments of one resource say.
pub(super) struct Attached {
    pub topics: TopicSet,
    pub doubts: Vec<Doubt>,
}

/// Fields that hold an R4 `Attachment`, also one that does not say what it is.
const ATTACHMENT_FIELDS: &[&str] = &[
    "attachment",
    "presentedForm",
    "valueAttachment",
    "contentAttachment",
    "content",
    "photo",
];

/// Reads every attachment, also of contained resources. Content behind one of `links` is a record of its own.
pub(super) fn read(
    kind: ResourceType,
    root: &Node<'_>,
    links: &BTreeSet<&str>,
    unlisted: UnlistedCodes,
) -> Attached {
    let mut attached = Attached {
        topics: TopicSet::EMPTY,
        doubts: Vec::new(),
    };
    root.each_object(&mut |name, object| {
        let holds_content = object.get("data").is_some() || object.get("url").is_some();
        let binary = kind == ResourceType::Binary && name.is_empty();
        let attachment = ATTACHMENT_FIELDS.contains(&name) || object.get("contentType").is_some();
        let linked = object.get("data").is_none()
            && object.text_of("url").is_some_and(|url| links.contains(url));
        if (binary || (holds_content && attachment)) && !linked {
            attached.add(text_of(object), unlisted);
        }
    });
    attached
}

impl Attached {
    fn add(&mut self, content: Option<Content>, unlisted: UnlistedCodes) {
        let Some(Content { text, structure }) = content else {
            self.doubts.push(Doubt::Attachment);
            return;
        };
        self.topics = self.topics.union(terms::find(&text));
        if unlisted == UnlistedCodes::Hide {
            self.doubts.push(Doubt::WordsAlone);
        }
        if !language::can_read_note(&text) {
            self.doubts.push(Doubt::Language);
        }
        match structure {
            Structure::Words => {}
            Structure::Markup => self.codes_in_markup(&text),
            Structure::Json => match Node::parse(&text) {
                Ok(root) => {
                    let facts = concepts::read(&root, unlisted, true);
                    self.topics = self.topics.union(facts.topics);
                    self.doubts.extend(facts.doubts);
                }
                Err(_) => self.doubts.push(Doubt::Attachment),
            },
        }
    }

    /// The coded facts of a CDA document: `<code code="…" codeSystem="…" displayName="…"/>`.
    fn codes_in_markup(&mut self, text: &str) {
        for tag in text.split('<').filter(|tag| tag.contains("codeSystem")) {
            let tag = tag.split('>').next().unwrap_or_default();
            let Some(code) = attribute(tag, "code") else {
                continue;
            };
            let system = attribute(tag, "codeSystem");
            let named = systems::named(system);
            let words = attribute(tag, "displayName").unwrap_or_default();
            let topics = lists::topics(named, code, !words.is_empty()).union(terms::in_code(code));
            self.topics = self.topics.union(topics);
            let known = !topics.is_empty()
                || lists::is_harmless(named, code)
                || (language::can_read(words) && language::says_something(words, &[code]));
            if !known {
                self.doubts.push(Doubt::Code {
                    system: system.map(str::to_owned),
                    code: code.to_owned(),
                });
            }
        }
    }
}

/// The value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let before = tag[..at].chars().next_back();
        let rest = tag[at + name.len()..]
            .trim_start()
            .strip_prefix('=')?
            .trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = rest[1..].split(quote).next();
        value.filter(|_| before.is_none_or(char::is_whitespace))
    })
}

/// The words of an attachment.
struct Content {
    text: String,
    structure: Structure,
}

#[derive(Clone, Copy)]
enum Structure {
    Words,
    Markup,
    Json,
}

/// The words of an attachment; `None` if there may be words that we cannot read: a picture, a
/// document in a format that needs a program, content behind a link, broken base64 or characters,
/// a language that the lists do not read.
fn text_of(attachment: &Node<'_>) -> Option<Content> {
    let content_type = attachment.text_of("contentType")?.to_ascii_lowercase();
    let mut parts = content_type.split(';').map(str::trim);
    let media_type = parts.next()?;
    let charset = parts.find_map(|part| part.strip_prefix("charset="));
    if attachment
        .text_of("language")
        .is_some_and(|tag| !language::is_read(tag))
    {
        return None;
    }
    // R4 base64Binary allows white space between the characters.
    let data: String = attachment
        .text_of("data")?
        .split_ascii_whitespace()
        .collect();
    let structure = structure_of(media_type)?;
    let text = decode(
        STANDARD.decode(data).ok()?,
        charset.map(|name| name.trim_matches('"')),
    )?;
    Some(Content { text, structure })
}

fn structure_of(media_type: &str) -> Option<Structure> {
    match media_type {
        "text/plain" | "text/markdown" | "text/csv" => Some(Structure::Words),
        "text/html" | "text/xml" | "application/xhtml+xml" | "application/xml" => {
            Some(Structure::Markup)
        }
        "application/json" => Some(Structure::Json),
        other if other.ends_with("+json") => Some(Structure::Json),
        other if other.ends_with("+xml") && !other.starts_with("image/") => Some(Structure::Markup),
        _ => None,
    }
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
