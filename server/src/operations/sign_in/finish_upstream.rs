//! Somebody was authenticated by the provider: their account opens if the identity is linked to one, and to no other
//! but that one. An identity that nobody here has opens nothing; it waits for its holder to show an account.

use domain::upstream::{LinkedIdentity, UpstreamAttempt, UpstreamSignIn};
use thiserror::Error;

use super::{
    begin_session::{SignedIn, begin_session},
    take_upstream_answer::{AnswerError, refuse_upstream},
};
use crate::{operations::prelude::*, secret::Secret};

/// What came of it.
#[derive(Debug)]
pub enum Finished {
    SignedIn(Box<SignedIn>),
    /// Nobody has this identity. It waits, in this browser only.
    Unlinked,
}

#[derive(Debug, Error)]
pub enum FinishError {
    /// Somebody wants to add it who is not the one that has it.
    #[error("the identity belongs to another account")]
    OtherAccount,
    #[error(transparent)]
    Answer(#[from] AnswerError),
}

impl From<StoreError> for FinishError {
    fn from(error: StoreError) -> Self {
        Self::Answer(error.into())
    }
}

/// `attempt` was taken a moment ago, `sign_in` was verified against it.
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
    let used = LinkedIdentity {
        used_at: now,
        said: sign_in.said,
        ..linked
    };
    tx.upstream().save(&used).await?;
    let signed_in = begin_session(deps, &tx, ctx, person, assurance, now).await?;
    tx.commit().await?;
    Ok(Finished::SignedIn(Box::new(signed_in)))
}
