//! Do the rules hold for whatever comes? Properties over generated input, and golden tables to read in review.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod accounts;
mod catalogue;
mod choices;
mod clients;
mod compiled;
mod consents;
mod delegations;
mod filters;
mod given;
mod limits;
mod names;
mod notices;
mod offers;
mod proofs;
mod renewals;
mod requests;
mod rule_book;
mod scopes;
mod standing;
mod statements;
mod tokens;
