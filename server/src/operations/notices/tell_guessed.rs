//! Tells the holders of accounts that strangers were stopped at: once a day, and away from the request, so that its
//! answer takes as long where there is no account.

use domain::{
    notice::{NoticeFacts, NoticeKind},
    person::Email,
};

use crate::operations::prelude::*;

/// Writes the notices. Returns how many accounts were named.
pub async fn tell_guessed(deps: &Deps) -> Result<u64, StoreError> {
    let guessed = deps.rate_limits.take_guessed();
    for account in &guessed {
        if let Err(error) = tell(deps, account).await {
            for account in &guessed {
                deps.rate_limits.note_guessed(account);
            }
            return Err(error);
        }
    }
    Ok(guessed.len() as u64)
}

async fn tell(deps: &Deps, account: &str) -> Result<(), StoreError> {
    let Ok(email) = Email::kept(account) else {
        return Ok(());
    };
    let now = deps.clock.now();
    let reader = deps.store.read();
    let Some((person, _)) = reader.people().find_by_email(&email).await? else {
        return Ok(());
    };
    let (kind, today) = (NoticeKind::SignInGuessed, now.date_naive());
    let notice = deps.notice(now, person.id, kind, today, NoticeFacts::default());
    let key = std::slice::from_ref(&notice.key);
    if reader.notices().known(key).await?.is_empty() {
        let tx = deps.store.begin().await?;
        tx.notices().insert(&notice).await?;
        tx.commit().await?;
    }
    Ok(())
}
