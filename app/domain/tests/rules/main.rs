//! Do the rules hold for whatever comes? Properties over generated input, and golden tables to read in review.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod catalogue;
mod choices;
mod compiled;
mod consents;
mod delegations;
mod given;
mod names;
mod offers;
mod renewals;
mod requests;
mod rule_book;
mod scopes;
mod statements;
mod tokens;
