//! Records leave without the ids of what is left out: a reference to it becomes its type alone, the same for every reason.
//!
//! Where references stand was kept at import, so a body is neither parsed nor written anew; one without a reference to
//! something hidden leaves byte for byte.

use std::collections::HashMap;
use std::ops::Range;

use domain::{catalogue::ResourceType, decision::RecordFilter};
use sea_orm::{
    ConnectionTrait, DbErr, QueryResult,
    sea_query::{Cond, Condition, Expr, ExprTrait, Query},
};

use super::{
    RecordKey,
    entity::{
        record::{self, Column as C},
        record_reference::{self, Column as R},
    },
    filter::{Reach, admitted},
    read,
};
use crate::store::statements::MAX_PARAMETERS;
use fhir::json::{Edit, Node, apply, facts};

/// A body that is about to leave.
pub(super) struct Leaving<'b> {
    pub(super) pk: i64,
    pub(super) body: &'b mut String,
}

/// A reference to something that the filter does not admit.
struct Hidden {
    target: RecordKey,
    /// Nothing for a record that was stored before this was kept.
    spans: Option<String>,
}

/// Takes the ids of what the filter does not admit out of these bodies. `directory` says whether they are directory records.
pub(super) async fn withhold(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    directory: bool,
    leaving: Vec<Leaving<'_>>,
) -> Result<(), DbErr> {
    let keys: Vec<i64> = leaving.iter().map(|one| one.pk).collect();
    let mut hidden = hidden_targets(connection, filter, directory, &keys).await?;
    for Leaving { pk, body } in leaving {
        if let Some(targets) = hidden.remove(&pk) {
            *body = without(body, &targets);
        }
    }
    Ok(())
}

async fn hidden_targets(
    connection: &impl ConnectionTrait,
    filter: &RecordFilter,
    directory: bool,
    keys: &[i64],
) -> Result<HashMap<i64, Vec<Hidden>>, DbErr> {
    let mut hidden: HashMap<i64, Vec<Hidden>> = HashMap::new();
    for some in keys.chunks(MAX_PARAMETERS / 4) {
        let pointers = Expr::col((record_reference::Entity, R::RecordPk));
        let is_target = Cond::all()
            .add(
                Expr::col((record::Entity, C::ResourceType))
                    .equals((record_reference::Entity, R::TargetType)),
            )
            .add(
                Expr::col((record::Entity, C::Id)).equals((record_reference::Entity, R::TargetId)),
            );
        // A condition on a record of nobody's is neither true nor false.
        let exists: Expr = Expr::case(exists_for(filter, directory), 1)
            .finally(0)
            .into();
        let query = Query::select()
            .columns([R::RecordPk, R::Spans])
            .columns([C::ResourceType, C::Id])
            .from(record_reference::Entity)
            .inner_join(record::Entity, is_target)
            .and_where(pointers.is_in(some.iter().copied()))
            .and_where(exists.eq(0))
            .to_owned();
        for row in connection.query_all(&query).await? {
            let (pk, found) = read_hidden(&row)?;
            hidden.entry(pk).or_default().push(found);
        }
    }
    Ok(hidden)
}

/// What the filter shows of what these records point at. The patient's own id is what the access is about: whoever reads
/// knows it.
pub(super) fn exists_for(filter: &RecordFilter, directory: bool) -> Condition {
    let subject = Cond::all()
        .add(Expr::col(C::ResourceType).eq(ResourceType::Patient.as_str()))
        .add(Expr::col(C::Id).eq(filter.subject.as_str()));
    let exists = Cond::any().add(subject);
    if !directory {
        return exists.add(admitted(Reach::PointedAt(filter)));
    }
    ResourceType::ALL
        .iter()
        .filter(|kind| kind.is_directory())
        .fold(exists, |any, kind| {
            any.add(admitted(Reach::Type(filter, *kind)))
        })
}

