//! Table `authorization_request`: one request at the authorization endpoint.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authorization_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client: String,
    pub redirect_uri: String,
    pub scope: String,
    pub purpose: String,
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub challenge: String,
    pub demand_acr: Option<String>,
    pub demand_since: Option<i64>,
    pub created_at: i64,
    pub draft: Option<String>,
    pub stage: String,
    pub stage_at: Option<i64>,
    pub consent_grant: Option<Uuid>,
    pub person: Option<Uuid>,
    pub subject: Option<String>,
    pub code_digest: Option<Vec<u8>>,
    /// When a signed-in person last had it open.
    pub opened_at: Option<i64>,
    pub source: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
