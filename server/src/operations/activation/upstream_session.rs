//! Begins the session of a sign-in at the hospital's provider: how strong was it, by what the provider says and this hospital
//! takes for strong?

use domain::{Timestamp, person::Person, upstream::UpstreamSignIn};

use crate::operations::{
    prelude::*,
    sign_in::{
        begin_session::{BeginSessionError, SignInWorth, SignedIn},
        commit_session::commit_session,
    },
};

/// Whether it is worth no more than that the account opens.
pub(super) fn is_weak(deps: &Deps, sign_in: &UpstreamSignIn) -> bool {
    !deps.config.is_strong_upstream(&sign_in.said)
}

/// Begins the session and commits it.
pub(super) async fn commit_upstream_session(
    deps: &Deps,
    tx: Tx,
    ctx: Context,
    person: Person,
    sign_in: &UpstreamSignIn,
    now: Timestamp,
) -> Result<SignedIn, BeginSessionError> {
    let by = SignInWorth {
        assurance: sign_in.assurance(now),
        is_weak: is_weak(deps, sign_in),
    };
    commit_session(deps, tx, ctx, person, by, now).await
}
