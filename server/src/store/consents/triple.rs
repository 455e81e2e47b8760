//! Which consents are about the same: no two live ones are.

use domain::{
    catalogue::PurposeOfUse,
    consent::Consent,
    ids::{ClientId, PatientId},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, Select,
    sea_query::{Expr, ExprTrait},
};

use crate::store::{
    entity::consent::{Column, Entity},
    statements::literal,
};

const LIVE: [&str; 2] = ["active", "needs-review"];

/// Subject, client and purpose: no two live consents share all three. A yes to a sign-in stands beside what the client may
/// read, and never in its place.
#[derive(Clone, Copy, Debug)]
pub struct Triple<'a> {
    /// Whose record.
    pub subject: &'a PatientId,
    /// Which client.
    pub client: &'a ClientId,
    /// What for.
    pub purpose: PurposeOfUse,
    /// Whether it is about a [sign-in](Consent::is_sign_in).
    pub is_sign_in: bool,
}

impl<'a> Triple<'a> {
    /// Returns the triple of a consent.
    pub const fn of(consent: &'a Consent) -> Self {
        Self {
            subject: &consent.subject,
            client: &consent.client,
            purpose: consent.purpose,
            is_sign_in: consent.is_sign_in(),
        }
    }

    pub(super) fn all(self) -> Select<Entity> {
        Entity::find()
            .filter(Column::Subject.eq(self.subject.as_str()))
            .filter(Column::Client.eq(self.client.as_str()))
            .filter(Column::Purpose.eq(self.purpose.key()))
            .filter(if self.is_sign_in {
                Column::Granted.eq(0)
            } else {
                Column::Granted.gt(0)
            })
    }

    pub(super) fn live(self) -> Select<Entity> {
        self.all().filter(is_live())
    }
}

pub(super) fn is_live() -> Expr {
    Expr::col((Entity, Column::State)).is_in(LIVE.map(literal))
}
