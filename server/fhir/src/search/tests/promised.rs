//! Does the index hold something of a type for every parameter that the CapabilityStatement names, and is every such
//! parameter named?

use std::collections::BTreeSet;

use domain::catalogue::ResourceType;

use crate::{
    json::{Node, facts},
    search::{Field, index, parameters},
};

const ONE_OF_EACH: &str = include_str!("../one-of-each.json");

/// What an import finds in a resource to put into the index.
fn indexed(kind: ResourceType, root: &Node<'_>) -> BTreeSet<Field> {
    let found = [
        (Field::Category, !facts::category_codings(root).is_empty()),
        (Field::Code, !facts::code_codings(root).is_empty()),
        (Field::Date, facts::when(root).is_some()),
        (Field::Status, facts::status(root).is_some()),
        (Field::Identifier, !facts::identifiers(root).is_empty()),
    ];
    let found = found.into_iter().filter(|(_, found)| *found);
    let elements: BTreeSet<&str> = index(kind, root)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let elements = parameters(kind)
        .map(|(_, field)| field)
        .filter(|field| matches!(field, Field::Element(one) if elements.contains(one.name)));
    found.map(|(field, _)| field).chain(elements).collect()
}

#[test]
fn what_is_named_is_what_the_index_holds() {
    let bundle = Node::parse(ONE_OF_EACH).unwrap();
    let entries = bundle.all(&["entry", "resource"]);
    let of_everything = BTreeSet::from([Field::Id, Field::LastUpdated, Field::Patient]);
    for kind in ResourceType::ALL.iter().copied() {
        let of_kind = entries
            .iter()
            .filter(|entry| entry.text_of("resourceType") == Some(kind.as_str()));
        let found: BTreeSet<Field> = of_kind.flat_map(|root| indexed(kind, root)).collect();
        let named: BTreeSet<Field> = parameters(kind).map(|(_, field)| field).collect();
        let named: BTreeSet<Field> = named.difference(&of_everything).copied().collect();
        assert_eq!(named, found, "{kind}");
    }
}

#[test]
fn no_parameter_is_named_twice() {
    for kind in ResourceType::ALL.iter().copied() {
        let names: Vec<_> = parameters(kind).map(|(name, _)| name).collect();
        let once: BTreeSet<_> = names.iter().collect();
        assert_eq!(once.len(), names.len(), "{kind}: {names:?}");
    }
}
