//! In which order do matches come, and what lies beyond a cursor in it? A record without a date comes last when the
//! newest come first.

use sea_orm::{
    DbErr, Order, QueryResult,
    sea_query::{Cond, Condition, Expr, ExprTrait, NullOrdering, SelectStatement},
};

use super::entity::record::Column as C;
use fhir::search::{Sort, SortKey};

/// Where a record stands in every order.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pk: i64,
    id: String,
    date: Option<i64>,
    last_updated: i64,
}

pub(super) fn columns(query: &mut SelectStatement) -> &mut SelectStatement {
    query.columns([C::Pk, C::Id, C::DateStart, C::LastUpdated])
}

pub(super) fn read_place(row: &QueryResult) -> Result<Place, DbErr> {
    Ok(Place {
        pk: row.try_get_by_index(0)?,
        id: row.try_get_by_index(1)?,
        date: row.try_get_by_index(2)?,
        last_updated: row.try_get_by_index(3)?,
    })
}

/// An order and the direction in which a page is read through it.
#[derive(Clone, Copy)]
pub(super) struct Toward {
    pub(super) sort: Sort,
    pub(super) backwards: bool,
}

impl Toward {
    const fn descending(self) -> bool {
        self.sort.descending != self.backwards
    }

    pub(super) fn apply(self, query: &mut SelectStatement) {
        let (order, nulls) = if self.descending() {
            (Order::Desc, NullOrdering::Last)
        } else {
            (Order::Asc, NullOrdering::First)
        };
        match self.sort.key {
            SortKey::Date => query.order_by_with_nulls(C::DateStart, order.clone(), nulls),
            SortKey::LastUpdated => query.order_by(C::LastUpdated, order.clone()),
            SortKey::Id => query.order_by(C::Id, order.clone()),
        };
        query.order_by(C::Pk, order);
    }

    /// The condition on everything that comes after the place.
    pub(super) fn beyond(self, place: &Place) -> Condition {
        match (self.sort.key, place.date) {
            (SortKey::Id, _) => Cond::all().add(self.past(C::Id, place.id.as_str())),
            (SortKey::LastUpdated, _) => {
                self.past_or_tied(C::LastUpdated, place.last_updated, place)
            }
            (SortKey::Date, Some(date)) => {
                let dated = self.past_or_tied(C::DateStart, date, place);
                if self.descending() {
                    dated.add(undated())
                } else {
                    dated
                }
            }
            (SortKey::Date, None) => {
                let tied = Cond::all().add(undated()).add(self.past(C::Pk, place.pk));
                let after = Cond::any().add(tied);
                if self.descending() {
                    after
                } else {
                    after.add(undated().not())
                }
            }
        }
    }

    fn past_or_tied(self, column: C, value: i64, place: &Place) -> Condition {
        let tied = Cond::all()
            .add(Expr::col(column).eq(value))
            .add(self.past(C::Pk, place.pk));
        Cond::any().add(self.past(column, value)).add(tied)
    }

    fn past<V: Into<Expr>>(self, column: C, value: V) -> Expr {
        if self.descending() {
            Expr::col(column).lt(value)
        } else {
            Expr::col(column).gt(value)
        }
    }
}

fn undated() -> Expr {
    Expr::col(C::DateStart).is_null()
}
