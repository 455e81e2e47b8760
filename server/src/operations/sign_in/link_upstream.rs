//! Links the identity that this browser brought back from the provider to an account. It takes that browser and a fresh
//! proof of the account holder; an equal e-mail address counts for nothing.

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
    store::LetsIn,
};

/// Why no identity is linked.
#[derive(Debug, Error)]
pub enum LinkError {
    /// This browser has no unlinked identity for this person, or it has expired.
    #[error("no upstream identity waits to be linked")]
    NothingWaits,
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// The identity is linked to an account, or the account to an identity of this provider.
    #[error("the account or the upstream identity is linked already")]
    Taken,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Returns the unlinked identity of this browser that this person may link; `None` without one.
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

/// Links the identity to the account, with the notice and the evidence (`upstream-linked`) in one transaction. Returns
/// the path where the attempt leads.
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
    let proved = proof.and_then(|proof| proof.of(person, &ProofFor::LinkUpstream, now));
    let Some(proved) = proved else {
        refuse_unproved(tx, event).await?;
        return Err(LinkError::StepUpRequired);
    };
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
    tx.decided_by()
        .save(LetsIn::UpstreamLink(person), proved.method, now)
        .await?;
    let (key, facts) = (event.id, NoticeFacts::default());
    let notice = deps.notice(now, person, NoticeKind::UpstreamLinked, key, facts);
    tx.notices().insert(&notice).await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(attempt.next)
}
