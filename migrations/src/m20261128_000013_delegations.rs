//! Caregivers: invitations, what came of them, and what caregivers ask for.

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
-- The table of the third step was never written to.
drop table delegation;

create table delegation (
    id uuid primary key,
    subject text not null,
    delegate uuid not null references person (id),
    basis text not null check (basis in ('invited', 'guardian')),
    relationship text not null check (relationship in ('partner', 'child', 'parent', 'sibling', 'friend', 'paid-carer')),
    categories bigint not null check (categories >= 0),
    topics bigint not null check (topics >= 0),
    abilities bigint not null check (abilities >= 0),
    created_at bigint not null,
    -- When the patient last said how far and until when.
    decided_at bigint not null check (decided_at >= created_at),
    topics_until bigint not null,
    until bigint not null check (until > created_at),
    last_used_at bigint not null,
    -- The birthdays that change what a guardian may.
    narrow_at bigint,
    suspend_at bigint,
    of_age_at bigint,
    -- 'expired' is history: an end is seen by its dates, and written down when a new delegation takes the place.
    state text not null check (state in ('active', 'needs-review', 'expired', 'ended')),
    state_at bigint,
    ended_by text,
    end_cause text check (end_cause in ('ended-by-patient', 'ended-by-delegate', 'ended-by-staff', 'came-of-age')),
    -- No caregiver without an end: eighteen months and a day from the patient's last word, or the minor's coming of age.
    check (until <= decided_at + 47692800000 or (basis = 'guardian' and until <= of_age_at)),
    check ((basis = 'guardian') = (narrow_at is not null)),
    check ((narrow_at is null) = (of_age_at is null)),
    check (suspend_at is null or suspend_at > narrow_at),
    check (topics_until <= until),
    check ((state_at is not null) = (state in ('needs-review', 'ended'))),
    check ((ended_by is not null) = (state = 'ended')),
    check ((end_cause is not null) = (state = 'ended'))
);
-- One live delegation for the same two people.
create unique index delegation_live on delegation (subject, delegate) where state in ('active', 'needs-review');
create index delegation_by_subject on delegation (subject, created_at);
create index delegation_by_delegate on delegation (delegate, created_at);
create index delegation_of_guardians on delegation (of_age_at) where basis = 'guardian' and state in ('active', 'needs-review');

create table invitation (
    id uuid primary key,
    -- The delegation that will come of it.
    delegation uuid not null unique,
    digest bytea not null unique,
    -- Told in person, shown to the patient only.
    code text not null check (length(code) = 6),
    subject text not null,
    name text not null check (name <> ''),
    email text not null check (email = lower(email) and email like '%_@_%'),
    relationship text not null check (relationship in ('partner', 'child', 'parent', 'sibling', 'friend', 'paid-carer')),
    categories bigint not null check (categories > 0),
    topics bigint not null check (topics >= 0),
    abilities bigint not null check (abilities > 0),
    until bigint not null check (until > sent_at),
    sent_at bigint not null,
    wrong_codes bigint not null default 0 check (wrong_codes between 0 and 5),
    state text not null check (state in ('sent', 'accepted', 'declined', 'withdrawn')),
    state_at bigint,
    check ((state_at is null) = (state = 'sent')),
    check (until <= sent_at + 47692800000)
);
create index invitation_by_subject on invitation (subject, sent_at);

-- What a caregiver asks for: the last thing they asked, until the patient answers.
create table more_asked (
    delegation uuid primary key references delegation (id),
    categories bigint not null check (categories >= 0),
    topics bigint not null check (topics >= 0),
    abilities bigint not null check (abilities >= 0),
    months bigint check (months > 0),
    asked_at bigint not null
);

-- Nothing is sent to the other party.
alter table person add column quiet_mode boolean not null default false;
-- For whom a caregiver acts in this browser.
alter table session add column acting_for uuid references delegation (id);
-- Under which delegation a caregiver gave it.
alter table consent add column delegation uuid references delegation (id)
    check ((delegation is not null) = (grantor like 'delegate:%'));
create index consent_by_delegation on consent (delegation) where delegation is not null;
";

const DOWN: &str = "
drop index consent_by_delegation;
alter table consent drop column delegation;
alter table session drop column acting_for;
alter table person drop column quiet_mode;
drop table more_asked;
drop table invitation;
drop table delegation;
create table delegation (
    id uuid primary key,
    subject text not null,
    delegate uuid not null references person (id),
    created_at bigint not null,
    until bigint not null check (until > created_at),
    ended_at bigint
);
";
