//! Table `session`: a signed-in browser.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub digest: Vec<u8>,
    pub person: Uuid,
    pub method: String,
    pub authenticated_at: i64,
    pub weak: bool,
    pub created_at: i64,
    pub last_seen_at: i64,
    pub expires_at: i64,
    pub browser: Option<String>,
    pub system: Option<String>,
    pub proved_method: Option<String>,
    pub proved_at: Option<i64>,
    pub acting_for: Option<Uuid>,
    pub led_by: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
