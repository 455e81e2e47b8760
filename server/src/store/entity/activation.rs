//! Table `activation`: how somebody whom the hospital knows gets an account.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person: Uuid,
    pub basis: String,
    pub patient: String,
    pub name: String,
    pub email: Option<String>,
    pub email_typed: bool,
    pub language: String,
    pub link: Option<Vec<u8>>,
    pub code: Option<Vec<u8>>,
    pub browser: Option<Vec<u8>>,
    pub opened_by: Option<String>,
    pub opened_until: Option<i64>,
    pub wrong_answers: i64,
    pub created_at: i64,
    pub state: String,
    pub state_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
