//! How people show who they are besides a password: passkeys, the questions put to them, and codes.

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
            "drop table recovery_code; drop table mail_code; drop table ceremony; drop table passkey;",
        )
        .await
    }
}

const UP: &str = "
create table passkey (
    id uuid primary key,
    person uuid not null references person (id),
    credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
    name text not null check (name <> ''),
    -- Which make of authenticator keeps it, if it says.
    maker uuid,
    -- The public key, the counter and the flags, as the library writes them.
    credential text not null,
    created_at bigint not null,
    last_used_at bigint check (last_used_at >= created_at)
);
create index passkey_by_person on passkey (person);

-- A question to a passkey: answered once, or forgotten when its time is over.
create table ceremony (
    id uuid primary key,
    purpose text not null check (purpose in ('add', 'sign-in', 'prove')),
    -- Nobody is known yet at a sign-in.
    person uuid references person (id),
    session uuid,
    -- How the person proved who they are before a new passkey.
    method text check (method in ('recovery-code', 'email-code', 'password', 'upstream', 'passkey')),
    -- The digest of the one action that the answer counts for.
    bound bytea,
    -- What the browser is asked, and what the answer is held against.
    options text not null,
    state text not null,
    created_at bigint not null,
    expires_at bigint not null check (expires_at > created_at),
    check ((person is null) = (purpose = 'sign-in')),
    check ((session is null) = (purpose = 'sign-in')),
    check ((method is null) = (purpose <> 'add')),
    check ((bound is null) = (purpose <> 'prove'))
);
create index ceremony_by_end on ceremony (expires_at);

-- A code that was mailed to somebody who is signed in. A newer one takes its place.
create table mail_code (
    id uuid primary key,
    person uuid not null unique references person (id),
    -- The code together with its own id and the action that it counts for.
    digest bytea not null,
    tries bigint not null default 0 check (tries between 0 and 5),
    created_at bigint not null,
    expires_at bigint not null check (expires_at > created_at)
);
create index mail_code_by_end on mail_code (expires_at);

-- Codes on paper, each good once.
create table recovery_code (
    digest bytea primary key,
    person uuid not null references person (id),
    made_at bigint not null,
    used_at bigint check (used_at >= made_at)
);
create index recovery_code_by_person on recovery_code (person);
";
