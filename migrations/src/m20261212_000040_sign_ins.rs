//! A yes to a sign-in is a consent without a category. It stands beside what the same app may read.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::replace_check(manager, ("consent", "granted"), "granted > 0", NO_CATEGORY).await?;
        step::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, DOWN).await?;
        step::replace_check(manager, ("consent", "granted"), NO_CATEGORY, "granted > 0").await
    }
}

/// Only a sign-in has none, and so it has no topic, nothing that was refused, and one look.
const NO_CATEGORY: &str = "granted > 0 or (granted = 0 and topics = 0 and refused = 0 and refused_topics = 0 \
    and period_from is null and access = 'one-time')";

const UP: &str = "
drop index consent_live;
create unique index consent_live on consent (subject, client, purpose, (granted = 0)) where state in ('active', 'needs-review');
";

const DOWN: &str = "
delete from consent where granted = 0;
drop index consent_live;
create unique index consent_live on consent (subject, client, purpose) where state in ('active', 'needs-review');
";
