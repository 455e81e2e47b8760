//! [Rules](domain::rules#the-fifteen-rules) 6 to 10 as a condition of the query: what is outside never leaves the
//! database.

use domain::catalogue::{CategorySet, ResourceType, TopicSet};
use domain::decision::RecordFilter;
use sea_orm::sea_query::{Alias, Cond, Condition, Expr, ExprTrait, Query};

use super::entity::{record, record::Column, record_reference};

/// What is admitted of some types.
#[derive(Debug, Clone)]
pub struct ReachOfTypes {
    /// The types.
    pub kinds: Vec<ResourceType>,
    /// What is admitted of them.
    pub filter: RecordFilter,
    /// What their references may name.
    pub named: RecordFilter,
}

/// Which rows of `record` a statement is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reach<'a> {
    /// The records of the filter's subject.
    Subject(&'a RecordFilter),
    /// What exists of one type for this filter. A directory record exists if an admitted record points at it, and its own
    /// labels are granted.
    Type(&'a RecordFilter, ResourceType),
    /// What exists for this filter from where an admitted record of the subject points at it.
    PointedAt(&'a RecordFilter),
    /// Of each type what its own filter admits.
    Types(&'a [ReachOfTypes]),
    /// Everything behind a key, for the server itself: its labels are computed anew.
    Labelling { after: i64 },
    /// Everything in the record of one patient but the Patient, for the server itself: it becomes another one's.
    Merging(&'a str),
    /// Who these patients are, for the server itself: their names on pages, and whether an import names the same person.
    Identity(&'a [&'a str]),
}

/// The one condition on `record` that every statement carries which reads what records say.
///
/// For the records of a subject it states what [`RecordFilter::admits`] states for one row.
pub(super) fn admitted(reach: Reach<'_>) -> Condition {
    match reach {
        Reach::Subject(filter) => of_subject(filter)
            .add(within(Column::Categories, filter.categories.mask()))
            .add(is_labelled_within(filter))
            .add(in_period(filter)),
        Reach::Type(filter, resource) => {
            let of_type = Cond::all().add(Expr::col(Column::ResourceType).eq(resource.as_str()));
            if resource.is_directory() {
                of_type
                    .add(in_directory(filter))
                    .add(Expr::col(Column::Id).in_subquery(pointed_at(filter, resource)))
            } else {
                of_type.add(admitted(Reach::Subject(filter)))
            }
        }
        Reach::PointedAt(filter) => Cond::any()
            .add(admitted(Reach::Subject(filter)))
            .add(in_directory(filter).add(is_directory())),
        Reach::Types(reaches) => {
            let each = reaches.iter().map(of_types);
            each.fold(Cond::any().add(Expr::val(1).eq(0)), Cond::add)
        }
        Reach::Labelling { after } => Cond::all().add(Expr::col(Column::Pk).gt(after)),
        Reach::Merging(patient) => Cond::all()
            .add(Expr::col(Column::Patient).eq(patient))
            .add(Expr::col(Column::ResourceType).ne(ResourceType::Patient.as_str())),
        Reach::Identity(patients) => Cond::all()
            .add(Expr::col(Column::ResourceType).eq(ResourceType::Patient.as_str()))
            .add(Expr::col(Column::Id).is_in(patients.iter().copied())),
    }
}

/// Patients' records of all these types in one condition, and each directory type in its own.
fn of_types(reach: &ReachOfTypes) -> Condition {
    let kinds = reach.kinds.iter().copied();
    let (directory, of_patients): (Vec<_>, Vec<_>) = kinds.partition(|kind| kind.is_directory());
    let types = of_patients.iter().map(|kind| kind.as_str());
    let subject = Cond::all()
        .add(Expr::col(Column::ResourceType).is_in(types))
        .add(admitted(Reach::Subject(&reach.filter)));
    let directory = directory.into_iter();
    let directory = directory.map(|kind| admitted(Reach::Type(&reach.filter, kind)));
    directory.fold(Cond::any().add(subject), Cond::add)
}

/// Whose records: for a caregiver without those about other caregivers, which are not even counted.
pub(super) fn of_subject(filter: &RecordFilter) -> Condition {
    let caregivers = filter.only_related.as_ref().map(|only| {
        Cond::any()
            .add(Expr::col(Column::ResourceType).ne(ResourceType::RelatedPerson.as_str()))
            .add(Expr::col(Column::Id).eq(only.as_str()))
    });
    Cond::all()
        .add(Expr::col(Column::Patient).eq(filter.subject.as_str()))
        .add_option(caregivers)
}

/// Rules 7 and 8.
fn is_labelled_within(filter: &RecordFilter) -> Condition {
    Cond::all()
        .add(within(Column::Topics, filter.topics.mask()))
        .add(Expr::col(Column::Classified).eq(true))
}

/// A record of nobody's in particular is tested for its own labels.
fn in_directory(filter: &RecordFilter) -> Condition {
    Cond::all()
        .add(Expr::col(Column::Patient).is_null())
        .add(is_labelled_within(filter))
}

fn is_directory() -> Condition {
    let kinds = ResourceType::ALL.iter().filter(|kind| kind.is_directory());
    Cond::all().add(Expr::col(Column::ResourceType).is_in(kinds.map(|kind| kind.as_str())))
}

/// The ids of a directory type that admitted records point at.
fn pointed_at(
    filter: &RecordFilter,
    resource: ResourceType,
) -> sea_orm::sea_query::SelectStatement {
    let pointer = Alias::new("pointer");
    Query::select()
        .column((pointer.clone(), record_reference::Column::TargetId))
        .from(record::Entity)
        .join_as(
            sea_orm::JoinType::InnerJoin,
            record_reference::Entity,
            pointer.clone(),
            Expr::col((pointer.clone(), record_reference::Column::RecordPk))
                .equals((record::Entity, Column::Pk)),
        )
        .cond_where(admitted(Reach::Subject(filter)))
        .and_where(Expr::col((pointer, record_reference::Column::TargetType)).eq(resource.as_str()))
        .to_owned()
}

/// [Rule 9](domain::rules#rule-9-period): a record without a date lies in every period.
pub(super) fn in_period(filter: &RecordFilter) -> Condition {
    let from = filter
        .from
        .and_then(|day| day.and_hms_opt(0, 0, 0))
        .map(|start| start.and_utc());
    from.map_or_else(Cond::all, |from| {
        Cond::any()
            .add(Expr::col(Column::DateStart).is_null())
            .add(Expr::col(Column::DateStart).gte(from.timestamp_millis()))
    })
}

/// A filter that admits all a patient has, for what the patient sees of their own record.
pub(super) fn everything_of(patient: &domain::ids::PatientId) -> RecordFilter {
    RecordFilter {
        subject: patient.clone(),
        categories: CategorySet::all(),
        topics: TopicSet::all(),
        from: None,
        only_related: None,
    }
}

/// No bit is set that is not granted.
fn within(column: Column, granted: u32) -> Expr {
    Expr::col(column).bit_and(i64::from(!granted)).eq(0)
}
