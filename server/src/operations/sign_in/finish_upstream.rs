//! Finishes a sign-in at the provider: the account that the identity is linked to opens, and no other. An identity that
//! is linked to no account opens nothing, and is kept until its holder shows an account.

use domain::upstream::{LinkedIdentity, UpstreamAttempt, UpstreamSignIn};
use thiserror::Error;

pub use super::session_error::BeginSessionError;
use super::{
    begin_session::{SignedIn, may_sign_in},
    commit_session::commit_session,
    take_upstream_answer::{AnswerError, refuse_upstream},
};
use crate::{operations::prelude::*, secret::Secret};

/// What a sign-in at the provider led to.
#[derive(Debug)]
pub enum Finished {
    /// The identity is linked to an account: a session begins.
    SignedIn(Box<SignedIn>),
    /// The identity is linked to no account. It is kept for this browser until its holder links it.
    Unlinked,
}

/// Why the sign-in led to nothing.
#[derive(Debug, Error)]
pub enum FinishError {
    /// It was to be linked to the signed-in account, but is linked to another.
    #[error("the upstream identity belongs to another account")]
    OtherAccount,
    /// Nothing but a passkey signs in this person.
    #[error("only a passkey signs in to this account")]
    PasskeyOnly,
    /// Staff locked the account, or the session could not be written.
    #[error(transparent)]
    Begin(#[from] BeginSessionError),
    /// The callback is not the response to an attempt of this browser, or the store failed.
    #[error(transparent)]
    Answer(#[from] AnswerError),
}

impl From<StoreError> for FinishError {
    fn from(error: StoreError) -> Self {
        Self::Answer(error.into())
    }
}

/// Signs in with a verified identity of the provider. `attempt` has just been taken, `sign_in` was verified against it.
pub async fn finish_upstream(
    deps: &Deps,
    ctx: Context,
    browser: &Secret,
    attempt: UpstreamAttempt,
    sign_in: UpstreamSignIn,
) -> Result<Finished, FinishError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let Some(linked) = tx.upstream().linked(&sign_in.identity).await? else {
        let wants_link = attempt.person.is_some();
        let waits = attempt.unlinked(sign_in);
        tx.upstream().keep(&browser.digest(), None, &waits).await?;
        tx.commit().await?;
        if !wants_link {
            refuse_upstream(deps, ctx, None).await?;
        }
        return Ok(Finished::Unlinked);
    };
    let wanted = attempt.person.unwrap_or(linked.person);
    let person = tx.people().find(linked.person).await?;
    let Some(person) = person.filter(|person| person.id == wanted) else {
        drop(tx);
        refuse_upstream(deps, ctx, attempt.person).await?;
        return Err(FinishError::OtherAccount);
    };
    let assurance = sign_in.assurance(now);
    if !may_sign_in(deps, &tx, &person, assurance).await? {
        drop(tx);
        refuse_upstream(deps, ctx, Some(person.id)).await?;
        return Err(FinishError::PasskeyOnly);
    }
    let used = LinkedIdentity {
        used_at: now,
        said: sign_in.said,
        ..linked
    };
    tx.upstream().save(&used).await?;
    let signed_in = commit_session(deps, tx, ctx, person, assurance, now).await?;
    Ok(Finished::SignedIn(Box::new(signed_in)))
}
