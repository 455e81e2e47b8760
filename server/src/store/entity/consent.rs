//! Table `consent`: one version of a consent.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub subject: String,
    pub grantor: String,
    pub client: String,
    pub purpose: String,
    pub granted: i64,
    pub topics: i64,
    pub refused: i64,
    pub refused_topics: i64,
    pub period_from: Option<String>,
    pub access: String,
    pub decided_at: i64,
    pub expires_at: i64,
    pub wording_screen: String,
    pub wording_language: String,
    pub wording_version: String,
    pub wording_digest: String,
    pub privacy_notice: Option<i64>,
    pub assurance_method: String,
    pub assurance_at: i64,
    pub state: String,
    pub state_at: Option<i64>,
    pub state_cause: Option<String>,
    pub revoked_by: Option<String>,
    pub superseded_by: Option<i64>,
    pub delegation: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
