//! Does each coded fact of a record touch topics, is it harmless, or is it not known?
//!
//! | answer | what it takes |
//! |---|---|
//! | touches topics | one coding on a topic's list, or words of a topic's terms |
//! | harmless | a code of a class that is harmless as a whole, or words that can be read and touch nothing |
//! | not known | everything else; of a medicine, also a name without an ingredient |

use domain::catalogue::TopicSet;

use super::doubt::Doubt;
use super::except::Except;
use super::places::{Coded, Place, codes_in_words, is_quantity, is_text_alone, question};
use super::systems::{self, Named, System};
use super::{ingredients, language, lists, terms};
use crate::{json::Node, labelling::UnlistedCodes};

/// What the coded facts of a record say.
#[derive(Debug)]
pub(super) struct Facts<'e> {
    pub topics: TopicSet,
    pub doubts: Vec<Doubt>,
    unlisted: UnlistedCodes,
    /// Whether words count: the record is in a language that the lists read.
    reads: bool,
    /// What is left out.
    except: &'e Except,
}

/// Reads all coded facts below a node.
pub(super) fn read(root: &Node<'_>, unlisted: UnlistedCodes, reads: bool) -> Facts<'static> {
    read_except(root, (unlisted, reads), Except::NOTHING)
}

/// The topics of all coded facts below a node, but for those at these places.
pub(super) fn topics_except(root: &Node<'_>, except: &Except) -> TopicSet {
    read_except(root, (UnlistedCodes::Words, true), except).topics
}

fn read_except<'e>(
    root: &Node<'_>,
    (unlisted, reads): (UnlistedCodes, bool),
    except: &'e Except,
) -> Facts<'e> {
    let mut facts = Facts {
        topics: TopicSet::EMPTY,
        doubts: Vec::new(),
        unlisted,
        reads,
        except,
    };
    let top = Place {
        resource: "",
        field: "",
        pharmacy: false,
        ingredients_listed: false,
    };
    facts.walk(top, root);
    facts.doubts.dedup();
    facts
}

