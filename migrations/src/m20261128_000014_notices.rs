//! What people are told: the portal's list, and the mail that goes out.

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
        step::run(manager, "drop table notice_setting; drop table notice;").await
    }
}

const UP: &str = "
create table notice (
    id uuid primary key,
    -- The same for the same news, so that it is told once.
    key text not null unique,
    person uuid references person (id),
    -- Where the mail goes, if it does not go to a person's own address.
    address text,
    language text check (language in ('en', 'es')),
    kind text not null check (kind in ('app-connected', 'first-read', 'consent-ends-soon', 'consent-ended', 'consent-on-hold', 'invited', 'invitation-accepted', 'invitation-declined', 'invitation-withdrawn', 'delegation-changed', 'delegation-ends-soon', 'delegation-ended', 'age-event-ahead', 'more-asked', 'more-declined', 'passkey-added', 'passkey-removed', 'password-changed', 'account-recovered', 'upstream-linked', 'replay-detected', 'break-glass', 'sign-in-code')),
    -- Names and dates, as JSON. Never what a record says.
    facts text not null,
    secret text,
    created_at bigint not null,
    read_at bigint,
    mail_state text not null check (mail_state in ('waiting', 'sent', 'off', 'failed')),
    tries bigint not null default 0,
    next_try_at bigint not null,
    sent_at bigint,
    check ((person is null) = (address is not null)),
    check ((address is null) = (language is null)),
    check ((sent_at is not null) = (mail_state = 'sent'))
);
create index notice_by_person on notice (person, created_at) where person is not null;
create index notice_waiting on notice (next_try_at) where mail_state = 'waiting';

-- What a person does not want by mail; everything else is sent.
create table notice_setting (
    person uuid not null references person (id),
    kind text not null,
    primary key (person, kind)
);
";
