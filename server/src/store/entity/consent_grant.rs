//! Table `consent_grant`: what tokens hang on.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consent: Uuid,
    pub client: String,
    pub subject: String,
    pub person: Uuid,
    pub scope: String,
    pub authentication_method: Option<String>,
    pub authenticated_at: Option<i64>,
    pub created_at: i64,
    pub ended_at: Option<i64>,
    pub end_cause: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
