//! The notices of an account, and which come by mail.

use std::collections::BTreeSet;

use domain::{ids::PersonId, notice::NoticeKind};

use crate::{operations::prelude::*, store::ToldNotice};

/// The most notices on the page.
pub const SHOWN: usize = 100;

/// The notices of an account, and its choice of mails.
#[derive(Clone, Debug)]
pub struct ListedNotices {
    /// Newest first, at most [`SHOWN`].
    pub told: Vec<ToldNotice>,
    /// Whether there are older ones.
    pub more: bool,
    /// Kinds that are turned off as mail.
    pub off: BTreeSet<NoticeKind>,
}

/// Returns the newest notices of an account.
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

/// Returns how many notices of an account are unread.
pub async fn count_unread(deps: &Deps, person: PersonId) -> Result<u32, StoreError> {
    deps.store.read().notices().unread(person).await
}
