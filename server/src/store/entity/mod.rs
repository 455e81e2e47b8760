//! The rows, one file per table. They never leave the store.

#![expect(
    unreachable_pub,
    reason = "the derive writes `pub` beside what it derives from"
)]

pub(super) mod access_token;
pub(super) mod activation;
pub(super) mod audit_chain;
pub(super) mod audit_event;
pub(super) mod authorization_request;
pub(super) mod ceremony;
pub(super) mod checkpoint;
pub(super) mod client;
pub(super) mod consent;
pub(super) mod consent_grant;
pub(super) mod decided_by;
pub(super) mod delegation;
pub(super) mod installation;
pub(super) mod invitation;
pub(super) mod known_device;
pub(super) mod mail_code;
pub(super) mod more_asked;
pub(super) mod notice;
pub(super) mod notice_setting;
pub(super) mod passkey;
pub(super) mod person;
pub(super) mod privacy_notice;
pub(super) mod rate_limit;
pub(super) mod recovery;
pub(super) mod recovery_code;
pub(super) mod refresh_token;
pub(super) mod refusal_count;
pub(super) mod session;
pub(super) mod signing_key;
pub(super) mod source_key;
pub(super) mod upstream_attempt;
pub(super) mod upstream_identity;
pub(super) mod wording;
