//! How is what is stored read and labelled anew, once the lists of the labelling have changed?

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::catalogue::{CategorySet, ResourceType, TopicSet};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict, Query, SimpleExpr};
use sea_orm::{ConnectionTrait, DbErr, Order, QueryResult};

use super::entity::{
    labelling,
    record::{self, Column as C},
};
use super::filter::{Reach, admitted};
use super::{NewReference, RecordIndex, RecordKey, index, read, write};
use crate::store::statements::MAX_PARAMETERS;

/// A record as it is stored, to be labelled anew.
#[derive(Debug, Clone)]
pub struct StoredText {
    /// Its key in the database.
    pub pk: i64,
    /// Its type and id.
    pub key: RecordKey,
    /// Whose record; `None` for one of nobody's in particular.
    pub patient: Option<String>,
    /// What it says.
    pub body: String,
    /// When it was last imported with a change.
    pub last_updated: DateTime<Utc>,
}

/// What a stored record says by itself, by the lists of today.
#[derive(Debug, Clone)]
pub struct LabelledAnew {
    /// Its key in the database.
    pub pk: i64,
    /// Whether it is nobody's in particular: nothing spreads to it.
    pub is_nobodys: bool,
    /// The data categories that it belongs to.
    pub categories: CategorySet,
    /// The sensitive topics that it says by itself.
    pub topics: TopicSet,
    /// Whether it is known by itself.
    pub classified: bool,
    /// What it points at.
    pub references: Vec<NewReference>,
    /// What finds it.
    pub index: RecordIndex,
    /// Whether the sender took it back.
    pub in_error: bool,
    /// Its text with our own version, where it had none or the sender's.
    pub stamped: Option<Stamped>,
}

/// A text that says the version it has here.
#[derive(Debug, Clone)]
pub struct Stamped {
    /// The text.
    pub body: String,
    /// The version that the sender gave.
    pub source_version: Option<String>,
}

/// Which records are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// What says by itself of which kind it is.
    Records,
    /// What goes with its targets.
    Provenance,
}

/// Returns the digest of the lists by which everything stored is labelled; `None` if that was never noted.
pub(super) async fn labelled_by(
    connection: &impl ConnectionTrait,
) -> Result<Option<String>, DbErr> {
    let query = Query::select()
        .column(labelling::Column::Lists)
        .from(labelling::Entity)
        .to_owned();
    let row = connection.query_one(&query).await?;
    row.map(|row| row.try_get_by_index(0)).transpose()
}

/// Notes that everything stored is labelled by these lists.
pub(super) async fn note_lists(tx: &impl ConnectionTrait, lists: &str) -> Result<(), DbErr> {
    use labelling::Column as L;
    let mut insert = Query::insert();
    insert
        .into_table(labelling::Entity)
        .columns([L::Id, L::Lists])
        .values([1.into(), lists.into()])
        .map_err(|problem| DbErr::Custom(problem.to_string()))?
        .on_conflict(OnConflict::column(L::Id).update_column(L::Lists).to_owned());
    tx.execute(&insert).await?;
    Ok(())
}

/// Returns records in the order of their keys, from the one behind `after`.
pub(super) async fn stored_after(
    connection: &impl ConnectionTrait,
    pass: Pass,
    after: i64,
    count: u64,
) -> Result<Vec<StoredText>, DbErr> {
    let of_type = Expr::col(C::ResourceType);
    let provenance = ResourceType::Provenance.as_str();
    let query = Query::select()
        .columns([
            C::Pk,
            C::ResourceType,
            C::Id,
            C::Patient,
            C::Body,
            C::LastUpdated,
        ])
        .from(record::Entity)
        .cond_where(admitted(Reach::Labelling { after }))
        .and_where(match pass {
            Pass::Records => of_type.ne(provenance),
            Pass::Provenance => of_type.eq(provenance),
        })
        .order_by(C::Pk, Order::Asc)
        .limit(count)
        .to_owned();
    let rows = connection.query_all(&query).await?;
    rows.iter().map(read_text).collect()
}

