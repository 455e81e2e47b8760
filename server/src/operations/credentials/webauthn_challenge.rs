//! WebAuthn challenges: how long one is valid, and what is saved when a valid response arrives.

use domain::{Timestamp, assurance::StepUpAction, ids::CeremonyId};

use crate::{
    operations::prelude::*,
    passkeys::{Assertion, CeremonyStart, PasskeyError},
    store::{Ceremony, CeremonyPurpose, StoredPasskey},
};

/// A WebAuthn challenge for the browser.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// What the response names it by.
    pub ceremony: CeremonyId,
    /// JSON for `PublicKeyCredential.parse…OptionsFromJSON`.
    pub options: String,
}

/// Why an answer is not taken, and whose key it named.
pub(in crate::operations) struct AssertionError {
    pub(in crate::operations) named: Option<StoredPasskey>,
    pub(in crate::operations) error: Option<PasskeyError>,
}

pub(in crate::operations) async fn issue(
    deps: &Deps,
    tx: &Tx,
    purpose: CeremonyPurpose,
    start: CeremonyStart,
    now: Timestamp,
) -> Result<Challenge, StoreError> {
    let ceremony = Ceremony {
        id: deps.new_id(now),
        purpose,
        options: start.options,
        state: start.state,
        created_at: now,
        // An assertion that came later would prove nothing any more.
        expires_at: now + StepUpAction::FRESH_FOR,
    };
    tx.ceremonies().insert(&ceremony).await?;
    Ok(Challenge {
        ceremony: ceremony.id,
        options: ceremony.options,
    })
}

/// Verifies an assertion against its challenge. A valid one saves the key's new counter.
pub(in crate::operations) async fn verify_assertion(
    deps: &Deps,
    tx: &Tx,
    ceremony: &Ceremony,
    answer: &Assertion,
    now: Timestamp,
) -> Result<Result<StoredPasskey, AssertionError>, StoreError> {
    let named = tx
        .passkeys()
        .lock_by_credential(answer.credential_id())
        .await?;
    let works = |key: &StoredPasskey| key.passkey.suspended_at.is_none();
    let Some(key) = named.filter(|key| works(key) && now < ceremony.expires_at) else {
        return Ok(Err(AssertionError {
            named: None,
            error: None,
        }));
    };
    let person = key.passkey.person;
    match deps
        .passkeys
        .finish_authentication(&ceremony.state, answer, person, &key.credential)
    {
        Ok(credential) => {
            tx.passkeys()
                .save_use(key.passkey.id, &credential, now)
                .await?;
            Ok(Ok(key))
        }
        Err(error) => Ok(Err(AssertionError {
            named: Some(key),
            error: Some(error),
        })),
    }
}
