//! What the database itself promises, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[expect(dead_code, reason = "these stories need a part of the world only")]
#[path = "../support/mod.rs"]
mod support;

mod chain;
mod consents;
mod crash;
mod evidence;
mod impossible_rows;
mod races;
