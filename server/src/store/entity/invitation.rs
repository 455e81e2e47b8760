//! Table `invitation`: an invitation to become a caregiver.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub delegation: Uuid,
    pub digest: Vec<u8>,
    pub code: String,
    pub subject: String,
    pub name: String,
    pub email: String,
    pub relationship: String,
    pub categories: i64,
    pub topics: i64,
    pub abilities: i64,
    pub until: i64,
    pub sent_at: i64,
    pub wrong_codes: i64,
    pub state: String,
    pub state_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
