//! Sign-in with the hospital's own provider, and how surely somebody was authenticated behind what an app was given.

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
-- What an app demands of the sign-in (OpenID Connect acr_values, max_age and prompt=login).
alter table authorization_request add column demand_acr text check (demand_acr in ('urn:sayso:acr:code', 'urn:sayso:acr:password', 'urn:sayso:acr:upstream', 'phr'));
alter table authorization_request add column demand_since bigint;

-- How the person was authenticated who connected the app. Filled for every grant: older ones rested on their consent.
alter table consent_grant add column authentication_method text check (authentication_method in ('recovery-code', 'email-code', 'password', 'upstream', 'passkey'));
alter table consent_grant add column authenticated_at bigint;
update consent_grant set
    authentication_method = (select assurance_method from consent where consent.id = consent_grant.consent and consent.state <> 'superseded'),
    authenticated_at = (select assurance_at from consent where consent.id = consent_grant.consent and consent.state <> 'superseded');

-- Which account an identity of the provider belongs to. Nobody is ever matched by anything else.
create table upstream_identity (
    issuer text not null check (issuer <> ''),
    subject text not null check (subject <> ''),
    person uuid not null references person (id),
    linked_at bigint not null,
    used_at bigint not null check (used_at >= linked_at),
    -- What the provider said of the last sign-in.
    acr text,
    amr text,
    primary key (issuer, subject),
    unique (person, issuer)
);

-- A sign-in on its way to the provider and back. One that came back waits for a link only, and knows its identity.
create table upstream_attempt (
    -- The cookie of the browser that began it.
    browser_digest bytea primary key,
    state_digest bytea unique,
    issuer text not null,
    nonce text,
    verifier text,
    next text not null,
    -- Who was signed in and wants to add it to their account.
    person uuid references person (id),
    subject text check (subject <> ''),
    acr text,
    amr text,
    created_at bigint not null,
    expires_at bigint not null check (expires_at > created_at),
    check ((state_digest is null) = (subject is not null)),
    check ((state_digest is null) = (nonce is null)),
    check ((state_digest is null) = (verifier is null))
);
create index upstream_attempt_by_end on upstream_attempt (expires_at);
";

const DOWN: &str = "
drop table upstream_attempt;
drop table upstream_identity;
alter table consent_grant drop column authenticated_at;
alter table consent_grant drop column authentication_method;
alter table authorization_request drop column demand_since;
alter table authorization_request drop column demand_acr;
";
