//! A trust change puts the credentials in doubt that somebody else may have let in: passkeys are suspended until their
//! holder says that they are theirs, the link to the provider and the paper codes are withdrawn
//! ([trust changes](domain::rules#trust-changes)).

use domain::{
    Timestamp,
    assurance::AuthenticationMethod,
    audit::AuditAction,
    doubt::Doubt,
    notice::{NoticeFacts, NoticeKind},
    passkey::Passkey,
    person::Person,
};

use super::{prelude::*, proof::about};
use crate::store::LetsIn;

/// How far a new password reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The holder changed it, and proved who they are: what a weaker proof let in of late is in doubt.
    Changed,
    /// The holder got back in without what they usually have: every passkey is in doubt.
    Recovered,
}

/// Puts credentials of this person in doubt. Returns what else is in doubt with them.
pub(super) async fn doubt_credentials(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    reach: Reach,
    now: Timestamp,
) -> Result<Doubt, StoreError> {
    let keys = suspend_passkeys(deps, tx, ctx, person, reach, now).await?;
    // Until it had full worth, what it proved was recorded as what had let it in.
    let strong = |key: &&Passkey| key.proved_by.is_some() && key.is_of_full_worth(now);
    let since = keys.iter().filter(strong).map(|key| key.let_in_at);
    let doubt = Doubt::in_method(AuthenticationMethod::Password).and_since(since);
    let doubt = doubt.and_since(unlink(deps, tx, ctx, person, doubt, now).await?);
    withdraw_paper_codes(tx, person, doubt).await?;
    Ok(doubt)
}

/// Whether it is in doubt; what does not say how it came about is.
pub(super) async fn is_doubted(tx: &Tx, what: LetsIn, doubt: Doubt) -> Result<bool, StoreError> {
    let decided = tx.decided_by().find(what).await?;
    Ok(decided.is_none_or(|(method, at)| doubt.touches(method, at)))
}

/// Suspends passkeys, and returns them as they were before.
async fn suspend_passkeys(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    reach: Reach,
    now: Timestamp,
) -> Result<Vec<Passkey>, StoreError> {
    let keys = tx.passkeys().list_of(person.id).await?;
    let keys = keys.into_iter().map(|key| key.passkey);
    let doubted: Vec<_> = keys
        .filter(|key| key.suspended_at.is_none())
        .filter(|key| reach == Reach::Recovered || !key.is_of_full_worth(now))
        .collect();
    for key in &doubted {
        tx.passkeys().save_suspended(key.id, now).await?;
        tx.audit(about(deps, ctx, now, person, AuditAction::PasskeySuspended))
            .await?;
    }
    Ok(doubted)
}

/// Takes a link to the provider away that is in doubt, and returns since when it was there.
async fn unlink(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    doubt: Doubt,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let Some(provider) = deps.config.upstream() else {
        return Ok(None);
    };
    let upstream = tx.upstream();
    let linked = upstream.linked_to(person.id, &provider.issuer).await?;
    let Some(linked) = linked else {
        return Ok(None);
    };
    if !is_doubted(tx, LetsIn::UpstreamLink(person.id), doubt).await? {
        return Ok(None);
    }
    upstream.unlink(person.id, &provider.issuer).await?;
    let event = about(deps, ctx, now, person, AuditAction::UpstreamUnlinked);
    let (key, facts) = (event.id, NoticeFacts::default());
    let notice = deps.notice(now, person.id, NoticeKind::UpstreamUnlinked, key, facts);
    tx.notices().insert(&notice).await?;
    tx.audit(event).await?;
    Ok(Some(linked.linked_at))
}

async fn withdraw_paper_codes(tx: &Tx, person: &Person, doubt: Doubt) -> Result<(), StoreError> {
    if is_doubted(tx, LetsIn::PaperCodes(person.id), doubt).await? {
        tx.codes().forget_paper(person.id).await?;
    }
    Ok(())
}
