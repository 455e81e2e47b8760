//! Chooses which notices come by mail. Those that guard the account always do.

use std::collections::BTreeSet;

use domain::{ids::PersonId, notice::NoticeKind};

use crate::operations::prelude::*;

/// Iterates over the kinds that a person can turn off as mail.
pub fn switchable() -> impl Iterator<Item = NoticeKind> {
    NoticeKind::ALL
        .iter()
        .copied()
        .filter(|kind| !kind.is_always_sent())
}

/// Replaces the kinds that a person does not want by mail; others than [`switchable`] are ignored. It writes no
/// evidence.
pub async fn choose_mails(
    deps: &Deps,
    person: PersonId,
    wanted: &BTreeSet<NoticeKind>,
) -> Result<(), StoreError> {
    let off = switchable().filter(|kind| !wanted.contains(kind)).collect();
    let tx = deps.store.begin().await?;
    tx.notices().turn_off(person, &off).await?;
    tx.commit().await
}
