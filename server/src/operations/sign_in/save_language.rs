//! Remembers in which language somebody reads.

use domain::{ids::PersonId, language::Language};

use crate::{state::Deps, store::StoreError};

pub async fn save_language(
    deps: &Deps,
    person: PersonId,
    language: Language,
) -> Result<(), StoreError> {
    let tx = deps.store.begin().await?;
    tx.people().save_language(person, language).await?;
    tx.commit().await
}
