//! Which label does each stored record carry, once labels have spread along references?

use std::collections::{BTreeSet, HashMap};

use domain::catalogue::ResourceType;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::RecordKey;
use super::entity::{record, record_reference};
use crate::store::statements::MAX_PARAMETERS;
use fhir::labelling::{self, Bond, Edge};

struct Row {
    pk: i64,
    patient: String,
    kind: String,
    id: String,
    own: Label,
    stored: Label,
}

/// The labels of a record, as they are stored.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Label {
    topics: i64,
    classified: bool,
}

/// Spreads labels within the record of each of these patients, in the caller's transaction.
///
/// A patient without a single label or bond needs no walk: there is nothing to spread or to take back.
pub(super) async fn relabel(
    tx: &impl ConnectionTrait,
    patients: &BTreeSet<String>,
) -> Result<(), DbErr> {
    let patients: Vec<&str> = patients.iter().map(String::as_str).collect();
    for some in patients.chunks(500) {
        let labelled = with_labels(tx, some).await?;
        if labelled.is_empty() {
            continue;
        }
        let rows = rows_of(tx, &labelled).await?;
        let ties = ties_between(tx, &labelled, &rows).await?;
        let own: Vec<i64> = ties.own_topics(&rows);
        let known: Vec<bool> = rows.iter().map(|row| row.own.classified).collect();
        let topics = labelling::spread(&own, &ties.edges);
        let classified = labelling::known(&known, &ties.alone, &ties.edges);
        let labels = topics.into_iter().zip(classified);
        let labels = labels.map(|(topics, classified)| Label { topics, classified });
        write_changes(tx, &rows, labels).await?;
    }
    Ok(())
}

async fn with_labels(
    tx: &impl ConnectionTrait,
    patients: &[&str],
) -> Result<BTreeSet<String>, DbErr> {
    use record::Column as C;
    let is_labelled = Cond::any()
        .add(Expr::col(C::Topics).ne(0))
        .add(Expr::col(C::Classified).eq(false))
        .add(Expr::col(C::OwnClassified).eq(false));
    let labelled = Query::select()
        .distinct()
        .column(C::Patient)
        .from(record::Entity)
        .and_where(Expr::col(C::Patient).is_in(patients.iter().copied()))
        .cond_where(is_labelled)
        .to_owned();
    let bound = Query::select()
        .distinct()
        .column(C::Patient)
        .from(record::Entity)
        .inner_join(record_reference::Entity, of_record())
        .and_where(Expr::col(C::Patient).is_in(patients.iter().copied()))
        .and_where(
            Expr::col(record_reference::Column::Bond).is_in(Bond::SHARING_DOUBT.map(Bond::stored)),
        )
        .to_owned();
    let mut found = BTreeSet::new();
    for query in [labelled, bound] {
        for row in tx.query_all(&query).await? {
            found.insert(row.try_get_by_index(0)?);
        }
    }
    Ok(found)
}

fn of_record() -> Expr {
    Expr::col((record_reference::Entity, record_reference::Column::RecordPk))
        .equals((record::Entity, record::Column::Pk))
}

async fn rows_of(
    tx: &impl ConnectionTrait,
    patients: &BTreeSet<String>,
) -> Result<Vec<Row>, DbErr> {
    use record::Column as C;
    let query = Query::select()
        .columns([
            C::Pk,
            C::Patient,
            C::ResourceType,
            C::Id,
            C::OwnTopics,
            C::Topics,
            C::OwnClassified,
            C::Classified,
        ])
        .from(record::Entity)
        .and_where(Expr::col(C::Patient).is_in(patients.iter().map(String::as_str)))
        .to_owned();
    tx.query_all(&query).await?.iter().map(read_row).collect()
}

fn read_row(row: &QueryResult) -> Result<Row, DbErr> {
    Ok(Row {
        pk: row.try_get_by_index(0)?,
        patient: row.try_get_by_index(1)?,
        kind: row.try_get_by_index(2)?,
        id: row.try_get_by_index(3)?,
        own: Label {
            topics: row.try_get_by_index(4)?,
            classified: row.try_get_by_index(6)?,
        },
        stored: Label {
            topics: row.try_get_by_index(5)?,
            classified: row.try_get_by_index(7)?,
        },
    })
}

