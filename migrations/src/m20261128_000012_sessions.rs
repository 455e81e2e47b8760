//! What a session was signed in to with, and attempts to get back in without the usual way.

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
-- Which browser on which system, as far as it says so itself.
alter table session add column browser text
    check (browser in ('chrome', 'edge', 'firefox', 'opera', 'safari', 'samsung-internet'));
alter table session add column system text
    check (system in ('android', 'chrome-os', 'ipad', 'iphone', 'linux', 'mac', 'windows'));
-- A stronger proof than the sign-in, given in it since.
alter table session add column proved_method text
    check (proved_method in ('recovery-code', 'email-code', 'password', 'upstream', 'passkey'));
alter table session add column proved_at bigint
    check ((proved_at is null) = (proved_method is null));

create table recovery (
    id uuid primary key,
    -- What the browser holds: nothing can be asked of an attempt without it.
    digest bytea not null unique,
    -- Nobody, where the address is not known: such an attempt looks the same and never gets further.
    person uuid references person (id),
    -- SHA-256 over what the browser holds and the mailed code, so that this table alone does not tell the code.
    code bytea not null,
    wrong_codes bigint not null default 0 check (wrong_codes between 0 and 5),
    created_at bigint not null,
    mail_proved_at bigint,
    -- The mail alone opens no earlier than this.
    opens_at bigint,
    -- A paper code beside the mailed one: no need to wait.
    paper_proved_at bigint,
    expires_at bigint not null check (expires_at > created_at),
    check (mail_proved_at is null or person is not null),
    check ((mail_proved_at is null) = (opens_at is null)),
    check (opens_at >= mail_proved_at),
    check (paper_proved_at is null or mail_proved_at is not null)
);
create index recovery_by_person on recovery (person) where person is not null;
create index recovery_by_end on recovery (expires_at);
";

const DOWN: &str = "
drop table recovery;
alter table session drop column proved_at;
alter table session drop column proved_method;
alter table session drop column system;
alter table session drop column browser;
";
