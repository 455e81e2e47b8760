//! What a search asks for, as conditions on `record`.

use chrono::{DateTime, Utc};
use domain::{decision::RecordFilter, ids::ResourceId};
use sea_orm::sea_query::{
    Cond, Condition, Expr, ExprTrait, IntoColumnRef, LikeExpr, Query, SelectStatement, SimpleExpr,
};

use super::{
    SearchParam,
    entity::{record, record::Column as C, record_date, record_token},
    references::exists_for,
};
use fhir::search::{
    Comparator, Criterion, DateMatch, SearchToken, SearchTokenField, SystemMatch, Target,
};

/// What the references of the records that are searched may name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) filter: &'a RecordFilter,
    /// Whether the records are directory records.
    pub(super) directory: bool,
}

pub(super) fn holds(criterion: &Criterion, named: Named<'_>) -> Condition {
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
        Criterion::DateOf(name, dates) => has_date(name, dates),
        Criterion::Text(name, beginnings) => {
            let texts = any(beginnings, |beginning| {
                Cond::all().add(Expr::col(record_token::Column::Code).like(begins_with(beginning)))
            });
            has(tokens_of(SearchParam::Element(name)).cond_where(texts))
        }
        Criterion::Reference(name, targets) => points_at(name, targets, named),
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
        SearchTokenField::Element(name) => SearchParam::Element(name),
    };
    has(tokens_of(param).cond_where(any(tokens, |token| {
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
    })))
}

/// The tokens of one parameter of the record in question.
fn tokens_of(param: SearchParam) -> SelectStatement {
    use record_token::Column as T;
    Query::select()
        .expr(Expr::val(1))
        .from(record_token::Entity)
        .and_where(Expr::col((record_token::Entity, T::RecordPk)).equals((record::Entity, C::Pk)))
        .and_where(Expr::col(T::Param).eq(param.as_str()))
        .to_owned()
}

/// Asked of each record by key. Without these PostgreSQL, which takes a mask to admit next to nothing, makes a join of it
/// that goes through everybody's tokens once for each record.
fn has(details: &mut SelectStatement) -> Condition {
    let details = details.limit(1).offset(0).to_owned();
    Cond::all().add(SimpleExpr::from(Expr::exists(details)))
}

fn has_date(name: &'static str, dates: &[DateMatch]) -> Condition {
    use record_date::Column as D;
    let mut dates_of_record = Query::select();
    dates_of_record
        .expr(Expr::val(1))
        .from(record_date::Entity)
        .and_where(Expr::col((record_date::Entity, D::RecordPk)).equals((record::Entity, C::Pk)))
        .and_where(Expr::col(D::Param).eq(name))
        .cond_where(any(dates, |date| {
            lies(
                date,
                (record_date::Entity, D::DateStart),
                (record_date::Entity, D::DateEnd),
            )
        }));
    has(&mut dates_of_record)
}

/// A text is stored as it is compared, so its case does not matter here.
fn begins_with(beginning: &str) -> LikeExpr {
    let mut pattern = String::with_capacity(beginning.len() + 1);
    for letter in beginning.chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('!')
}

/// A reference that is withheld from what is served finds nothing either: what is hidden has no id.
fn points_at(name: &'static str, targets: &[Target], named: Named<'_>) -> Condition {
    use record_token::Column as T;
    let named_here = any(targets, |target| {
        let kind = target
            .kind
            .map(|kind| Expr::col(T::System).eq(kind.as_str()));
        Cond::all()
            .add(Expr::col(T::Code).eq(target.id.as_str()))
            .add_option(kind)
    });
    let shown: SimpleExpr = Expr::case(exists_for(named.filter, named.directory), 1)
        .finally(0)
        .into();
    let hidden = Query::select()
        .expr(Expr::val(1))
        .from(record::Entity)
        .and_where(
            Expr::col((record::Entity, C::ResourceType)).equals((record_token::Entity, T::System)),
        )
        .and_where(Expr::col((record::Entity, C::Id)).equals((record_token::Entity, T::Code)))
        .and_where(shown.eq(0))
        .to_owned();
    let mut references = tokens_of(SearchParam::Element(name));
    references
        .cond_where(named_here)
        .and_where(Expr::exists(hidden).not());
    has(&mut references)
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
fn lies<T>(date: &DateMatch, start: T, end: T) -> Condition
where
    T: IntoColumnRef + Copy,
{
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
