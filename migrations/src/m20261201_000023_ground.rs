//! Where a request came from and which operator gave a command stand in the evidence; a database knows whether it is a
//! demo's.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await?;
        guard(manager, &format!("{CONTENT}, source, operator")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        guard(manager, CONTENT).await?;
        step::run(manager, DOWN).await
    }
}

const UP: &str = "
alter table audit_event add column source text;
alter table audit_event add column operator text;

-- A page that is loaded again finds its challenge.
create index ceremony_by_session on ceremony (session, expires_at) where session is not null;

-- Keys that turn addresses into digests: without them nobody tells an address by its digest.
create table source_key (
    id bigint primary key,
    secret bytea not null,
    created_at bigint not null
);

-- What this database is for. One with accounts of the demo is the demo's, whenever they came in.
create table installation (
    id bigint primary key check (id = 1),
    kind text not null check (kind in ('demo'))
);
insert into installation (id, kind)
    select 1, 'demo' where exists (select 1 from person where email like '%@demo.sayso.example');
";

const DOWN: &str = "
drop table installation;
drop table source_key;
drop index ceremony_by_session;
alter table audit_event drop column operator;
alter table audit_event drop column source;
";

/// As the step that made the table said it.
const CONTENT: &str = "seq, id, at, correlation, actor, action, outcome, reasons, subject, client, consent, consent_version, \
    delegation, purpose, categories, scope, resource_type, resource_id, count, exception, digest";

/// No column of these is written twice.
async fn guard(manager: &SchemaManager<'_>, content: &str) -> Result<(), DbErr> {
    let sql = if step::is_sqlite(manager) {
        SQLITE_GUARD
    } else {
        POSTGRES_GUARD
    };
    step::run(manager, &sql.replace("{content}", content)).await
}

const SQLITE_GUARD: &str = "
drop trigger audit_event_content_stays;
create trigger audit_event_content_stays before update of {content} on audit_event
begin select raise(abort, 'the evidence log is append-only'); end;
";

const POSTGRES_GUARD: &str = "
drop trigger audit_event_content_stays on audit_event;
create trigger audit_event_content_stays before update of {content} on audit_event
    for each row execute function audit_event_stays();
";
