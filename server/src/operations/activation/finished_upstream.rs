//! What does a sign-in at the hospital's provider lead to, or why does it lead to nothing?

use thiserror::Error;

use super::enrol_error::EnrolError;
use crate::{
    operations::sign_in::{
        begin_session::SignedIn, session_error::BeginSessionError,
        take_upstream_answer::AnswerError,
    },
    store::StoreError,
};

/// What a sign-in at the provider led to.
#[derive(Debug)]
pub enum Finished {
    /// The identity is linked to an account: a session begins.
    SignedIn(Box<SignedIn>),
    /// The identity is linked to no account. It is kept for this browser until its holder links it.
    Unlinked,
}

/// Why the sign-in led to nothing.
#[derive(Debug, Error)]
pub enum FinishError {
    /// It was to be linked to the signed-in account, but is linked to another.
    #[error("the upstream identity belongs to another account")]
    OtherAccount,
    /// The account has a record, and the hospital names another one.
    #[error("the record claim names another record than the account's")]
    OtherRecord,
    /// Nothing but a passkey signs in this person.
    #[error("only a passkey signs in to this account")]
    PasskeyOnly,
    /// Another sign-in took the identity, the record or the address meanwhile.
    #[error("another sign-in was first")]
    Overtaken,
    /// The identity has no account, and none begins.
    #[error(transparent)]
    Enrol(EnrolError),
    /// Staff locked the account, or the session could not be written.
    #[error(transparent)]
    Begin(#[from] BeginSessionError),
    /// The callback is not the response to an attempt of this browser, or the store failed.
    #[error(transparent)]
    Answer(#[from] AnswerError),
}

impl From<StoreError> for FinishError {
    fn from(error: StoreError) -> Self {
        Self::Answer(error.into())
    }
}
