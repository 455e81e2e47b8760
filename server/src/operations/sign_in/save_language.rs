//! Saves the language that a person reads.

use domain::{ids::PersonId, language::Language};

use crate::{state::Deps, store::StoreError};

/// Saves the language of an account's pages and mails. It writes no evidence.
pub async fn save_language(
    deps: &Deps,
    person: PersonId,
    language: Language,
) -> Result<(), StoreError> {
    let tx = deps.store.begin().await?;
    tx.people().save_language(person, language).await?;
    tx.commit().await
}
