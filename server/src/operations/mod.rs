//! What the server does, one file per verb: one transaction, one audit story each. No HTTP in here.
//!
//! To add an operation:
//! 1. Name the file after its verb (`revoke_consent.rs`); at most 150 lines without its tests, which a test counts.
//! 2. Give it typed arguments after `&Deps` and [`Context`], and one error enum of its own (thiserror) that takes
//!    [`StoreError`](crate::store::StoreError) in.
//! 3. Take `now` once: `let now = deps.clock.now()`. Ids come from `deps.new_id(now)`, secrets from
//!    `deps.secret(kind)`.
//! 4. Open the transaction with `deps.store.begin()`, `lock` what you change, let a pure transition of the `domain`
//!    crate make the change, `save` it.
//! 5. Start the evidence with `deps.event(ctx, now, actor, action)`. A change writes it with `tx.audit(event)` before
//!    `tx.commit()`; a read or a refusal that changes nothing writes it with `deps.audit.record(event)` before anything
//!    is served.
//! 6. Test it on every database (`tests/operations`), and add its route to the table of routes.

pub mod acting;
pub mod activation;
pub mod administration;
mod authorization_response;
pub mod connect;
mod connection;
mod consent_notice;
pub mod consents;
pub mod credentials;
mod delegation_notice;
pub mod delegations;
mod doubted_caregivers;
mod doubted_credentials;
mod end_cause;
pub mod notices;
mod prelude;
pub mod proof;
pub mod records;
pub mod sign_in;
mod sign_out_app;
pub mod source_keys;
mod suspend_consents;
mod suspension;
pub mod tokens;
mod trust_change;

pub use authorization_response::answer_location;
pub use trust_change::TrustChange;
