//! Table `audit_event`: one row of the evidence log.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub id: Uuid,
    pub at: i64,
    pub correlation: Uuid,
    pub actor: String,
    pub action: String,
    pub outcome: String,
    pub reasons: String,
    pub subject: Option<String>,
    pub client: Option<String>,
    pub consent: Option<Uuid>,
    pub consent_version: Option<i64>,
    pub delegation: Option<Uuid>,
    pub purpose: Option<String>,
    pub categories: i64,
    pub scope: Option<String>,
    pub resource_type: Option<String>,
    pub resource_id: Option<String>,
    pub count: Option<i64>,
    pub exception: Option<String>,
    pub source: Option<String>,
    pub operator: Option<String>,
    pub account: Option<Uuid>,
    pub stated_reason: Option<String>,
    pub digest: Vec<u8>,
    pub sealed_seq: Option<i64>,
    pub prev_hash: Option<Vec<u8>>,
    pub hash: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
