//! Table `passkey`: a WebAuthn credential.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person: Uuid,
    pub credential_id: Vec<u8>,
    pub name: String,
    pub maker: Option<Uuid>,
    pub credential: String,
    pub created_at: i64,
    pub last_used_at: Option<i64>,
    pub proved_by: Option<String>,
    pub let_in_at: i64,
    pub suspended_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
