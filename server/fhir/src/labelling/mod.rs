//! Which sensitive topics does a record touch, and could we read enough of it to say so?
//!
//! Three sources, joined: security labels that the sender set, curated code lists (`topics/*.csv`)
//! and curated words (`topics/*.terms`) matched against all free text. A coded fact that no list or
//! class (`classes/*.csv`) holds is judged by its words; what is not known is never called harmless.
//! What points at a labelled record carries its label too, and a part is what its whole is, see [`spread`].
//!
//! | file | answers |
//! |---|---|
//! | `concepts`, `places` | does a coded fact touch topics, is it harmless, or is it not known? |
//! | `security` | which labels did the sender set? |
//! | `systems`, `lists` | which code system is meant, and what does a code stand for? |
//! | `terms`, `ingredients`, `forms` | which topics do words stand for, and which ingredient does a medicine have? |
//! | `free_text`, `words`, `language` | which words does a text hold, and can they be read? |
//! | `attachments` | what does attached content say? |
//! | `bond`, `parts`, `spread` | how far does a label reach? |
//! | `coverage` | what do the lists hold, and what do they not? |
//! | `version` | are stored labels those of these lists? |

mod attachments;
mod bond;
mod concepts;
pub mod coverage;
mod doubt;
mod except;
mod forms;
mod free_text;
mod ingredients;
mod language;
mod lists;
mod parts;
mod places;
mod rows;
mod security;
mod spread;
mod systems;
mod terms;
mod unlisted;
mod version;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use domain::catalogue::{ResourceType, TopicSet};

use crate::json::Node;

pub use bond::{Bond, occasions};
pub use doubt::Doubt;
pub use parts::{Part, parts};
pub use spread::{Edge, carries, known, spread};
pub use unlisted::UnlistedCodes;
pub use version::version;

/// What a record says by itself, before labels spread along references.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    pub topics: TopicSet,
    /// Why it is not known to be harmless: such a record stays hidden. Empty if it is known.
    pub doubts: Vec<Doubt>,
}

impl Label {
    pub fn is_classified(&self) -> bool {
        self.doubts.is_empty()
    }
}

/// Labels one resource. Attachments behind one of `links` are records of their own.
pub fn label(
    kind: ResourceType,
    root: &Node<'_>,
    links: &BTreeSet<&str>,
    unlisted: UnlistedCodes,
) -> Label {
    let sent = security::read(root);
    let mut label = Label {
        topics: sent.topics,
        doubts: sent.doubt.into_iter().collect(),
    };
    let free = free_text::is_free(kind);
    let reads = root.text_of("language").is_none_or(language::is_read);
    let facts = concepts::read(root, unlisted, reads);
    label.add(facts.topics, facts.doubts);
    label.add(free_text::topics_of_addresses(root), Vec::new());
    if !free {
        label.add(free_text::topics_about_person(root), Vec::new());
    }
    if free {
        label.add(free_text::topics(root), Vec::new());
        if !reads || has_unread_words(root) {
            label.doubts.push(Doubt::Language);
        }
        let attached = attachments::read(kind, root, links, unlisted);
        label.add(attached.topics, attached.doubts);
    }
    label.doubts.dedup();
    label
}

impl Label {
    fn add(&mut self, topics: TopicSet, doubts: Vec<Doubt>) {
        self.topics = self.topics.union(topics);
        self.doubts.extend(doubts);
    }
}

/// Whether there are longer words in other letters or another language.
fn has_unread_words(root: &Node<'_>) -> bool {
    let mut unread = false;
    root.each_text(&mut |name, text| {
        let prose = !free_text::STRUCTURE.contains(&name) && !NAMES.contains(&name);
        unread |= prose && (!language::can_read_note(text) || is_marked_unread(name, text));
    });
    unread
}

/// Whether the narrative says that it is in another language.
fn is_marked_unread(name: &str, text: &str) -> bool {
    name == "div"
        && text.match_indices("lang=").any(|(at, found)| {
            let tag = text[at + found.len()..].trim_start_matches(['"', '\'']);
            !language::is_read(tag.split(['"', '\'']).next().unwrap_or_default())
        })
}

/// Fields that hold names of people and places.
const NAMES: &[&str] = &[
    "display",
    "name",
    "alias",
    "prefix",
    "suffix",
    "value",
    "author",
    "authorString",
    "line",
];
