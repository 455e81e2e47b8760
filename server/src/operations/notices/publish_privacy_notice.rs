//! Makes the texts of a folder the newest version of the hospital's privacy notice, unless they are already.

use domain::privacy::{PrivacyNotice, PrivacyTexts};

use crate::{operations::prelude::*, store::TellingProgress};

/// How often another node that starts at the same moment may be first.
const TRIES: u32 = 5;

/// Returns the version that says this: the newest one, or a new one after it. Texts that come back are a new version,
/// since people would be shown something else than the day before. Nobody is told of the first version.
pub async fn publish_privacy_notice(
    deps: &Deps,
    texts: PrivacyTexts,
) -> Result<PrivacyNotice, StoreError> {
    let mut tries = 1;
    loop {
        match publish(deps, texts.clone()).await {
            Err(StoreError::Taken(_)) if tries < TRIES => tries += 1,
            published => return published,
        }
    }
}

async fn publish(deps: &Deps, texts: PrivacyTexts) -> Result<PrivacyNotice, StoreError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let newest = tx.privacy_notices().newest().await?;
    let told = match &newest {
        Some(newest) if newest.says(&texts) => return Ok(newest.notice.clone()),
        Some(_) => TellingProgress::After(None),
        None => TellingProgress::Done(now),
    };
    let notice = PrivacyNotice {
        version: newest.map_or(0, |newest| newest.notice.version) + 1,
        since: now,
        texts,
    };
    tx.privacy_notices().insert(&notice, told).await?;
    tx.commit().await?;
    Ok(notice)
}
