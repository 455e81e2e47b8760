//! What tokens hang on, and the tokens: only their digests are kept.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(
            manager,
            "drop table refresh_token; drop table access_token; drop table consent_grant;",
        )
        .await
    }
}

const UP: &str = "
create table consent_grant (
    id uuid primary key,
    consent uuid not null,
    client text not null references client (id),
    subject text not null,
    person uuid not null references person (id),
    scope text not null,
    created_at bigint not null,
    ended_at bigint,
    end_cause text check (end_cause in ('consent-ended', 'replayed', 'client-suspended', 'released-by-client')),
    check ((ended_at is null) = (end_cause is null))
);
create index consent_grant_live_by_consent on consent_grant (consent) where ended_at is null;
create index consent_grant_live_by_client on consent_grant (client) where ended_at is null;
create index consent_grant_by_consent on consent_grant (consent, created_at);

create table access_token (
    digest bytea primary key,
    consent_grant uuid not null references consent_grant (id),
    scope text not null,
    issued_at bigint not null,
    expires_at bigint not null check (expires_at > issued_at)
);
create index access_token_by_end on access_token (expires_at);

create table refresh_token (
    digest bytea primary key,
    consent_grant uuid not null references consent_grant (id),
    issued_at bigint not null,
    expires_at bigint not null check (expires_at > issued_at),
    rotated_at bigint
);
create index refresh_token_by_end on refresh_token (expires_at);

create table signing_key (
    id text primary key,
    algorithm text not null check (algorithm in ('RS256', 'ES256')),
    private_key bytea not null,
    created_at bigint not null,
    retired_at bigint
);
";
