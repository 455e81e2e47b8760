//! The server as a whole, through its real router and on real databases: one binary, so that the server and what the
//! stories stand on are linked and compiled once.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod operations;
mod protocol;
mod resource_server;
mod routes;
mod storage;
mod support;
