//! What a person was told, and which mails they get.

use std::collections::BTreeSet;

use domain::{ids::PersonId, notice::NoticeKind};

use crate::{operations::prelude::*, store::ToldNotice};

/// So many stand on the page.
pub const SHOWN: usize = 100;

#[derive(Clone, Debug)]
pub struct ListedNotices {
    /// Newest first, at most [`SHOWN`].
    pub told: Vec<ToldNotice>,
    /// Whether there are older ones.
    pub more: bool,
    /// Kinds that come by mail no more.
    pub off: BTreeSet<NoticeKind>,
}

pub async fn list_notices(deps: &Deps, person: PersonId) -> Result<ListedNotices, StoreError> {
    let reader = deps.store.read();
    let notices = reader.notices();
    let mut told = notices.told(person, SHOWN as u64 + 1).await?;
    let more = told.len() > SHOWN;
    told.truncate(SHOWN);
    Ok(ListedNotices {
        told,
        more,
        off: notices.turned_off(person).await?,
    })
}

/// How many the person has not read.
pub async fn count_unread(deps: &Deps, person: PersonId) -> Result<u32, StoreError> {
    deps.store.read().notices().unread(person).await
}
