//! [Rules](domain::rules#the-fifteen-rules) 6 to 10 as a condition of the query: what is outside never leaves the
//! database.

use domain::catalogue::{CategorySet, ResourceType, TopicSet};
use domain::decision::RecordFilter;
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait};

use super::entity::record::Column;

/// The condition on `record` that [`RecordFilter::admits`] states for one row.
pub(super) fn admitted(filter: &RecordFilter) -> Condition {
    Cond::all()
        .add(of_subject(filter))
        .add(within(Column::Categories, filter.categories.mask()))
        .add(within(Column::Topics, filter.topics.mask()))
        .add(Expr::col(Column::Classified).eq(true))
        .add(in_period(filter))
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
