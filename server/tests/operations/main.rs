//! What operations do and write down, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[expect(dead_code, reason = "these stories need a part of the world only")]
#[path = "../support/mod.rs"]
mod support;

mod audit;
mod caregivers;
mod clients;
mod codes;
mod command_line;
mod door;
mod export;
mod mail;
mod notices;
mod one_browser;
mod opening_account;
mod passkeys;
mod people_pages;
mod prune;
mod recovery;
mod reminders;
mod sessions;
mod shell;
mod sign_in;
mod smtp;
mod trust;
mod upstream;
