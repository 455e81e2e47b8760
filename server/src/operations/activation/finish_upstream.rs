//! Finishes a sign-in at the provider: the account that the identity is linked to opens. An identity that is linked to no
//! account gets one of its own where the hospital's claims say whose it is; otherwise it opens nothing, and is kept until its
//! holder shows an account.

use domain::{
    language::Language,
    upstream::{LinkedIdentity, UpstreamAttempt, UpstreamSignIn},
};

pub use super::{
    enrol_error::EnrolError,
    finished_upstream::{FinishError, Finished},
};
use super::{
    first_upstream::{first_sign_in, keep_unlinked},
    follow_claims::{follow_claims, refuse_linked},
    upstream_session::{commit_upstream_session, is_weak},
};
pub use crate::operations::sign_in::session_error::BeginSessionError;
use crate::{
    operations::{
        prelude::*,
        sign_in::{begin_session::may_sign_in, take_upstream_answer::refuse_upstream},
    },
    secret::Secret,
};

/// Signs in with a verified identity of the provider. `attempt` has just been taken, `sign_in` was verified against it, and
/// `language` is the browser's.
pub async fn finish_upstream(
    deps: &Deps,
    ctx: Context,
    browser: &Secret,
    attempt: UpstreamAttempt,
    sign_in: UpstreamSignIn,
    language: Language,
) -> Result<Finished, FinishError> {
    let again = (attempt.clone(), sign_in.clone());
    match finish(deps, ctx, browser, (attempt, sign_in), language).await {
        // Now it can be seen what the other took.
        Err(FinishError::Overtaken) => finish(deps, ctx, browser, again, language).await,
        finished => finished,
    }
}

async fn finish(
    deps: &Deps,
    ctx: Context,
    browser: &Secret,
    (attempt, sign_in): (UpstreamAttempt, UpstreamSignIn),
    language: Language,
) -> Result<Finished, FinishError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let Some(linked) = tx.upstream().linked(&sign_in.identity).await? else {
        drop(tx);
        return match attempt.person {
            Some(_) => keep_unlinked(deps, browser, attempt, sign_in).await,
            None => first_sign_in(deps, ctx, browser, (attempt, sign_in), language).await,
        };
    };
    let wanted = attempt.person.unwrap_or(linked.person);
    let person = tx.people().find(linked.person).await?;
    let Some(person) = person.filter(|person| person.id == wanted) else {
        drop(tx);
        refuse_upstream(deps, ctx, attempt.person).await?;
        return Err(FinishError::OtherAccount);
    };
    let person = match follow_claims(deps, &tx, ctx, person.clone(), &sign_in, now).await {
        Ok(person) => person,
        Err(error) => {
            drop(tx);
            refuse_linked(deps, ctx, &person, &error, now).await?;
            return Err(error);
        }
    };
    let assurance = sign_in.assurance(now);
    if !may_sign_in(deps, &tx, &person, assurance, is_weak(deps, &sign_in)).await? {
        // The role follows all the same: sessions by a passkey have it, or have it no more.
        tx.commit().await?;
        let error = FinishError::PasskeyOnly;
        refuse_linked(deps, ctx, &person, &error, now).await?;
        return Err(error);
    }
    let used = LinkedIdentity {
        used_at: now,
        said: sign_in.said.clone(),
        ..linked
    };
    tx.upstream().save(&used).await?;
    let signed_in = commit_upstream_session(deps, tx, ctx, person, &sign_in, now).await?;
    Ok(Finished::SignedIn(Box::new(signed_in)))
}
