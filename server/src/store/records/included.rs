//! What comes along with a page of matches: records that they point at, and the Provenance that points at them.
//!
//! Each is admitted by the filter of its own type, and only along a reference that is shown in what is served.

use std::collections::BTreeSet;

use domain::{catalogue::ResourceType, decision::RecordFilter, ids::ResourceId};
use fhir::search::{Criterion, Target};
use sea_orm::{
    ConnectionTrait, DbErr, Order,
    sea_query::{Cond, Condition, Expr, ExprTrait, Query},
};

use super::{
    Match, RecordKey,
    criteria::{Named, holds},
    entity::{
        record::Column as C,
        record_token::{self, Column as T},
    },
    filter::Reach,
    read,
    references::{exists_for, withhold},
    search::{leaving, matches, read_match},
};
use crate::store::statements::MAX_PARAMETERS;

/// A record that comes along with matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Included {
    /// Its type.
    pub kind: ResourceType,
    /// The record.
    pub found: Match,
}

/// Returns what these records point at by these parameters, stored or not.
pub(super) async fn targets(
    connection: &impl ConnectionTrait,
    pks: &[i64],
    params: &[&str],
) -> Result<BTreeSet<RecordKey>, DbErr> {
    let mut found = BTreeSet::new();
    for some in pks.chunks(MAX_PARAMETERS / 4) {
        let query = Query::select()
            .distinct()
            .columns([T::System, T::Code])
            .from(record_token::Entity)
            .and_where(Expr::col(T::RecordPk).is_in(some.iter().copied()))
            .and_where(Expr::col(T::Param).is_in(params.iter().copied()))
            .to_owned();
        for row in connection.query_all(&query).await? {
            let kind: String = row.try_get_by_index(0)?;
            found.insert(RecordKey {
                kind: read::kind(0, &kind)?,
                id: row.try_get_by_index(1)?,
            });
        }
    }
    Ok(found)
}

/// Which records are asked for, beside the matches of a search.
#[derive(Debug, Clone)]
pub enum Along {
    /// Records of one type with these ids, which matches point at.
    PointedAt {
        /// Their type.
        kind: ResourceType,
        /// Their ids.
        ids: Vec<String>,
        /// What the references of the matches may name.
        shown: RecordFilter,
        /// Whether the matches are directory records.
        directory: bool,
    },
    /// The Provenance of records of one type with these ids.
    ProvenanceOf {
        /// Their type.
        kind: ResourceType,
        /// Their ids.
        ids: Vec<String>,
    },
}

/// Returns at most so many of the records that come along, as far as the first filter admits them. Their references name
/// what the second admits.
pub(super) async fn along(
    connection: &impl ConnectionTrait,
    (filter, named): (&RecordFilter, &RecordFilter),
    along: &Along,
    most: u64,
) -> Result<Vec<Included>, DbErr> {
    let (kind, wanted) = wanted(along, named);
    let mut query = matches(Reach::Type(filter, kind), wanted);
    query.order_by(C::Pk, Order::Asc).limit(most);
    let rows = connection.query_all(&query).await?;
    let mut found = rows.iter().map(read_match).collect::<Result<Vec<_>, _>>()?;
    let bodies = found.iter_mut().map(leaving).collect();
    withhold(connection, named, kind.is_directory(), bodies).await?;
    Ok(found
        .into_iter()
        .map(|found| Included { kind, found })
        .collect())
}

fn wanted(along: &Along, named: &RecordFilter) -> (ResourceType, Condition) {
    match along {
        Along::PointedAt {
            kind,
            ids,
            shown,
            directory,
        } => {
            let ids = Expr::col(C::Id).is_in(ids.iter().map(String::as_str));
            let wanted = Cond::all().add(ids).add(exists_for(shown, *directory));
            (*kind, wanted)
        }
        Along::ProvenanceOf { kind, ids } => {
            let targets = ids.iter().filter_map(|id| {
                Some(Target {
                    kind: Some(*kind),
                    id: ResourceId::parse(id.as_str()).ok()?,
                })
            });
            let criterion = Criterion::Reference("target", targets.collect());
            let named = Named {
                filter: named,
                directory: false,
            };
            (ResourceType::Provenance, holds(&criterion, named))
        }
    }
}
