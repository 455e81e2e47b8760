//! Which resource is an entry, under which key?

use std::collections::HashMap;

use domain::catalogue::ResourceType;
use domain::ids::is_fhir_id;
use sha2::{Digest, Sha256};

use super::{
    refusal::{Place, Why},
    sources::{RawEntry, source_of},
    versions::{is_superseded_by, version_of},
};
use crate::store::records::{RecordKey, SourceVersion};
use fhir::json::{JsonError, Node, facts};

/// An entry that has been read, but not yet tied to others.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub place: Place,
    pub full_url: Option<String>,
    /// The server that its id comes from; `None` if nobody named one.
    pub source: Option<String>,
    pub text: &'a str,
    pub root: Node<'a>,
    pub key: RecordKey,
    /// What its sender says of its version.
    pub version: SourceVersion,
    /// Its text is one that is stored here: what it says of its version, we wrote.
    pub is_ours: bool,
}

/// Reads one entry. `source` is the server of all entries that do not name their own.
pub(super) fn read<'a>(entry: RawEntry<'a>, source: Option<&str>) -> Result<Draft<'a>, Why> {
    if let Some(method) = entry
        .method
        .filter(|method| method != "POST" && method != "PUT")
    {
        return Err(Why::OtherMethod(method));
    }
    if entry.text.is_empty() {
        return Err(Why::NoResource);
    }
    let root = Node::parse(entry.text)?;
    if !root.is_object() {
        return Err(Why::Json(JsonError::NotAnObject));
    }
    let kind = root.text_of("resourceType").ok_or(Why::NoType)?;
    let kind: ResourceType = kind.parse().map_err(|_| Why::UnknownType(shorten(kind)))?;
    if root.get("meta").is_some_and(|meta| !meta.is_object()) {
        return Err(Why::BadMeta);
    }
    let id = match root.get("id") {
        Some(node) => Some(
            node.text()
                .filter(|id| is_fhir_id(id))
                .ok_or(Why::BadId)?
                .to_owned(),
        ),
        None => None,
    };
    let id = id.unwrap_or_else(|| made_up_id(entry.full_url.as_deref(), entry.text));
    let suffix = format!("/{kind}/{id}");
    let base = entry
        .full_url
        .as_deref()
        .and_then(|url| url.strip_suffix(&suffix));
    Ok(Draft {
        place: entry.place,
        source: base
            .and_then(source_of)
            .or_else(|| source.map(str::to_owned)),
        full_url: entry.full_url,
        text: entry.text,
        version: version_of(&root),
        is_ours: false,
        root,
        key: RecordKey { kind, id },
    })
}

/// Gives the entries the server that their `meta.source` names, where nothing else does and all of them name the same. Where
/// they differ, somebody else collected them, and the ids are that one's.
pub(super) fn agree_on_source(drafts: &mut [Draft<'_>]) {
    let said = |draft: &Draft<'_>| {
        let address = draft.root.get("meta")?.text_of("source")?;
        source_of(address.split('#').next()?)
    };
    let mut sources = drafts
        .iter()
        .map(|draft| (draft.source.is_none(), said(draft)));
    let Some((true, Some(first))) = sources.next() else {
        return;
    };
    if sources.all(|(open, said)| open && said.as_ref() == Some(&first)) {
        for draft in drafts {
            draft.source = Some(first.clone());
        }
    }
}

/// An id that comes out the same each time the same entry is imported.
fn made_up_id(full_url: Option<&str>, text: &str) -> String {
    let named = full_url
        .and_then(|url| url.strip_prefix("urn:uuid:"))
        .filter(|id| is_fhir_id(id));
    named.map_or_else(
        || format!("{:x}", Sha256::digest(text))[..32].to_owned(),
        str::to_owned,
    )
}

fn shorten(name: &str) -> String {
    name.chars().take(40).collect()
}

/// The key that a literal reference names.
pub(super) fn key_of(reference: &str) -> Option<RecordKey> {
    facts::literal(reference).map(|(kind, id)| RecordKey {
        kind,
        id: id.to_owned(),
    })
}

/// Which keys have been seen in a file, where, and in which version.
#[derive(Debug, Default)]
pub(super) struct Seen(HashMap<RecordKey, (Place, SourceVersion)>);

impl Seen {
    /// Passes a draft on unless its key was there before, in this version or in a newer one.
    pub(super) fn newest<'a>(&mut self, draft: Draft<'a>) -> Result<Draft<'a>, Why> {
        if let Some((place, before)) = self.0.get(&draft.key) {
            if is_superseded_by(&draft.version, before) {
                return Err(Why::Older(draft.key));
            }
            if !is_superseded_by(before, &draft.version) {
                return Err(Why::Twice(draft.key, *place));
            }
        }
        let seen = (draft.place, draft.version.clone());
        self.0.insert(draft.key.clone(), seen);
        Ok(draft)
    }
}