impl Facts<'_> {
    fn walk<'n>(&mut self, place: Place<'n>, node: &'n Node<'_>) {
        if !node.is_object() {
            for one in node.each().iter().filter(|one| one.is_object()) {
                self.walk(place, one);
            }
            return;
        }
        if self.except.hold(&node.span) {
            return;
        }
        let place = place.entering(node);
        self.object(place, node);
        for (name, value) in node.members() {
            let below = Place {
                field: name,
                ..place
            };
            match &**name {
                // R4 §2.27.2: tags are about workflow, and labels are read elsewhere.
                "meta" if !place.resource.is_empty() => self.tags(value),
                "securityLabel" => {}
                "coding" => value.each().iter().for_each(|one| self.below(below, one)),
                _ => self.walk(below, value),
            }
        }
    }

    /// What hangs on a coding, which itself has been judged with its concept.
    fn below<'n>(&mut self, place: Place<'n>, coding: &'n Node<'_>) {
        for (name, value) in coding.members() {
            self.walk(
                Place {
                    field: name,
                    ..place
                },
                value,
            );
        }
    }

    /// A tag in a system of clinical codes is a fact; one of a workflow of the sender's is none, but for its words.
    fn tags(&mut self, meta: &Node<'_>) {
        for tag in meta.all(&["tag"]) {
            let display = tag.text_of("display").unwrap_or_default();
            let coded = coded(tag);
            let topics = topics_of(&coded, true).union(topics_of_words(display));
            self.topics = self.topics.union(topics);
            let says =
                self.reads && language::can_read(display) && language::says_something(display, &[]);
            let unknown = coded
                .iter()
                .find(|one| is_clinical(one) && !lists::is_harmless(one.system, one.code));
            if let Some(one) = unknown.filter(|_| topics.is_empty() && !says) {
                self.doubts.push(Doubt::Code {
                    system: one.written.map(str::to_owned),
                    code: one.code.to_owned(),
                });
            }
        }
    }

    fn object(&mut self, place: Place<'_>, node: &Node<'_>) {
        if node.get("coding").is_some() {
            let codings: Vec<&Node<'_>> = node.all(&["coding"]);
            self.concept(place, &codings, node.text_of("text"));
        } else if is_quantity(node) {
            let coded = coded(node);
            self.topics = self.topics.union(topics_of(&coded, true));
        } else if node.get("code").is_some_and(|code| code.text().is_some()) {
            self.concept(place, &[node], None);
        } else if node.get("answer").is_some()
            && let Some(asked) = question(node)
        {
            let words: Vec<&str> = node.text_of("text").into_iter().collect();
            self.judge(place, &[asked], &words);
        } else if is_text_alone(place.field, node) {
            self.concept(place, &[], node.text_of("text"));
        }
        if let Some(code) = node.text_of("valueCode") {
            self.code_of_extension(node.text_of("url").unwrap_or_default(), code);
        }
    }

    /// A bare code, whose system its extension fixes. Those of HL7 are about the form of data and about people.
    fn code_of_extension(&mut self, url: &str, code: &str) {
        let said = topics_of_words(code).union(terms::in_code(code));
        self.topics = self.topics.union(said);
        let of_hl7 = url.starts_with("http://hl7.org/fhir/") || !url.contains(':');
        if !of_hl7 {
            self.doubts.push(Doubt::Code {
                system: Some(url.to_owned()),
                code: code.to_owned(),
            });
        }
    }

    fn concept(&mut self, place: Place<'_>, codings: &[&Node<'_>], text: Option<&str>) {
        let coded: Vec<Coded<'_>> = codings.iter().flat_map(|coding| coded(coding)).collect();
        let displays = codings
            .iter()
            .filter_map(|coding| coding.text_of("display"));
        let words: Vec<&str> = text.into_iter().chain(displays).collect();
        self.judge(place, &coded, &words);
    }

    fn judge(&mut self, place: Place<'_>, coded: &[Coded<'_>], words: &[&str]) {
        let said = words
            .iter()
            .fold(TopicSet::EMPTY, |all, one| all.union(topics_of_words(one)));
        let topics = topics_of(coded, !words.is_empty()).union(said);
        self.topics = self.topics.union(topics);
        if topics.is_empty()
            && !is_class_known(place, coded)
            && let Some(doubt) = self.doubt(place, coded, words)
        {
            self.doubts.push(doubt);
        }
    }

    /// Why words do not tell that a concept is harmless; nothing if they do.
    fn doubt(&self, place: Place<'_>, coded: &[Coded<'_>], words: &[&str]) -> Option<Doubt> {
        let unlisted = coded
            .iter()
            .find(|one| !lists::is_harmless(one.system, one.code));
        let code = || unlisted.map(|one| one.code.to_owned());
        let medicine = place.holds_medicine(coded);
        if unlisted.is_none() && (words.is_empty() || !coded.is_empty()) && !medicine {
            return None;
        }
        if self.unlisted == UnlistedCodes::Hide {
            return Some(Doubt::WordsAlone);
        }
        let readable: Vec<&&str> = words
            .iter()
            .filter(|one| self.reads && language::can_read(one))
            .collect();
        if medicine {
            let told = readable.iter().any(|one| ingredients::are_told(one));
            return (!told).then(|| Doubt::Medicine(code()));
        }
        let codes: Vec<&str> = coded.iter().map(|one| one.code).collect();
        let says = |one: &&&str| place.is_answer() || language::says_something(one, &codes);
        if readable.iter().any(says) {
            return None;
        }
        let unread = readable.len() < words.len();
        match unlisted {
            _ if unread => Some(Doubt::Language),
            Some(one) => Some(Doubt::Code {
                system: one.written.map(str::to_owned),
                code: one.code.to_owned(),
            }),
            // Words that say nothing, such as a number, with no code beside them.
            None => {
                let mut codes = words
                    .iter()
                    .filter(|one| one.chars().any(|c| c.is_ascii_digit()));
                codes.next().map(|one| Doubt::Code {
                    system: None,
                    code: (*one).to_owned(),
                })
            }
        }
    }
}

fn coded<'n>(coding: &'n Node<'_>) -> Vec<Coded<'n>> {
    let written = coding.text_of("system");
    let code = coding
        .text_of("code")
        .filter(|code| !code.trim().is_empty());
    code.map(|code| Coded {
        written,
        system: systems::named(written),
        code,
    })
    .into_iter()
    .collect()
}

fn topics_of(coded: &[Coded<'_>], with_words: bool) -> TopicSet {
    coded.iter().fold(TopicSet::EMPTY, |all, one| {
        let listed = lists::topics(one.system, one.code, with_words);
        all.union(listed).union(terms::in_code(one.code))
    })
}

/// What words say, and the codes among them.
fn topics_of_words(text: &str) -> TopicSet {
    codes_in_words(text).fold(terms::find(text), |all, code| {
        all.union(lists::topics(Named::None, code, true))
    })
}

/// All codings of a concept mean the same: one in a clinical class speaks for the others. One of an administrative system
/// speaks for itself alone.
fn is_class_known(place: Place<'_>, coded: &[Coded<'_>]) -> bool {
    let fixed = place.fixes_system().and_then(System::named).map(Named::As);
    let is_plain = |code: &str| code.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    let system = |one: &Coded<'_>| match one.system {
        Named::None if is_plain(one.code) => fixed.unwrap_or(Named::None),
        named => named,
    };
    let harmless = |one: &Coded<'_>| lists::is_harmless(system(one), one.code);
    let all = !coded.is_empty() && coded.iter().all(harmless);
    all || coded.iter().any(|one| is_clinical(one) && harmless(one))
}

fn is_clinical(one: &Coded<'_>) -> bool {
    match one.system {
        Named::As(system) => !system.is_whole() || system.name() == "cvx",
        Named::Like(_) => true,
        Named::None | Named::Unknown => false,
    }
}