fn read_hidden(row: &QueryResult) -> Result<(i64, Hidden), DbErr> {
    let pk: i64 = row.try_get_by_index(0)?;
    let kind: String = row.try_get_by_index(2)?;
    let hidden = Hidden {
        spans: row.try_get_by_index(1)?,
        target: RecordKey {
            kind: read::kind(pk, &kind)?,
            id: row.try_get_by_index(3)?,
        },
    };
    Ok((pk, hidden))
}

fn without(body: &str, hidden: &[Hidden]) -> String {
    let edits = hidden.iter().flat_map(|one| {
        let spans = one
            .spans
            .as_deref()
            .map_or_else(|| find_spans(body, &one.target), read_spans);
        let kind = one.target.kind;
        spans
            .into_iter()
            .map(move |span| type_alone(body, span, kind))
    });
    apply(body, edits.collect())
}

/// A `Reference` with its type (R4 §2.3.0): what is mandatory stays there. Of a link, the name of the type.
fn type_alone(body: &str, span: Range<usize>, kind: ResourceType) -> Edit {
    let is_link = body
        .get(span.clone())
        .is_some_and(|text| text.starts_with('"'));
    let replacement = if is_link {
        format!("\"{kind}\"")
    } else {
        format!("{{\"type\":\"{kind}\"}}")
    };
    Edit { span, replacement }
}

/// Spans as they are stored: `120-163 500-540`.
pub(super) fn write_spans(spans: &[Range<usize>]) -> String {
    let written = spans
        .iter()
        .map(|span| format!("{}-{}", span.start, span.end));
    written.collect::<Vec<_>>().join(" ")
}

fn read_spans(stored: &str) -> Vec<Range<usize>> {
    let spans = stored.split(' ').filter_map(|span| span.split_once('-'));
    spans
        .filter_map(|(start, end)| Some(start.parse().ok()?..end.parse().ok()?))
        .collect()
}

fn find_spans(body: &str, target: &RecordKey) -> Vec<Range<usize>> {
    let Ok(root) = Node::parse(body) else {
        return Vec::new();
    };
    let references = facts::references(&root).into_iter();
    let all = references.chain(facts::attachment_links(&root));
    let of_target = all.filter(|one| {
        let named = facts::literal(one.target);
        named.is_some_and(|(kind, id)| kind == target.kind && id == target.id)
    });
    of_target.map(|one| one.whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = r#"{"resourceType":"Observation","encounter":{"reference":"Encounter/e1","display":"Clinic"},"note":"é","partOf":[{"reference":"Procedure/p"},{"reference":"Encounter/e1"}]}"#;

    fn hidden(spans: Option<String>) -> Vec<Hidden> {
        let target = RecordKey {
            kind: ResourceType::Encounter,
            id: "e1".to_owned(),
        };
        vec![Hidden { target, spans }]
    }

    #[test]
    fn every_reference_to_a_hidden_record_becomes_its_type_alone() {
        let cut = without(BODY, &hidden(None));
        assert_eq!(
            cut,
            r#"{"resourceType":"Observation","encounter":{"type":"Encounter"},"note":"é","partOf":[{"reference":"Procedure/p"},{"type":"Encounter"}]}"#
        );
    }

    #[test]
    fn what_was_kept_and_what_is_found_anew_are_the_same_places() {
        let target = &hidden(None)[0].target;
        let kept = write_spans(&find_spans(BODY, target));
        assert_eq!(
            without(BODY, &hidden(Some(kept))),
            without(BODY, &hidden(None))
        );
    }

    #[test]
    fn a_link_to_hidden_content_says_no_more_than_what_it_is() {
        let body = r#"{"content":[{"attachment":{"contentType":"text/plain","url":"Binary/b"}}]}"#;
        let target = RecordKey {
            kind: ResourceType::Binary,
            id: "b".to_owned(),
        };
        let cut = without(
            body,
            &[Hidden {
                target,
                spans: None,
            }],
        );
        assert_eq!(
            cut,
            r#"{"content":[{"attachment":{"contentType":"text/plain","url":"Binary"}}]}"#
        );
    }
}
