//! A version of the hospital's privacy notice, for whoever asks: it is public, and an old version stays readable.

use domain::{Timestamp, privacy::PrivacyNotice};

use crate::operations::prelude::*;

/// One version, and the others.
#[derive(Clone, Debug)]
pub struct ShownPrivacyNotice {
    /// The version.
    pub notice: PrivacyNotice,
    /// Every version with its first moment, newest first.
    pub versions: Vec<(u32, Timestamp)>,
}

/// Returns a version, or the one that this server shows; `None` if there is none.
pub async fn show_privacy_notice(
    deps: &Deps,
    version: Option<u32>,
) -> Result<Option<ShownPrivacyNotice>, StoreError> {
    let store = deps.store.read();
    let notice = match (version, &deps.privacy_notice) {
        (Some(version), _) => {
            let found = store.privacy_notices().find(version).await?;
            found.map(|stored| stored.notice)
        }
        (None, shown) => shown.as_deref().cloned(),
    };
    let Some(notice) = notice else {
        return Ok(None);
    };
    let versions = store.privacy_notices().versions().await?;
    Ok(Some(ShownPrivacyNotice { notice, versions }))
}
