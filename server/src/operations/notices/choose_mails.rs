//! A person picks which mails they get. What guards the account always comes.

use std::collections::BTreeSet;

use domain::{ids::PersonId, notice::NoticeKind};

use crate::operations::prelude::*;

/// The kinds that a person can turn off.
pub fn switchable() -> impl Iterator<Item = NoticeKind> {
    NoticeKind::ALL
        .iter()
        .copied()
        .filter(|kind| !kind.is_always_sent())
}

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
