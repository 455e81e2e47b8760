//! Why does a record, or an address, get no activation? A record has one account at most, and an account one record.

use domain::{
    Timestamp,
    activation::{Activation, ActivationBasis, ActivationStatus},
    ids::PatientId,
    person::Email,
};
use thiserror::Error;

use super::find_record::FindRecordError;
use crate::operations::{prelude::*, source_keys::SourceKeyError};

/// Why none is made.
#[derive(Debug, Error)]
pub enum MakeActivationError {
    /// No record is meant, or several.
    #[error(transparent)]
    Record(#[from] FindRecordError),
    /// The record belongs to an account.
    #[error("that record has an account")]
    HasAccount,
    /// Another activation for that record, or to that address, can still be opened.
    #[error("an activation for it can be used until {0}; withdraw it to make another one")]
    Waiting(Timestamp),
    /// An account has the address, and no account has two records.
    #[error("an account has that e-mail address; an account has one record at most")]
    AddressTaken,
    /// The record does not say what the person would be asked.
    #[error(
        "the record does not say what `activation_question` asks for, so nobody could answer it"
    )]
    NoAnswer,
    /// Whoever holds the envelope reads the answer on it.
    #[error(
        "a letter says on its envelope what `activation_question` asks for: send a mail instead"
    )]
    OnEnvelope,
    /// Nobody can be the guardian of that person: they are of age, or the record has no birth date.
    #[error("the record is no minor's: nobody becomes a guardian")]
    NoMinor,
    /// Neither the record nor the hospital says what the person is called.
    #[error("neither you nor the record says a name")]
    NoName,
    /// Without an address there must be a letter.
    #[error("say an e-mail address, or ask for a letter")]
    NoWay,
    /// Another process made the key for the codes of letters, and what wraps it is not here.
    #[error(
        "the key for the codes of letters cannot be opened: is this the server's `key_encryption_key_file`?"
    )]
    Keyless,
    /// The key for the codes of letters failed.
    #[error(transparent)]
    Key(#[from] SourceKeyError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Refuses what would give a record a second account, or an account a second record.
/// Returns the earlier ones that are over, and that the new one takes the place of.
pub(super) async fn refuse_known(
    tx: &Tx,
    (basis, email): (ActivationBasis, Option<&Email>),
    patient: &PatientId,
    now: Timestamp,
) -> Result<Vec<Activation>, MakeActivationError> {
    let mut earlier = match basis {
        ActivationBasis::Own if tx.people().find_by_patient(patient).await?.is_some() => {
            return Err(MakeActivationError::HasAccount);
        }
        ActivationBasis::Own => tx.activations().of_patient(patient).await?,
        // A minor may have several guardians.
        ActivationBasis::Guardian => Vec::new(),
    };
    earlier.retain(|one| one.basis == basis);
    if let Some(email) = email {
        if tx.people().find_by_email(email).await?.is_some() {
            return Err(MakeActivationError::AddressTaken);
        }
        let by_hospital = |one: &Activation| one.address.as_ref().is_some_and(|to| !to.is_typed);
        let same = tx.activations().unused_of_address(email).await?;
        earlier.extend(same.into_iter().filter(by_hospital));
    }
    if let Some(waits) = earlier
        .iter()
        .find(|one| one.status(now) == ActivationStatus::Waiting)
    {
        return Err(MakeActivationError::Waiting(waits.expires_at()));
    }
    Ok(earlier)
}
