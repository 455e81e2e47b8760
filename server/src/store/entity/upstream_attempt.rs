//! Table `upstream_attempt`: a pending sign-in at the provider.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upstream_attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub browser_digest: Vec<u8>,
    pub state_digest: Option<Vec<u8>>,
    pub issuer: String,
    pub nonce: Option<String>,
    pub verifier: Option<String>,
    pub next: String,
    pub person: Option<Uuid>,
    pub subject: Option<String>,
    pub acr: Option<String>,
    pub amr: Option<String>,
    pub created_at: i64,
    pub expires_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
