//! Rate limits that all nodes share, browsers that signed in before, and where a request for authorization came from.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await?;
        step::allow(manager, "notice", "kind", "sign-in-guessed").await?;
        step::allow(manager, "refusal_count", "reason", "rate-limited").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, DOWN).await
    }
}

const UP: &str = "
-- A bucket that empties by itself: each try fills it a little, and one that is full refuses.
create table rate_limit (
    -- A digest of which limit it is and whom it is about.
    key bytea primary key,
    empty_at bigint not null
);

-- A browser that signed in to an account before. It has an allowance of its own, which strangers cannot use up.
create table known_device (
    id uuid primary key,
    -- The digest of the cookie; a browser that knows several accounts has one cookie.
    browser bytea not null,
    -- The digest of the address that the account is signed in to with.
    account bytea not null,
    person uuid not null references person (id),
    seen_at bigint not null,
    unique (browser, account)
);
create index known_device_by_person on known_device (person, seen_at);

-- A digest of the network that it came from; requests that nobody opens are bounded for each.
alter table authorization_request add column source bytea;
create index authorization_request_by_source on authorization_request (client, source, created_at);
";

const DOWN: &str = "
drop index authorization_request_by_source;
alter table authorization_request drop column source;
drop table known_device;
drop table rate_limit;
";
