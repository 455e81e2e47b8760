//! The identity that came back from the provider in this browser belongs to an account from now on. It takes the browser
//! that was there and a fresh proof of the account's holder; an e-mail address that looks the same counts for nothing.

use domain::{
    audit::AuditAction,
    ids::PersonId,
    notice::{NoticeFacts, NoticeKind},
    proof::ProofFor,
    upstream::{LinkedIdentity, UpstreamAttempt},
};
use thiserror::Error;

use crate::{
    operations::{
        prelude::*,
        proof::{about, refuse_unproved},
    },
    secret::Secret,
};

#[derive(Debug, Error)]
pub enum LinkError {
    /// Nothing waits in this browser, not any more, or not for this person.
    #[error("nothing waits to be linked")]
    NothingWaits,
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
    /// The identity has an account, or the account has an identity of this provider.
    #[error("one of the two is linked already")]
    Taken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What waits in this browser for this person, if anything does.
pub async fn waiting_link(
    deps: &Deps,
    person: PersonId,
    browser: Option<&Secret>,
) -> Result<Option<UpstreamAttempt>, StoreError> {
    let Some(browser) = browser else {
        return Ok(None);
    };
    let now = deps.clock.now();
    let found = deps
        .store
        .read()
        .upstream()
        .waiting(&browser.digest())
        .await?;
    Ok(found.filter(|attempt| attempt.is_live(now) && is_for(attempt, person)))
}

fn is_for(attempt: &UpstreamAttempt, person: PersonId) -> bool {
    attempt.person.is_none_or(|wants| wants == person)
}

/// Returns where the attempt was to lead.
pub async fn link_upstream(
    deps: &Deps,
    ctx: Context,
    person: PersonId,
    browser: &Secret,
    proof: Option<&Proof>,
) -> Result<String, LinkError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let account = tx.people().find(person).await?;
    let account = account.ok_or(LinkError::NothingWaits)?;
    let event = about(deps, ctx, now, &account, AuditAction::UpstreamLinked);
    if proof
        .and_then(|proof| proof.of(person, &ProofFor::LinkUpstream, now))
        .is_none()
    {
        refuse_unproved(tx, event).await?;
        return Err(LinkError::StepUpRequired);
    }
    let taken = tx.upstream().take_waiting(&browser.digest()).await?;
    let attempt = taken.filter(|attempt| attempt.is_live(now) && is_for(attempt, person));
    let attempt = attempt.ok_or(LinkError::NothingWaits)?;
    let (identity, said) = attempt.waiting().ok_or(LinkError::NothingWaits)?;
    let linked = LinkedIdentity {
        identity,
        person,
        linked_at: now,
        used_at: now,
        said,
    };
    let upstream = tx.upstream();
    if upstream.linked(&linked.identity).await?.is_some()
        || upstream.linked_to(person, &attempt.issuer).await?.is_some()
    {
        return Err(LinkError::Taken);
    }
    upstream.link(&linked).await.map_err(|error| match error {
        StoreError::Taken(_) => LinkError::Taken,
        error => error.into(),
    })?;
    let (key, facts) = (event.id, NoticeFacts::default());
    let notice = deps.notice(now, person, NoticeKind::UpstreamLinked, key, facts);
    tx.notices().insert(&notice).await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(attempt.next)
}
