//! What telling needs: switches for kinds that can be turned off only, who has read what first, and how far we looked.

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
        step::run(manager, DOWN).await
    }
}

const UP: &str = "
drop table notice_setting;
-- What a person does not want by mail. What guards the account has no row here.
create table notice_setting (
    person uuid not null references person (id),
    kind text not null check (kind in ('app-connected', 'first-read', 'consent-ends-soon', 'consent-ended', 'consent-on-hold', 'invitation-accepted', 'invitation-declined', 'invitation-withdrawn', 'delegation-changed', 'delegation-ends-soon', 'delegation-ended', 'age-event-ahead', 'more-asked', 'more-declined')),
    primary key (person, kind)
);
create index notice_unread on notice (person) where read_at is null and person is not null;

-- The first time that anything was read under a consent.
create table first_read (
    consent uuid primary key,
    at bigint not null
);
insert into first_read (consent, at)
    select consent, min(at) from audit_event
    where consent is not null and outcome = 'done' and action in ('record-read', 'record-searched') and count > 0
    group by consent;

-- How far along the chain of evidence first reads were looked for, in one row.
create table first_read_place (
    id bigint primary key check (id = 1),
    sealed_seq bigint not null
);
insert into first_read_place (id, sealed_seq) select 1, sealed_seq from audit_chain where id = 1;

create index consent_live_by_end on consent (expires_at) where state in ('active', 'needs-review');
";

const DOWN: &str = "
drop index consent_live_by_end;
drop table first_read_place;
drop table first_read;
drop index notice_unread;
drop table notice_setting;
create table notice_setting (
    person uuid not null references person (id),
    kind text not null,
    primary key (person, kind)
);
";
