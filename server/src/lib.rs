//! The Sayso server: everything behind the pages.

pub mod audit;
pub mod authorization_server;
pub mod clock;
pub mod commands;
pub mod config;
pub mod context;
pub mod demo;
pub mod entropy;
pub mod http;
pub mod jobs;
pub mod keys;
pub mod mail;
pub mod metrics;
#[warn(missing_docs)]
pub mod operations;
pub mod passkeys;
pub mod passwords;
pub mod portal;
pub mod privacy_notice;
pub mod rate_limits;
pub mod refusals;
pub mod resource_server;
pub mod router;
pub mod sealing;
pub mod secret;
pub mod sign_in;
pub mod sources;
pub mod state;
#[warn(missing_docs)]
pub mod store;
pub mod traces;
pub mod upstream;
