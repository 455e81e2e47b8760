//! What patients decided, in versions, and the exact words that were shown.

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
            "drop table consent; drop table wording; drop table delegation;",
        )
        .await
    }
}

const UP: &str = "
create table wording (
    digest text primary key check (length(digest) = 64 and digest = lower(digest)),
    text text not null
);

create table delegation (
    id uuid primary key,
    subject text not null,
    delegate uuid not null references person (id),
    created_at bigint not null,
    -- No caregiver without an end.
    until bigint not null check (until > created_at),
    ended_at bigint
);

create table consent (
    id uuid not null,
    version bigint not null check (version > 0),
    subject text not null,
    -- Actors are written as kind and ids: patient:person_…
    grantor text not null check (grantor like 'patient:person\\_%' escape '\\' or grantor like 'delegate:person\\_%:delegation\\_%' escape '\\'),
    client text not null references client (id),
    purpose text not null check (purpose in ('care-coordination', 'treatment', 'self-care', 'family-access', 'billing-support', 'insurance-help', 'research')),
    granted bigint not null check (granted > 0),
    topics bigint not null check (topics >= 0),
    refused bigint not null check (refused >= 0),
    refused_topics bigint not null check (refused_topics >= 0),
    -- A day, as 2026-05-03.
    period_from text check (length(period_from) = 10),
    access text not null check (access in ('one-time', 'until')),
    decided_at bigint not null,
    expires_at bigint not null check (expires_at > decided_at),
    wording_screen text not null,
    wording_language text not null check (wording_language in ('en', 'es')),
    wording_version text not null,
    wording_digest text not null references wording (digest),
    assurance_method text not null check (assurance_method in ('recovery-code', 'email-code', 'password', 'upstream', 'passkey')),
    assurance_at bigint not null,
    -- 'expired' is history: an end is seen by its date, and written down when a new consent takes the place.
    state text not null check (state in ('active', 'needs-review', 'expired', 'revoked', 'superseded')),
    state_at bigint,
    state_cause text,
    revoked_by text,
    superseded_by bigint,
    primary key (id, version),
    check (granted & refused = 0),
    check (topics & refused_topics = 0),
    check ((state_at is not null) = (state in ('needs-review', 'revoked'))),
    check ((state_cause is not null) = (state in ('needs-review', 'revoked'))),
    check (state <> 'needs-review' or state_cause in ('risk', 'trust-change', 'password-reset')),
    check (state <> 'revoked' or state_cause in ('stopped-by-patient', 'stopped-by-delegate', 'stopped-by-staff')),
    check ((revoked_by is not null) = (state = 'revoked')),
    check ((superseded_by is not null) = (state = 'superseded')),
    check (superseded_by > version)
);
-- No two live consents for the same subject, client and purpose.
create unique index consent_live on consent (subject, client, purpose) where state in ('active', 'needs-review');
-- One version of each consent stands: the newest.
create unique index consent_standing on consent (id) where state <> 'superseded';
create index consent_by_subject on consent (subject, decided_at);
";
