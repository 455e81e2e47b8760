//! What does the engine answer? A golden matrix to read, and two independent witnesses that must agree with it.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod consents;
mod generated;
mod matrix;
mod oracle;
mod reference;
mod states;
mod world;
