//! An identity of the hospital's provider that is linked to no account: one begins where the claims say whose it is; otherwise
//! the identity waits in this browser until its holder shows an account.

use domain::{
    language::Language,
    upstream::{UpstreamAttempt, UpstreamSignIn},
};

use super::{
    enrol_error::EnrolError,
    enrol_upstream::enrol_upstream,
    finished_upstream::{FinishError, Finished},
    upstream_session::commit_upstream_session,
};
use crate::{
    operations::{
        prelude::*,
        sign_in::take_upstream_answer::{AnswerError, refuse_upstream},
    },
    secret::Secret,
};

pub(super) async fn keep_unlinked(
    deps: &Deps,
    browser: &Secret,
    attempt: UpstreamAttempt,
    sign_in: UpstreamSignIn,
) -> Result<Finished, FinishError> {
    let tx = deps.store.begin().await?;
    let waits = attempt.unlinked(sign_in);
    tx.upstream().keep(&browser.digest(), None, &waits).await?;
    tx.commit().await?;
    Ok(Finished::Unlinked)
}

/// Begins an account where the claims say whose it is. Somebody who may have one already is asked to show it.
pub(super) async fn first_sign_in(
    deps: &Deps,
    ctx: Context,
    browser: &Secret,
    (attempt, sign_in): (UpstreamAttempt, UpstreamSignIn),
    language: Language,
) -> Result<Finished, FinishError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    if tx.upstream().linked(&sign_in.identity).await?.is_some() {
        return Err(FinishError::Overtaken);
    }
    match enrol_upstream(deps, &tx, ctx, &sign_in, language, now).await {
        Ok(Some(person)) => {
            let signed_in = commit_upstream_session(deps, tx, ctx, person, &sign_in, now).await?;
            Ok(Finished::SignedIn(Box::new(signed_in)))
        }
        Ok(None) => {
            drop(tx);
            let kept = keep_unlinked(deps, browser, attempt, sign_in).await?;
            refuse_upstream(deps, ctx, None).await?;
            Ok(kept)
        }
        Err(EnrolError::Store(StoreError::Taken(_))) => Err(FinishError::Overtaken),
        Err(error) => {
            drop(tx);
            // What is taken may be this very identity's by now: another window was first.
            let linked = deps
                .store
                .read()
                .upstream()
                .linked(&sign_in.identity)
                .await?;
            if linked.is_some() {
                return Err(FinishError::Overtaken);
            }
            if let Some(event) = error.evidence(deps, ctx, now) {
                deps.audit.record(event).await.map_err(AnswerError::from)?;
            }
            match error {
                EnrolError::RecordTaken(_) | EnrolError::AddressTaken => {
                    keep_unlinked(deps, browser, attempt, sign_in).await
                }
                other => Err(FinishError::Enrol(other)),
            }
        }
    }
}
