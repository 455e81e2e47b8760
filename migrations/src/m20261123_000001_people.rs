//! Who has an account, and who is signed in.
//!
//! Here and in every later step: moments are milliseconds since 1970 in UTC, digests are SHA-256, sets are bit masks,
//! names of states are the keys of the domain's enums.

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
        step::run(manager, "drop table session; drop table person;").await
    }
}

const UP: &str = "
create table person (
    id uuid primary key,
    email text not null unique check (email = lower(email) and email like '%_@_%'),
    name text not null check (name <> ''),
    password_hash text not null,
    language text not null check (language in ('en', 'es')),
    -- Whose record is theirs; staff and caregivers may have none.
    patient text unique,
    role text check (role in ('privacy-officer', 'support', 'app-reviewer', 'researcher', 'administrator', 'clinician')),
    created_at bigint not null
);

create table session (
    id uuid primary key,
    digest bytea not null unique,
    person uuid not null references person (id),
    method text not null check (method in ('recovery-code', 'email-code', 'password', 'upstream', 'passkey')),
    authenticated_at bigint not null,
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null check (expires_at > created_at)
);
create index session_by_person on session (person);
create index session_by_end on session (expires_at);
";
