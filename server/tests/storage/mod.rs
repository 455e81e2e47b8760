//! What the database itself promises, on SQLite and on PostgreSQL.

mod chain;
mod consents;
mod crash;
mod evidence;
mod impossible_rows;
mod races;
mod roles;
mod tls;
