//! What is a record found by, beside its columns?

use std::collections::{BTreeSet, HashMap};

use domain::catalogue::ResourceType;
use fhir::{
    json::{Node, facts},
    search::{self, Value},
};

use super::labels::Found;
use crate::store::records::{IndexedDate, IndexedToken, RecordIndex, RecordKey, SearchParam};

/// The index of a resource of which is known what its references point at.
pub(super) fn index(kind: ResourceType, root: &Node<'_>, found: &[Found]) -> RecordIndex {
    let targets: HashMap<&str, &RecordKey> = found
        .iter()
        .map(|one| (one.written.as_str(), &one.key))
        .collect();
    let of = |param| move |coding: facts::Coding<'_>| token(param, &coding);
    let categories = facts::category_codings(root).into_iter();
    let codes = facts::code_codings(root).into_iter();
    let mut tokens: BTreeSet<IndexedToken> = categories
        .map(of(SearchParam::Category))
        .chain(codes.map(of(SearchParam::Code)))
        .chain(identifiers(root))
        .collect();
    let mut dates = BTreeSet::new();
    for (name, value) in search::index(kind, root) {
        let param = SearchParam::Element(name);
        let plain = |code: String| IndexedToken {
            param,
            system: String::new(),
            code,
        };
        let token = match value {
            Value::Coding(coding) => Some(token(param, &coding)),
            Value::Text(text) => Some(plain(text)),
            Value::Canonical(address) => Some(plain(address.to_owned())),
            Value::Reference(written) => targets.get(written).map(|key| IndexedToken {
                param,
                system: key.kind.to_string(),
                code: key.id.clone(),
            }),
            Value::Date(lasts) => {
                dates.insert(IndexedDate {
                    param: name,
                    start: lasts.start,
                    end: lasts.end.max(lasts.start),
                });
                None
            }
        };
        tokens.extend(token);
    }
    RecordIndex {
        tokens: tokens.into_iter().collect(),
        dates: dates.into_iter().collect(),
    }
}

/// The business identifiers of a resource, as they are searched for.
pub(super) fn identifiers(root: &Node<'_>) -> Vec<IndexedToken> {
    let identifiers = facts::identifiers(root).into_iter();
    identifiers
        .map(|one| token(SearchParam::Identifier, &one))
        .collect()
}

fn token(param: SearchParam, coding: &facts::Coding<'_>) -> IndexedToken {
    IndexedToken {
        param,
        system: coding.system.unwrap_or_default().to_owned(),
        code: coding.code.to_owned(),
    }
}
