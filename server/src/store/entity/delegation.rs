//! Table `delegation`: a caregiver for a patient.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delegation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subject: String,
    pub delegate: Uuid,
    pub basis: String,
    pub relationship: String,
    pub categories: i64,
    pub topics: i64,
    pub abilities: i64,
    pub created_at: i64,
    pub decided_at: i64,
    pub topics_until: i64,
    pub until: i64,
    pub last_used_at: i64,
    pub narrow_at: Option<i64>,
    pub suspend_at: Option<i64>,
    pub of_age_at: Option<i64>,
    pub state: String,
    pub state_at: Option<i64>,
    pub ended_by: Option<String>,
    pub end_cause: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
