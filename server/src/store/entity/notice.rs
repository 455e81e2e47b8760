//! Table `notice`: a notice to one person.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub key: String,
    pub person: Option<Uuid>,
    pub address: Option<String>,
    pub language: Option<String>,
    pub kind: String,
    pub facts: String,
    pub secret: Option<String>,
    pub created_at: i64,
    pub read_at: Option<i64>,
    pub mail_state: String,
    pub tries: i64,
    pub next_try_at: i64,
    pub sent_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
