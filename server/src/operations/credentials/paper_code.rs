//! Paper codes are stored under a slow hash, with one salt for each sheet: sixty bits are few for whoever holds a copy of
//! the database (OWASP ASVS 5.0 §6.5.2). Older sheets are stored under SHA-256, and work until new ones are made.

use domain::ids::PersonId;

use super::code::TypedCode;
use crate::{operations::prelude::*, passwords::PasswordError, secret::Digest};

/// Hashes the codes of a new sheet. Returns the salt and the digests, in the same order.
pub(super) async fn digest_sheet(
    deps: &Deps,
    person: PersonId,
    codes: &[TypedCode],
) -> Result<([u8; 16], Vec<Digest>), PasswordError> {
    let mut salt = [0; 16];
    deps.entropy.fill(&mut salt);
    let texts = codes.iter().map(|code| code.bound_to(person)).collect();
    let digests = deps.passwords.digest_codes(texts, salt).await?;
    Ok((salt, digests))
}

/// Returns the digests under which a typed code may be stored: the slow one of the person's sheet, and the older one. It
/// is slow, so nothing may be locked meanwhile.
pub(super) async fn digests_of(
    deps: &Deps,
    person: PersonId,
    code: &TypedCode,
) -> Result<Vec<Digest>, PaperCodeError> {
    let older = Digest::of(code.bound_to(person).as_bytes());
    let salt = deps.store.read().codes().paper_salt(person).await?;
    let Some(salt) = salt else {
        return Ok(vec![older]);
    };
    let texts = vec![code.bound_to(person)];
    let mut digests = deps.passwords.digest_codes(texts, salt).await?;
    digests.push(older);
    Ok(digests)
}

/// Why a code cannot be looked up.
#[derive(Debug, thiserror::Error)]
pub enum PaperCodeError {
    /// It could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
