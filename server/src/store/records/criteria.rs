//! What a search asks for, as conditions on `record`.

use chrono::{DateTime, Utc};
use domain::ids::ResourceId;
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait, Query, SimpleExpr};

use super::{
    SearchParam,
    entity::{record, record::Column as C, record_token},
};
use fhir::search::{Comparator, Criterion, DateMatch, SearchToken, SearchTokenField, SystemMatch};

pub(super) fn holds(criterion: &Criterion) -> Condition {
    match criterion {
        Criterion::Id(ids) => {
            Cond::all().add(Expr::col(C::Id).is_in(ids.iter().map(ResourceId::as_str)))
        }
        Criterion::Token(field, tokens) => has_token(*field, tokens),
        Criterion::Status(tokens) => any(tokens, has_status),
        Criterion::Date(dates) => any(dates, |date| lies(date, C::DateStart, C::DateEnd)),
        Criterion::LastUpdated(dates) => {
            any(dates, |date| lies(date, C::LastUpdated, C::LastUpdated))
        }
    }
}

fn any<T>(alternatives: &[T], condition: impl Fn(&T) -> Condition) -> Condition {
    alternatives
        .iter()
        .fold(Cond::any(), |any, one| any.add(condition(one)))
}

fn has_token(field: SearchTokenField, tokens: &[SearchToken]) -> Condition {
    use record_token::Column as T;
    let param = match field {
        SearchTokenField::Category => SearchParam::Category,
        SearchTokenField::Code => SearchParam::Code,
        SearchTokenField::Identifier => SearchParam::Identifier,
    };
    let tokens_of_record = Query::select()
        .expr(Expr::val(1))
        .from(record_token::Entity)
        .and_where(Expr::col((record_token::Entity, T::RecordPk)).equals((record::Entity, C::Pk)))
        .and_where(Expr::col(T::Param).eq(param.as_str()))
        .cond_where(any(tokens, |token| {
            let code = token
                .code
                .as_ref()
                .map(|code| Expr::col(T::Code).eq(code.as_str()));
            let system = match &token.system {
                SystemMatch::Any => None,
                SystemMatch::Missing => Some(Expr::col(T::System).eq("")),
                SystemMatch::Only(system) => Some(Expr::col(T::System).eq(system.as_str())),
            };
            Cond::all().add_option(code).add_option(system)
        }))
        // Asked of each record by key. Without these PostgreSQL, which takes a mask to admit next to nothing, makes a join
        // of it that goes through everybody's tokens once for each record.
        .limit(1)
        .offset(0)
        .to_owned();
    Cond::all().add(SimpleExpr::from(Expr::exists(tokens_of_record)))
}

/// A status is a bare code: its system is fixed by R4, one per type, and all of them are HL7's.
fn has_status(token: &SearchToken) -> Condition {
    let known = match &token.system {
        SystemMatch::Any | SystemMatch::Missing => true,
        SystemMatch::Only(system) => {
            system.starts_with("http://hl7.org/fhir/")
                || system.starts_with("http://terminology.hl7.org/CodeSystem/")
        }
    };
    match &token.code {
        _ if !known => Cond::all().add(Expr::val(1).eq(0)),
        Some(code) => Cond::all().add(Expr::col(C::Status).eq(code.as_str())),
        None => Cond::all().add(Expr::col(C::Status).is_not_null()),
    }
}

/// The condition that [`DateMatch::matches`] states for one record.
fn lies(date: &DateMatch, start: C, end: C) -> Condition {
    let millis = |at: DateTime<Utc>| at.timestamp_millis();
    let (first, last) = (millis(date.interval.start), millis(date.interval.end));
    let within = || {
        Cond::all()
            .add(Expr::col(start).gte(first))
            .add(Expr::col(end).lte(last))
    };
    let ends_later = || Expr::col(end).gt(last);
    let starts_sooner = || Expr::col(start).lt(first);
    match date.comparator {
        Comparator::Equal => within(),
        Comparator::NotEqual => Cond::any()
            .add(Expr::col(start).lt(first))
            .add(Expr::col(end).gt(last)),
        Comparator::Greater => Cond::all().add(ends_later()),
        Comparator::Less => Cond::all().add(starts_sooner()),
        Comparator::GreaterOrEqual => Cond::any().add(ends_later()).add(within()),
        Comparator::LessOrEqual => Cond::any().add(starts_sooner()).add(within()),
        Comparator::StartsAfter => Cond::all().add(Expr::col(start).gt(last)),
        Comparator::EndsBefore => Cond::all().add(Expr::col(end).lt(first)),
    }
}
