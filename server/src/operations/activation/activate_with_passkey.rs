//! Begins the account of an open activation with a passkey. It has no password until its holder sets one.

use domain::{ids::CeremonyId, passkey::PasskeyName};
use thiserror::Error;

use super::begin_account::{BeginAccountError, begin_account, lock_open};
use crate::{
    operations::{credentials::add_passkey::new_key, prelude::*, sign_in::begin_session::SignedIn},
    passkeys::Attestation,
    passwords::Passwords,
    secret::Secret,
    store::CeremonyPurpose,
};

/// Why no account begins.
#[derive(Debug, Error)]
pub enum ActivateWithPasskeyError {
    /// The registration cannot be verified. The person is not told which part of it is wrong.
    #[error("WebAuthn response refused")]
    Refused,
    /// See [`BeginAccountError`].
    #[error(transparent)]
    Begin(#[from] BeginAccountError),
}

impl From<StoreError> for ActivateWithPasskeyError {
    fn from(error: StoreError) -> Self {
        Self::Begin(error.into())
    }
}

/// A registration response, and the name of the passkey.
#[derive(Clone, Debug)]
pub struct FirstPasskey {
    /// The challenge that it responds to.
    pub ceremony: CeremonyId,
    /// What the holder calls the passkey.
    pub name: PasskeyName,
    /// A `RegistrationResponseJSON` (WebAuthn Level 3 §5.1).
    pub answer: String,
}

/// Begins the account with this passkey and signs in to it, in one transaction. The challenge is used up.
pub async fn activate_with_passkey(
    deps: &Deps,
    ctx: Context,
    browser: &Secret,
    first: FirstPasskey,
) -> Result<SignedIn, ActivateWithPasskeyError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let (activation, person) = lock_open(&tx, browser, now).await?;
    let taken = tx.ceremonies().take(first.ceremony).await?;
    let theirs = CeremonyPurpose::Activate {
        activation: activation.id,
    };
    // A challenge of somebody else is not consumed.
    let asked = taken.filter(|taken| taken.purpose == theirs && now < taken.expires_at);
    let asked = asked.ok_or(ActivateWithPasskeyError::Refused)?;
    let made = Attestation::read(&first.answer)
        .and_then(|answer| deps.passkeys.finish_registration(&asked.state, &answer));
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            tracing::info!(%error, "passkey registration refused");
            tx.commit().await?;
            return Err(ActivateWithPasskeyError::Refused);
        }
    };
    // It came with the account.
    let key = new_key(deps, &person, first.name, made, None, now);
    let hash = Passwords::none();
    let signed_in =
        begin_account(deps, &tx, ctx, (activation, person), &hash, Some(key), now).await?;
    tx.commit().await?;
    Ok(signed_in)
}
