//! Labels and indexes what is stored anew, when the lists of the labelling, `unlisted_codes` or the search parameters have
//! changed since.
//!
//! A server does this before it answers anybody. Records keep their text and their ids.

use domain::catalogue::{CategorySet, ResourceType};

use super::{
    index::index,
    labels::{self, Found},
    lists::in_force,
    stamp::stamp,
};
use crate::{
    operations::prelude::*,
    store::records::{LabelledAnew, Pass, RecordIndex, RecordKey, Stamped, StoredText},
};
use fhir::json::{Edit, Node, apply, facts};

/// Records read at a time.
const BATCH: u64 = 2_000;

/// Returns how many records were labelled anew: none if all labels are those of the lists in force.
///
/// # Errors
/// If the store fails. What was labelled stays, and the next call does all of it again.
pub async fn label_anew(deps: &Deps) -> Result<u64, StoreError> {
    let lists = in_force(deps);
    let known = deps.store.read().records().labelled_by().await?;
    if known.as_deref() == Some(&lists) {
        return Ok(0);
    }
    let mut count = 0;
    for pass in [Pass::Records, Pass::Provenance] {
        count += label_all(deps, pass).await?;
    }
    let patients = deps.store.read().records().patients().await?;
    let tx = deps.store.begin().await?;
    tx.records().relabel(&patients).await?;
    tx.records().note_lists(&lists).await?;
    tx.commit().await?;
    if count > 0 {
        tracing::info!(count, "stored records labelled and indexed anew");
    }
    Ok(count)
}

async fn label_all(deps: &Deps, pass: Pass) -> Result<u64, StoreError> {
    let (mut count, mut after) = (0, 0);
    loop {
        let reader = deps.store.read();
        let batch = reader.records().stored_after(pass, after, BATCH).await?;
        let Some(last) = batch.last() else {
            return Ok(count);
        };
        after = last.pk;
        count += batch.len() as u64;
        let tx = deps.store.begin().await?;
        let mut anew = Vec::with_capacity(batch.len());
        for stored in &batch {
            let mut labelled = label(deps, stored);
            if pass == Pass::Provenance {
                labelled.categories = of_targets(&tx, &labelled).await?;
            }
            anew.push(labelled);
        }
        tx.records().save_anew(&anew).await?;
        tx.commit().await?;
    }
}

/// What a record says by itself. One that cannot be read any more is not known, and belongs to every kind that it could.
fn label(deps: &Deps, stored: &StoredText) -> LabelledAnew {
    let kind = stored.key.kind;
    let mut labelled = LabelledAnew {
        pk: stored.pk,
        is_nobodys: stored.patient.is_none(),
        categories: CategorySet::of_resource(kind),
        topics: domain::catalogue::TopicSet::EMPTY,
        classified: false,
        references: Vec::new(),
        index: RecordIndex::default(),
        in_error: false,
        stamped: None,
    };
    let Ok(root) = Node::parse(&stored.body) else {
        return labelled;
    };
    let found = found(&root, &stored.key);
    let label = labels::label(kind, &root, &found, deps.config.unlisted_codes);
    labelled.references = labels::ties(kind, &root, &found, label.topics);
    let edits = stamp(&root, stored.last_updated);
    labels::place(&mut labelled.references, &found, &edits);
    labelled.in_error = facts::is_in_error(&root);
    labelled.stamped = stamped(stored, &root, edits);
    labelled.index = index(kind, &root, &found);
    labelled.categories = facts::categories(kind, &root);
    labelled.classified = label.is_classified();
    labelled.topics = label.topics;
    labelled
}

/// The text with our version, unless it has it already.
fn stamped(stored: &StoredText, root: &Node<'_>, edits: Vec<Edit>) -> Option<Stamped> {
    let body = apply(&stored.body, edits);
    let version = root.get("meta").and_then(|meta| meta.text_of("versionId"));
    let ours = stored.last_updated.timestamp_millis().to_string();
    (body != stored.body).then(|| Stamped {
        body,
        source_version: version
            .filter(|version| *version != ours)
            .map(str::to_owned),
    })
}

/// What a stored text points at: its references are literal since it came in.
fn found(root: &Node<'_>, own: &RecordKey) -> Vec<Found> {
    let references = facts::references(root).into_iter();
    let links = facts::attachment_links(root).into_iter();
    let all = references
        .map(|one| (one, false))
        .chain(links.map(|one| (one, true)));
    let literal = all.filter_map(|(one, is_link)| {
        let (kind, id) = facts::literal(one.target)?;
        let key = RecordKey {
            kind,
            id: id.to_owned(),
        };
        Some(Found {
            key,
            written: one.target.to_owned(),
            whole: one.whole,
            is_link,
        })
    });
    let content = |one: &Found| !one.is_link || one.key.kind == ResourceType::Binary;
    literal
        .filter(|one| one.key != *own && content(one))
        .collect()
}

/// Provenance is of the kinds of its targets.
async fn of_targets(tx: &Tx, provenance: &LabelledAnew) -> Result<CategorySet, StoreError> {
    let targets = provenance.references.iter().map(|one| &one.target);
    let known = tx.records().known(targets).await?;
    let categories = known.values().map(|known| known.categories);
    Ok(categories.fold(CategorySet::EMPTY, CategorySet::union))
}
