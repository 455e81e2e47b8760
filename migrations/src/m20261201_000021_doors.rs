//! Credentials and delegations remember which proof let them in, and when: what came by a weak one is worth no more, and
//! can be put in doubt.

use sea_orm_migration::prelude::*;

use crate::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::run(manager, UP).await?;
        let kinds = [KINDS, NEW_KINDS].concat();
        keep_kinds(manager, &kinds).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let forgotten = format!("delete from notice where kind not in ({KINDS});");
        step::run(manager, &forgotten).await?;
        keep_kinds(manager, KINDS).await?;
        step::run(manager, DOWN).await
    }
}

/// Lets the table of notices hold these kinds. SQLite changes no constraint, so there the table is made anew.
async fn keep_kinds(manager: &SchemaManager<'_>, kinds: &str) -> Result<(), DbErr> {
    let sql = if step::is_sqlite(manager) {
        NOTICE.replace("{kinds}", kinds)
    } else {
        format!(
            "alter table notice drop constraint notice_kind_check;
            alter table notice add constraint notice_kind_check check (kind in ({kinds}));"
        )
    };
    step::run(manager, &sql).await
}

const KINDS: &str = "'app-connected', 'first-read', 'consent-ends-soon', 'consent-ended', 'consent-on-hold', 'invited', 'invitation-accepted', 'invitation-declined', 'invitation-withdrawn', 'delegation-changed', 'delegation-ends-soon', 'delegation-ended', 'age-event-ahead', 'more-asked', 'more-declined', 'passkey-added', 'passkey-removed', 'password-changed', 'account-recovered', 'upstream-linked', 'replay-detected', 'break-glass', 'sign-in-code'";
const NEW_KINDS: &str = ", 'passkey-kept', 'recovery-codes-made', 'upstream-unlinked', 'record-exported', 'mails-muted'";

const NOTICE: &str = "
create table notice_anew (
    id uuid primary key,
    key text not null unique,
    person uuid references person (id),
    address text,
    language text check (language in ('en', 'es')),
    kind text not null check (kind in ({kinds})),
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
insert into notice_anew (id, key, person, address, language, kind, facts, secret, created_at, read_at, mail_state, tries, next_try_at, sent_at)
    select id, key, person, address, language, kind, facts, secret, created_at, read_at, mail_state, tries, next_try_at, sent_at from notice;
drop table notice;
alter table notice_anew rename to notice;
create index notice_by_person on notice (person, created_at) where person is not null;
create index notice_waiting on notice (next_try_at) where mail_state = 'waiting';
create index notice_unread on notice (person) where read_at is null and person is not null;
";

const UP: &str = "
-- The weaker proof that let it in; null where that was a passkey, or an older one vouched for it.
alter table passkey add column proved_by text
    check (proved_by in ('recovery-code', 'email-code', 'password', 'upstream'));
alter table passkey add column let_in_at bigint not null default 0;
-- In doubt since then: it proves nothing until its holder says that it is theirs.
alter table passkey add column suspended_at bigint;
-- What let older ones in was not kept, so that the youngest of them are taken for let in by a password.
update passkey set let_in_at = created_at, proved_by = 'password';

-- By which proof something came about that lets somebody in. What has no row is in doubt with everything.
create table decided_by (
    what text not null check (what in ('delegation', 'paper-codes', 'upstream-link')),
    -- The delegation, which its invitation names too, or the person.
    id uuid not null,
    method text not null check (method in ('recovery-code', 'email-code', 'password', 'upstream', 'passkey')),
    at bigint not null,
    primary key (what, id)
);

-- Paper codes under argon2id, all of one sheet with one salt; null for older ones, which stay as they are.
alter table recovery_code add column salt bytea;

-- Nothing but a passkey signs this person in.
alter table person add column only_passkeys boolean not null default false;

-- Always told from now on.
delete from notice_setting where kind = 'invitation-accepted';
";

const DOWN: &str = "
alter table person drop column only_passkeys;
delete from recovery_code where salt is not null;
alter table recovery_code drop column salt;
drop table decided_by;
alter table passkey drop column suspended_at;
alter table passkey drop column let_in_at;
alter table passkey drop column proved_by;
";