fn read_text(row: &QueryResult) -> Result<StoredText, DbErr> {
    let pk = row.try_get_by_index(0)?;
    let kind: String = row.try_get_by_index(1)?;
    Ok(StoredText {
        pk,
        key: RecordKey {
            kind: read::kind(pk, &kind)?,
            id: row.try_get_by_index(2)?,
        },
        patient: row.try_get_by_index(3)?,
        body: row.try_get_by_index(4)?,
        last_updated: DateTime::from_timestamp_millis(row.try_get_by_index(5)?)
            .ok_or_else(|| read::impossible(pk, "last_updated"))?,
    })
}

/// Writes what these records say by themselves. Until labels have spread, a patient's record keeps what it carried
/// before beside what is new: nothing is open in between.
pub(super) async fn save(tx: &impl ConnectionTrait, anew: &[LabelledAnew]) -> Result<(), DbErr> {
    type Same = (bool, u32, u32, bool, bool);
    let mut alike: HashMap<Same, Vec<i64>> = HashMap::new();
    for one in anew {
        let same = (
            one.is_nobodys,
            one.categories.mask(),
            one.topics.mask(),
            one.classified,
            one.in_error,
        );
        alike.entry(same).or_default().push(one.pk);
    }
    for ((is_nobodys, categories, topics, classified, in_error), pks) in alike {
        let own = i64::from(topics);
        let (reached, known): (SimpleExpr, SimpleExpr) = if is_nobodys {
            (own.into(), classified.into())
        } else {
            (
                Expr::col(C::Topics).bit_or(own),
                and(C::Classified, classified).into(),
            )
        };
        for some in pks.chunks(MAX_PARAMETERS / 2) {
            let update = Query::update()
                .table(record::Entity)
                .value(C::Categories, i64::from(categories))
                .value(C::OwnTopics, own)
                .value(C::OwnClassified, classified)
                .value(C::InError, in_error)
                .value(C::Topics, reached.clone())
                .value(C::Classified, known.clone())
                .and_where(Expr::col(C::Pk).is_in(some.iter().copied()))
                .to_owned();
            tx.execute(&update).await?;
        }
    }
    for one in anew {
        if let Some(stamped) = &one.stamped {
            save_stamped(tx, one.pk, stamped).await?;
        }
    }
    let pks: Vec<i64> = anew.iter().map(|one| one.pk).collect();
    let references: Vec<(i64, &NewReference)> = anew
        .iter()
        .flat_map(|one| one.references.iter().map(|reference| (one.pk, reference)))
        .collect();
    let indexes: Vec<(i64, &RecordIndex)> = anew.iter().map(|one| (one.pk, &one.index)).collect();
    index::forget(tx, &pks).await?;
    index::save(tx, &indexes).await?;
    write::forget_references(tx, &pks).await?;
    write::insert_references(tx, &references).await
}

async fn save_stamped(tx: &impl ConnectionTrait, pk: i64, stamped: &Stamped) -> Result<(), DbErr> {
    let mut update = Query::update();
    update
        .table(record::Entity)
        .value(C::Body, stamped.body.as_str())
        .cond_where(admitted(Reach::Labelling { after: pk - 1 }))
        .and_where(Expr::col(C::Pk).eq(pk));
    if let Some(version) = &stamped.source_version {
        update.value(C::SourceVersion, version.as_str());
    }
    tx.execute(&update).await?;
    Ok(())
}

/// `column and known`, in every dialect.
fn and(column: C, known: bool) -> CaseStatement {
    Expr::case(Expr::col(column).eq(true), known).finally(false)
}

/// Returns every patient of whom something is stored.
pub(super) async fn patients(connection: &impl ConnectionTrait) -> Result<BTreeSet<String>, DbErr> {
    let query = Query::select()
        .distinct()
        .column(C::Patient)
        .from(record::Entity)
        .and_where(Expr::col(C::Patient).is_not_null())
        .to_owned();
    let rows = connection.query_all(&query).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
