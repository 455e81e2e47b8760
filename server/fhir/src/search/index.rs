//! What does a resource hold for each parameter that looks at its elements? An import puts it beside the resource.

use domain::catalogue::ResourceType;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::elements::{Element, Holds, elements};
use crate::json::{
    Node,
    dates::Interval,
    facts::{self, Coding},
};

/// Raised when the index holds something else of the same resource, so that what is stored is indexed anew.
pub const INDEX_FORM: u8 = 1;

/// One value by which a resource is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'n> {
    Coding(Coding<'n>),
    Date(Interval),
    /// In the form that searches compare ([`folded`]).
    Text(String),
    /// As it is written in the resource.
    Reference(&'n str),
    /// The address of a definition without its version, and with it where it has one.
    Canonical(&'n str),
}

/// Everything by which this resource is found, each with the name of the parameter.
pub fn index<'n>(kind: ResourceType, root: &'n Node<'_>) -> Vec<(&'static str, Value<'n>)> {
    let of_element = |element: Element| {
        let nodes = element.paths().flat_map(|path| root.all(&path));
        let values: Vec<Value<'n>> = nodes.flat_map(|node| values(element.holds, node)).collect();
        values.into_iter().map(move |value| (element.name, value))
    };
    elements(kind).flat_map(of_element).collect()
}

fn values<'n>(holds: Holds, node: &'n Node<'_>) -> Vec<Value<'n>> {
    match holds {
        Holds::Concept => {
            // A Coding stands for itself.
            let codings = match node.get("coding") {
                Some(codings) => codings.each(),
                None => std::slice::from_ref(node),
            };
            codings.iter().filter_map(coding).collect()
        }
        Holds::Code(system) => {
            let coding = |code| {
                Value::Coding(Coding {
                    system: Some(system),
                    code,
                })
            };
            node.text().map(coding).into_iter().collect()
        }
        Holds::Date => facts::interval(node).map(Value::Date).into_iter().collect(),
        Holds::Text => texts(node),
        Holds::Reference => {
            let target = node.text_of("reference").map(Value::Reference);
            target.into_iter().collect()
        }
        Holds::Canonical => {
            let Some(address) = node.text() else {
                return Vec::new();
            };
            let plain = address.split_once('|').map(|(plain, _)| plain);
            let both = plain.into_iter().chain([address]);
            both.map(Value::Canonical).collect()
        }
    }
}

fn coding<'n>(node: &'n Node<'_>) -> Option<Value<'n>> {
    Some(Value::Coding(Coding {
        system: node.text_of("system"),
        code: node.text_of("code")?,
    }))
}

/// A text, or each text of a name or an address: FHIR R4 `HumanName` and `Address`, "any of the string fields".
fn texts(node: &Node<'_>) -> Vec<Value<'static>> {
    const FIELDS: &[&str] = &[
        "text",
        "family",
        "given",
        "prefix",
        "suffix",
        "line",
        "city",
        "district",
        "state",
        "postalCode",
        "country",
    ];
    let parts: Vec<&Node<'_>> = match node.text() {
        Some(_) => vec![node],
        None => FIELDS.iter().flat_map(|field| node.all(&[field])).collect(),
    };
    let said = parts.into_iter().filter_map(Node::text).map(folded);
    said.filter(|text| !text.is_empty())
        .map(Value::Text)
        .collect()
}

/// A text as searches compare it: case and accents do not count (FHIR R4 §3.1.1.4.8).
pub fn folded(text: &str) -> String {
    let letters = text.trim().nfkd().filter(|c| !is_combining_mark(*c));
    letters.flat_map(char::to_lowercase).collect()
}
