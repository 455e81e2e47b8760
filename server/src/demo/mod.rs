//! Demo people, records and a SMART app, for `sayso demo`.

pub mod app;
pub mod clients;
pub mod outbox;
pub mod people;
pub mod privacy;
pub mod records;
mod seed;

pub use seed::{SeedError, seed};
