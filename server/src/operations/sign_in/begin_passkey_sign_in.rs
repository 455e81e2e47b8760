//! A browser at the sign-in page is asked for any passkey that its holder picks. Nobody is known yet, and nothing in the
//! question tells one account from another.

use thiserror::Error;

use crate::{
    operations::{
        credentials::webauthn_challenge::{Asked, ask},
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

pub async fn begin_passkey_sign_in(deps: &Deps, ctx: Context) -> Result<Asked, BeginSignInError> {
    let now = deps.clock.now();
    if !deps.tries.may_ask(ctx, now) {
        return Err(BeginSignInError::TooMany);
    }
    let question = deps.passkeys.ask(&[])?;
    let tx = deps.store.begin().await?;
    let asked = ask(deps, &tx, CeremonyPurpose::SignIn, question, now).await?;
    tx.commit().await?;
    Ok(asked)
}
