//! Which security labels did the sender set, and what do they stand for?
//!
//! Read are more codes than Sayso sends: all that HL7 DS4P knows, in every spelling of their systems. A label that is on no list
//! is a reason that cannot be read, and a record with one stays hidden.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::catalogue::TopicSet;

use super::doubt::Doubt;
use super::rows::lines;
use super::systems::{self, Named, System};
use super::{lists, terms};
use crate::json::Node;

pub(super) const FILE: &str = include_str!("classes/security-labels.csv");

/// What a label says that stands for no topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Nothing about what the record tells.
    Plain,
    /// The record is restricted; a topic beside it says why.
    WithTopic,
    /// A reason of its own, which is no topic.
    Reason,
}

static LABELS: LazyLock<HashMap<(System, String), Says>> = LazyLock::new(|| {
    let row = |columns: Vec<&'static str>| {
        let [system, code, says, _] = <[&str; 4]>::try_from(columns).ok()?;
        let system = System::named(system)?;
        Some(((system, system.spell(code)), says_named(says)?))
    };
    lines(FILE).filter_map(row).collect()
});

fn says_named(name: &str) -> Option<Says> {
    match name {
        "plain" => Some(Says::Plain),
        "with-topic" => Some(Says::WithTopic),
        "reason" => Some(Says::Reason),
        _ => None,
    }
}

/// One label, as it was written.
#[derive(Default)]
struct Written<'n> {
    system: Option<&'n str>,
    code: &'n str,
    words: Vec<&'n str>,
}

/// What the labels of one resource say.
pub(super) struct Sent {
    pub topics: TopicSet,
    /// It is restricted for a reason that is no topic, or that cannot be read.
    pub doubt: Option<Doubt>,
}

/// Reads the labels of a resource, of what it contains and of its single elements.
pub(super) fn read(root: &Node<'_>) -> Sent {
    let (mut topics, mut restricted, mut unread) = (TopicSet::EMPTY, false, false);
    for label in written(root) {
        let named = systems::named(label.system);
        let found = topics_of(named, &label);
        topics = topics.union(found);
        match says(named, label.code) {
            // A system that nobody knows may mean something else by a code of HL7: enough to hide, not to release.
            None if named == Named::Unknown && told(&label).is_empty() => unread = true,
            _ if !found.is_empty() => {}
            Some(Says::Plain) => {}
            Some(Says::WithTopic) => restricted = true,
            Some(Says::Reason) | None => unread = true,
        }
    }
    let hidden = unread || (restricted && topics.is_empty());
    Sent {
        topics,
        doubt: hidden.then_some(Doubt::Restricted),
    }
}

fn topics_of(named: Named, label: &Written<'_>) -> TopicSet {
    // A system that nobody knows may use the codes of HL7: enough to hide.
    let system = match named {
        Named::Unknown => Named::None,
        known => known,
    };
    lists::topics(system, label.code, true).union(told(label))
}

/// The topics that the letters of its code and its words tell, whatever the system.
fn told(label: &Written<'_>) -> TopicSet {
    let words = label.words.iter();
    words.fold(terms::in_code(label.code), |all, one| {
        all.union(terms::find(one))
    })
}

/// What a label says by the list; `None` if it is on none.
fn says(named: Named, code: &str) -> Option<Says> {
    let listed = |system: System| LABELS.get(&(system, system.spell(code))).copied();
    match named {
        // A label without a code names nothing, whatever its system is.
        _ if code.trim().is_empty() => None,
        Named::As(system) if system.is_whole() => Some(Says::Plain),
        Named::As(system) | Named::Like(system) => listed(system),
        Named::None => {
            let all = System::all().filter_map(listed);
            all.max_by_key(|says| *says as u8)
        }
        Named::Unknown => None,
    }
}

/// All labels below a node: `meta.security`, `DocumentReference.securityLabel`, `Composition.confidentiality`, and the labels
/// of single elements (DS4P `inline-sec-label`).
fn written<'n>(root: &'n Node<'_>) -> Vec<Written<'n>> {
    let mut found = Vec::new();
    root.each_object(&mut |name, object| {
        match name {
            "meta" => found.extend(object.all(&["security"]).into_iter().flat_map(concept)),
            "securityLabel" => found.extend(concept(object)),
            _ if is_inline(object) => {
                for value in ["valueCoding", "valueCodeableConcept"] {
                    found.extend(object.all(&[value]).into_iter().flat_map(concept));
                }
            }
            _ => {}
        }
        found.extend(object.text_of("confidentiality").map(|code| Written {
            code,
            ..Written::default()
        }));
        found.extend(object.all(&["securityLabel"]).into_iter().filter_map(bare));
    });
    found
}

fn is_inline(extension: &Node<'_>) -> bool {
    let url = extension.text_of("url");
    url.is_some_and(|url| url.to_ascii_lowercase().contains("inline-sec-label"))
}

/// The labels of a `CodeableConcept`, a `Coding` or a bare code.
fn concept<'n>(node: &'n Node<'_>) -> Vec<Written<'n>> {
    let codings = node.all(&["coding"]);
    if codings.is_empty() {
        return vec![bare(node).unwrap_or_else(|| coding(node, None))];
    }
    let text = node.text_of("text");
    codings.into_iter().map(|one| coding(one, text)).collect()
}

fn bare<'n>(node: &'n Node<'_>) -> Option<Written<'n>> {
    node.text().map(|code| Written {
        code,
        ..Written::default()
    })
}

fn coding<'n>(coding: &'n Node<'_>, text: Option<&'n str>) -> Written<'n> {
    let words = [coding.text_of("display"), coding.text_of("text"), text];
    Written {
        system: coding.text_of("system"),
        code: coding.text_of("code").unwrap_or_default(),
        words: words.into_iter().flatten().collect(),
    }
}
