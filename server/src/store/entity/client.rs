//! Table `client`: a registered client.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub maker: String,
    pub authentication: String,
    pub secret_digest: Option<Vec<u8>>,
    pub public_keys: Option<String>,
    pub redirect_uris: String,
    pub allowed_scopes: String,
    pub needed_scopes: String,
    pub purposes: String,
    pub review: String,
    pub may_introspect: bool,
    pub registered_at: i64,
    pub secret_in_body: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
