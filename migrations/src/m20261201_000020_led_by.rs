//! The authorization request that led to a sign-in: for its approval alone the sign-in counts as the proof.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // No reference: requests are pruned before sessions end.
        step::run(manager, "alter table session add column led_by uuid;").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, "alter table session drop column led_by;").await
    }
}
