//! A question to a passkey: how long it waits for its answer, and what is written when a good one comes.

use chrono::TimeDelta;
use domain::{Timestamp, ids::CeremonyId};

use crate::{
    operations::prelude::*,
    passkeys::{Assertion, PasskeyError, Question},
    store::{Ceremony, CeremonyPurpose, StoredPasskey},
};

/// As long as a proof is fresh.
const WAITS: TimeDelta = TimeDelta::minutes(5);

/// A question on its way to the browser.
#[derive(Clone, Debug)]
pub struct Asked {
    pub ceremony: CeremonyId,
    /// For `PublicKeyCredential.parse…OptionsFromJSON`.
    pub options: String,
}

/// Why an answer is not taken, and whose key it named.
pub(super) struct Wrong {
    pub(super) named: Option<StoredPasskey>,
    pub(super) error: Option<PasskeyError>,
}

pub(super) async fn ask(
    deps: &Deps,
    tx: &Tx,
    purpose: CeremonyPurpose,
    question: Question,
    now: Timestamp,
) -> Result<Asked, StoreError> {
    let ceremony = Ceremony {
        id: deps.new_id(now),
        purpose,
        options: question.options,
        state: question.state,
        created_at: now,
        expires_at: now + WAITS,
    };
    tx.ceremonies().insert(&ceremony).await?;
    Ok(Asked {
        ceremony: ceremony.id,
        options: ceremony.options,
    })
}

/// Holds an answer against its question. A good one is written down with the key's new counter.
pub(super) async fn hold_against(
    deps: &Deps,
    tx: &Tx,
    ceremony: &Ceremony,
    answer: &Assertion,
    now: Timestamp,
) -> Result<Result<StoredPasskey, Wrong>, StoreError> {
    let named = tx
        .passkeys()
        .lock_by_credential(answer.credential_id())
        .await?;
    let Some(key) = named.filter(|_| now < ceremony.expires_at) else {
        return Ok(Err(Wrong {
            named: None,
            error: None,
        }));
    };
    let person = key.passkey.person;
    match deps
        .passkeys
        .check(&ceremony.state, answer, person, &key.credential)
    {
        Ok(credential) => {
            tx.passkeys()
                .save_use(key.passkey.id, &credential, now)
                .await?;
            Ok(Ok(key))
        }
        Err(error) => Ok(Err(Wrong {
            named: Some(key),
            error: Some(error),
        })),
    }
}
