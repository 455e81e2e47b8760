//! What does each page say, in each state and each language? Rendered from facts alone, without the server.
//!
//! A snapshot holds one page. When its words change, `cargo insta review` shows what a reader will see differently.
#![expect(clippy::panic, reason = "a test stops at the first surprise")]

mod document;
mod given;
mod golden;
mod identify;
mod language;
mod manners;
mod numbers;
mod outline;
mod promises;
mod subjects;

mod able_to_fail;
mod account;
mod activation;
mod apps;
mod caregivers;
mod complete;
mod confirms;
mod consents;
mod entrance;
mod keys;
mod notices;
mod people;
mod privacy;
mod record;
mod stops;
mod surroundings;
