//! Do the rules hold for whatever comes? Properties over generated input, and golden tables to read in review.
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
mod scopes;
mod statements;
mod tokens;
