//! Issues a challenge at the sign-in page, for any passkey that the person picks. Nobody is known yet, and nothing in
//! the challenge tells one account from another.

use thiserror::Error;

use crate::{
    operations::{
        credentials::webauthn_challenge::{Challenge, issue},
        prelude::*,
    },
    passkeys::PasskeyError,
    store::CeremonyPurpose,
};

/// Why no challenge is issued.
#[derive(Debug, Error)]
pub enum BeginSignInError {
    /// The rate limit of challenges for this client address is reached.
    #[error("rate limit: too many passkey challenges for one address")]
    TooMany,
    /// The WebAuthn library could not make a challenge.
    #[error(transparent)]
    Passkey(#[from] PasskeyError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Issues a WebAuthn challenge for any discoverable credential. It names no account, and writes no evidence.
pub async fn begin_passkey_sign_in(
    deps: &Deps,
    ctx: Context,
) -> Result<Challenge, BeginSignInError> {
    let now = deps.clock.now();
    if !deps.rate_limits.try_challenge(ctx, now).await? {
        return Err(BeginSignInError::TooMany);
    }
    let start = deps.passkeys.start_authentication(&[])?;
    let tx = deps.store.begin().await?;
    let asked = issue(deps, &tx, CeremonyPurpose::SignIn, start, now).await?;
    tx.commit().await?;
    Ok(asked)
}
