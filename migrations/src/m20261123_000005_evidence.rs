//! The evidence log: written once, chained by a sealer, and never changed or removed.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await?;
        if step::is_sqlite(manager) {
            step::run(manager, &SQLITE_GUARD.replace("{content}", CONTENT)).await
        } else {
            step::run(manager, &POSTGRES_GUARD.replace("{content}", CONTENT)).await
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(
            manager,
            "drop table checkpoint; drop table audit_chain; drop table audit_event;",
        )
        .await?;
        if step::is_sqlite(manager) {
            return Ok(());
        }
        step::run(
            manager,
            "drop function audit_event_stays; drop function audit_event_sealed_once;",
        )
        .await
    }
}

const UP: &str = "
create table audit_event (
    seq {counted},
    id uuid not null unique,
    at bigint not null,
    correlation uuid not null,
    actor text not null,
    action text not null,
    outcome text not null check (outcome in ('done', 'refused', 'failed')),
    reasons text not null,
    subject text,
    client text,
    consent uuid,
    consent_version bigint,
    delegation uuid,
    purpose text,
    categories bigint not null,
    scope text,
    resource_type text,
    resource_id text,
    count bigint,
    exception text,
    digest bytea not null,
    -- The place in the chain; the sealer writes these three, once.
    sealed_seq bigint unique,
    prev_hash bytea,
    hash bytea,
    -- A wrong password is its own reason.
    check (outcome <> 'refused' or reasons <> '' or action = 'sign-in'),
    check (resource_id is null or resource_type is not null),
    check ((sealed_seq is null) = (hash is null)),
    check ((sealed_seq is null) = (prev_hash is null))
);
create index audit_event_by_subject on audit_event (subject, at, seq) where subject is not null;
create index audit_event_by_consent on audit_event (consent, at, seq) where consent is not null;
create index audit_event_by_correlation on audit_event (correlation);
create index audit_event_unsealed on audit_event (seq) where sealed_seq is null;

-- The head of the chain, in one row: also the lock that lets one sealer work at a time.
create table audit_chain (
    id bigint primary key check (id = 1),
    sealed_seq bigint not null,
    hash bytea,
    check ((hash is null) = (sealed_seq = 0))
);
insert into audit_chain (id, sealed_seq) values (1, 0);

create table checkpoint (
    sealed_seq bigint primary key,
    hash bytea not null,
    at bigint not null,
    key_id text not null references signing_key (id),
    signature bytea not null
);
";

const CONTENT: &str = "seq, id, at, correlation, actor, action, outcome, reasons, subject, client, consent, consent_version, \
    delegation, purpose, categories, scope, resource_type, resource_id, count, exception, digest";

const SQLITE_GUARD: &str = "
create trigger audit_event_stays before delete on audit_event
begin select raise(abort, 'the evidence log is append-only'); end;
create trigger audit_event_content_stays before update of {content} on audit_event
begin select raise(abort, 'the evidence log is append-only'); end;
create trigger audit_event_sealed_once before update on audit_event
when old.sealed_seq is not null or new.sealed_seq is null
begin select raise(abort, 'the evidence log is append-only'); end;
";

const POSTGRES_GUARD: &str = "
create function audit_event_stays() returns trigger language plpgsql as
$$ begin raise exception 'the evidence log is append-only'; end $$;
create function audit_event_sealed_once() returns trigger language plpgsql as
$$ begin
    if old.sealed_seq is not null or new.sealed_seq is null then
        raise exception 'the evidence log is append-only';
    end if;
    return new;
end $$;
create trigger audit_event_stays before delete on audit_event
    for each row execute function audit_event_stays();
create trigger audit_event_is_not_emptied before truncate on audit_event
    for each statement execute function audit_event_stays();
create trigger audit_event_content_stays before update of {content} on audit_event
    for each row execute function audit_event_stays();
create trigger audit_event_sealed_once before update on audit_event
    for each row execute function audit_event_sealed_once();
";
