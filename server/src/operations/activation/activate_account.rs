//! Begins the account of an open activation with a password.

use domain::password::WeakPassword;
use thiserror::Error;

pub use super::begin_account::BeginAccountError;
use super::begin_account::{begin_account, lock_open};
pub use crate::operations::sign_in::begin_session::SignedIn;
use crate::{
    operations::prelude::*,
    passwords::{Password, PasswordError},
    secret::Secret,
};

/// Why no account begins.
#[derive(Debug, Error)]
pub enum ActivateError {
    /// See [`BeginAccountError`].
    #[error(transparent)]
    Begin(#[from] BeginAccountError),
    /// The new password is too short, too long or guessable.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The password could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
}

impl From<StoreError> for ActivateError {
    fn from(error: StoreError) -> Self {
        Self::Begin(error.into())
    }
}

/// Begins the account with this password and signs in to it, in one transaction.
pub async fn activate_account(
    deps: &Deps,
    ctx: Context,
    browser: &Secret,
    password: Password,
) -> Result<SignedIn, ActivateError> {
    let tx = deps.store.begin().await?;
    let (_, person) = lock_open(&tx, browser, deps.clock.now()).await?;
    drop(tx);
    password.check(&person)?;
    // Slow, so before anything stays locked.
    let hash = deps.passwords.hash(password, &*deps.entropy).await?;
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let open = lock_open(&tx, browser, now).await?;
    let signed_in = begin_account(deps, &tx, ctx, open, &hash, None, now).await?;
    tx.commit().await?;
    Ok(signed_in)
}
