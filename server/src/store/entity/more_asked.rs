//! Table `more_asked`: a caregiver's request for wider limits or a later end.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "more_asked")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub delegation: Uuid,
    pub categories: i64,
    pub topics: i64,
    pub abilities: i64,
    pub months: Option<i64>,
    pub asked_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
