//! Which passkeys a person has, and how many paper codes are left.

use domain::{Timestamp, ids::PersonId, passkey::Passkey};

use crate::operations::prelude::*;

/// The passkeys and paper codes of an account.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Oldest first.
    pub passkeys: Vec<Passkey>,
    /// Their credential ids, in the same order.
    pub credential_ids: Vec<Vec<u8>>,
    /// When the paper codes were made, and how many are left; `None` without any.
    pub paper: Option<(Timestamp, u32)>,
}

/// Returns the passkeys and the count of paper codes of an account.
pub async fn list_passkeys(deps: &Deps, person: PersonId) -> Result<Keys, StoreError> {
    let reader = deps.store.read();
    let stored = reader.passkeys().list_of(person).await?;
    let (passkeys, credential_ids) = stored
        .into_iter()
        .map(|key| (key.passkey, key.credential_id))
        .unzip();
    Ok(Keys {
        passkeys,
        credential_ids,
        paper: reader.codes().paper(person).await?,
    })
}
