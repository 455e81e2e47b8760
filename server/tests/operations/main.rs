//! What operations do and write down, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[expect(dead_code, reason = "these stories need a part of the world only")]
#[path = "../support/mod.rs"]
mod support;

mod clients;
mod shell;
mod sign_in;