/// What ties records together.
struct Ties {
    /// References within one patient's record, along which labels spread.
    edges: Vec<Edge>,
    /// Which records point at content that is not there, or is nobody's and not known.
    alone: Vec<bool>,
    /// What records of nobody's in particular, such as a formulary's medicines, say of those that point at them.
    told: HashMap<usize, i64>,
}

impl Ties {
    fn own_topics(&self, rows: &[Row]) -> Vec<i64> {
        let told = |at: usize| self.told.get(&at).copied().unwrap_or_default();
        rows.iter()
            .enumerate()
            .map(|(at, row)| row.own.topics | told(at))
            .collect()
    }
}

async fn ties_between(
    tx: &impl ConnectionTrait,
    patients: &BTreeSet<String>,
    rows: &[Row],
) -> Result<Ties, DbErr> {
    let by_pk: HashMap<i64, usize> = rows.iter().enumerate().map(|(at, r)| (r.pk, at)).collect();
    let by_key: HashMap<(&str, &str), usize> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| ((row.kind.as_str(), row.id.as_str()), at))
        .collect();
    let mut ties = Ties {
        edges: Vec::new(),
        alone: vec![false; rows.len()],
        told: HashMap::new(),
    };
    let mut elsewhere: Vec<(usize, RecordKey)> = Vec::new();
    for row in tx.query_all(&references_of(patients)).await? {
        let (pk, kind, id): (i64, String, String) = (
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            row.try_get_by_index(2)?,
        );
        let stored: i32 = row.try_get_by_index(4)?;
        let bond = Bond::from_stored(i16::try_from(stored).unwrap_or_default());
        let kind: ResourceType = super::read::kind(pk, &kind)?;
        let Some(&from) = by_pk.get(&pk) else {
            continue;
        };
        let to = by_key.get(&(kind.as_str(), id.as_str())).copied();
        match to.filter(|to| rows[from].patient == rows[*to].patient) {
            Some(to) if labelling::carries(kind) => ties.edges.push(Edge {
                from,
                to,
                passes: row.try_get_by_index(3)?,
                bond,
            }),
            None if bond.shares_doubt() => elsewhere.push((from, RecordKey { kind, id })),
            _ => {}
        }
    }
    ties.look_elsewhere(tx, elsewhere).await?;
    Ok(ties)
}

impl Ties {
    /// Content that is not the patient's: a medicine of a formulary tells what it is; anything else is not there.
    async fn look_elsewhere(
        &mut self,
        tx: &impl ConnectionTrait,
        wanted: Vec<(usize, RecordKey)>,
    ) -> Result<(), DbErr> {
        let stored = super::write::known(tx, wanted.iter().map(|(_, key)| key)).await?;
        for (from, key) in wanted {
            let nobodys = stored.get(&key).filter(|known| known.patient.is_none());
            self.alone[from] |= !nobodys.is_some_and(|known| known.classified);
            if let Some(known) = nobodys {
                *self.told.entry(from).or_default() |= i64::from(known.topics.mask());
            }
        }
        Ok(())
    }
}

fn references_of(patients: &BTreeSet<String>) -> sea_orm::sea_query::SelectStatement {
    use record_reference::Column as R;
    Query::select()
        .column((record_reference::Entity, R::RecordPk))
        .column((record_reference::Entity, R::TargetType))
        .column((record_reference::Entity, R::TargetId))
        .column((record_reference::Entity, R::Passes))
        .column((record_reference::Entity, R::Bond))
        .from(record::Entity)
        .inner_join(record_reference::Entity, of_record())
        .and_where(
            Expr::col((record::Entity, record::Column::Patient))
                .is_in(patients.iter().map(String::as_str)),
        )
        .to_owned()
}

async fn write_changes(
    tx: &impl ConnectionTrait,
    rows: &[Row],
    labels: impl Iterator<Item = Label>,
) -> Result<(), DbErr> {
    let mut changed: HashMap<Label, Vec<i64>> = HashMap::new();
    for (row, label) in rows
        .iter()
        .zip(labels)
        .filter(|(row, label)| row.stored != *label)
    {
        changed.entry(label).or_default().push(row.pk);
    }
    for (label, pks) in changed {
        for some in pks.chunks(MAX_PARAMETERS / 2) {
            let update = Query::update()
                .table(record::Entity)
                .value(record::Column::Topics, label.topics)
                .value(record::Column::Classified, label.classified)
                .and_where(Expr::col(record::Column::Pk).is_in(some.iter().copied()))
                .to_owned();
            tx.execute(&update).await?;
        }
    }
    Ok(())
}
