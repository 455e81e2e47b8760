//! Accounts for people whom the hospital knows: activations, locks, and why staff did what they did.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await?;
        for kind in KINDS {
            step::allow(manager, "notice", "kind", kind).await?;
        }
        let guard = if step::is_sqlite(manager) {
            "create trigger audit_event_reason_stays before update of account, stated_reason on audit_event
            begin select raise(abort, 'the evidence log is append-only'); end;"
        } else {
            "create trigger audit_event_reason_stays before update of account, stated_reason on audit_event
            for each row execute function audit_event_stays();"
        };
        step::run(manager, guard).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let unguard = if step::is_sqlite(manager) {
            "drop trigger audit_event_reason_stays;"
        } else {
            "drop trigger audit_event_reason_stays on audit_event;"
        };
        step::run(manager, unguard).await?;
        step::run(manager, DOWN).await
    }
}

/// What people are told from now on.
const KINDS: [&str; 6] = [
    "activation",
    "account-activated",
    "address-in-use",
    "account-locked",
    "account-unlocked",
    "sessions-ended",
];

const UP: &str = "
create table activation (
    id uuid primary key,
    -- The account that will come of it.
    person uuid not null unique,
    basis text not null check (basis in ('own', 'guardian')),
    patient text not null,
    name text not null check (name <> ''),
    email text check (email = lower(email) and email like '%_@_%'),
    -- Typed by whoever holds the letter: only a link that was mailed there shows that it is theirs.
    email_typed boolean not null default false,
    language text not null check (language in ('en', 'es')),
    -- The mailed link, the code of the letter, and what the browser holds once the answer was right.
    link bytea unique,
    code bytea unique,
    browser bytea unique,
    opened_by text check (opened_by in ('link', 'code')),
    opened_until bigint,
    wrong_answers bigint not null default 0 check (wrong_answers between 0 and 5),
    created_at bigint not null,
    state text not null check (state in ('waiting', 'used', 'withdrawn')),
    state_at bigint,
    check (link is not null or code is not null),
    check (email is not null or not email_typed),
    check ((browser is null) = (opened_by is null)),
    check ((browser is null) = (opened_until is null)),
    check (browser is null or state = 'waiting'),
    check ((state_at is null) = (state = 'waiting'))
);
-- One way at a time to the one account of a record.
create unique index activation_live on activation (patient) where state = 'waiting' and basis = 'own';
create index activation_by_patient on activation (patient, created_at);
create index activation_by_email on activation (email) where state = 'waiting';

-- Staff locked it: nobody signs in.
alter table person add column locked_at bigint;

-- The account that it is about, and why staff did it, in their own words.
alter table audit_event add column account uuid;
alter table audit_event add column stated_reason text;

-- What staff took out: later imports leave it out.
create table withdrawn_record (
    resource_type text not null,
    id text not null,
    withdrawn_at bigint not null,
    primary key (resource_type, id)
);

-- A challenge of an activation belongs to nobody yet. Challenges live for minutes: none is carried over.
drop table ceremony;
create table ceremony (
    id uuid primary key,
    purpose text not null check (purpose in ('add', 'sign-in', 'prove', 'activate')),
    -- Nobody is known yet at a sign-in and at an activation.
    person uuid references person (id),
    session uuid,
    activation uuid references activation (id),
    -- How the person proved who they are before a new passkey.
    method text check (method in ('recovery-code', 'email-code', 'password', 'upstream', 'passkey')),
    -- The digest of the one action that the answer counts for.
    bound bytea,
    -- What the browser is asked, and what the answer is held against.
    options text not null,
    state text not null,
    created_at bigint not null,
    expires_at bigint not null check (expires_at > created_at),
    check ((person is null) = (purpose in ('sign-in', 'activate'))),
    check ((session is null) = (purpose in ('sign-in', 'activate'))),
    check ((activation is null) = (purpose <> 'activate')),
    check ((method is null) = (purpose <> 'add')),
    check ((bound is null) = (purpose <> 'prove'))
);
create index ceremony_by_end on ceremony (expires_at);
create index ceremony_by_session on ceremony (session, expires_at) where session is not null;
";

const DOWN: &str = "
drop table withdrawn_record;
alter table audit_event drop column stated_reason;
alter table audit_event drop column account;
alter table person drop column locked_at;
drop table ceremony;
create table ceremony (
    id uuid primary key,
    purpose text not null check (purpose in ('add', 'sign-in', 'prove')),
    person uuid references person (id),
    session uuid,
    method text check (method in ('recovery-code', 'email-code', 'password', 'upstream', 'passkey')),
    bound bytea,
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
create index ceremony_by_session on ceremony (session, expires_at) where session is not null;
drop table activation;
";
