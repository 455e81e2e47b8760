//! Table `ceremony`: a pending WebAuthn challenge.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ceremony")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub purpose: String,
    pub person: Option<Uuid>,
    pub session: Option<Uuid>,
    pub activation: Option<Uuid>,
    pub method: Option<String>,
    pub bound: Option<Vec<u8>>,
    pub options: String,
    pub state: String,
    pub created_at: i64,
    pub expires_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
