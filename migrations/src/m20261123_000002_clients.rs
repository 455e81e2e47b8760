//! Which software may ask, and each request that it made.

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
            "drop table authorization_request; drop table client;",
        )
        .await
    }
}

const UP: &str = "
create table client (
    id text primary key,
    name text not null check (name <> ''),
    maker text not null,
    authentication text not null check (authentication in ('none', 'client_secret_basic', 'private_key_jwt')),
    secret_digest bytea,
    -- A JSON Web Key Set (RFC 7517).
    public_keys text,
    -- A JSON list.
    redirect_uris text not null,
    allowed_scopes text not null,
    needed_scopes text not null,
    -- Keys, separated by a space; the first is the default.
    purposes text not null check (purposes <> ''),
    review text not null check (review in ('unverified', 'verified', 'suspended')),
    may_introspect boolean not null,
    registered_at bigint not null,
    check ((secret_digest is not null) = (authentication = 'client_secret_basic')),
    check ((public_keys is not null) = (authentication = 'private_key_jwt'))
);

create table authorization_request (
    id uuid primary key,
    client text not null references client (id),
    redirect_uri text not null,
    scope text not null,
    purpose text not null,
    state text,
    nonce text,
    challenge text not null,
    created_at bigint not null,
    -- The choice made so far, as JSON.
    draft text,
    stage text not null check (stage in ('pending', 'approved', 'denied', 'exchanged')),
    stage_at bigint,
    consent_grant uuid,
    person uuid references person (id),
    subject text,
    code_digest bytea unique,
    check ((stage_at is null) = (stage = 'pending')),
    check ((consent_grant is not null) = (stage in ('approved', 'exchanged'))),
    check ((code_digest is not null) = (stage in ('approved', 'exchanged'))),
    check (stage <> 'approved' or (person is not null and subject is not null))
);
create index authorization_request_by_age on authorization_request (created_at);
";
