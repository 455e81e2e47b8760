//! A browser at the sign-in page is asked for any passkey that its holder picks. Nobody is known yet, and nothing in the
//! start tells one account from another.

use thiserror::Error;

use crate::{
    operations::{
        credentials::webauthn_challenge::{Challenge, issue},
        prelude::*,
    },
    passkeys::PasskeyError,
    store::CeremonyPurpose,
};

#[derive(Debug, Error)]
pub enum BeginSignInError {
    #[error("too many questions for one address")]
    TooMany,
    #[error(transparent)]
    Passkey(#[from] PasskeyError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub async fn begin_passkey_sign_in(
    deps: &Deps,
    ctx: Context,
) -> Result<Challenge, BeginSignInError> {
    let now = deps.clock.now();
    if !deps.rate_limits.try_challenge(ctx, now) {
        return Err(BeginSignInError::TooMany);
    }
    let start = deps.passkeys.start_authentication(&[])?;
    let tx = deps.store.begin().await?;
    let asked = issue(deps, &tx, CeremonyPurpose::SignIn, start, now).await?;
    tx.commit().await?;
    Ok(asked)
}
