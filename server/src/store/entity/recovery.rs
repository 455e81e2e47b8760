//! Table `recovery`: an account recovery.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub digest: Vec<u8>,
    pub person: Option<Uuid>,
    pub code: Vec<u8>,
    pub wrong_codes: i64,
    pub created_at: i64,
    pub mail_proved_at: Option<i64>,
    pub opens_at: Option<i64>,
    pub paper_proved_at: Option<i64>,
    pub expires_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
