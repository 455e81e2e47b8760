//! Begins a sign-in at the hospital's own provider: what the callback is checked against is stored, and the browser
//! gets a cookie that proves that it began.

use domain::{
    ids::PersonId,
    upstream::{UpstreamAttempt, UpstreamStage},
};

use crate::{
    operations::prelude::*,
    secret::{Secret, SecretKind},
};

/// A sign-in at the provider that is to begin.
#[derive(Clone, Debug)]
pub struct StartUpstream {
    /// The provider.
    pub issuer: String,
    /// Where the browser goes afterwards: a path of ours.
    pub next: String,
    /// The signed-in person who wants to link an identity; `None` for a sign-in.
    pub person: Option<PersonId>,
}

/// What goes to the provider, and to the browser.
pub struct Started {
    /// The value of the browser's cookie.
    pub browser: Secret,
    /// `state` of the authorization request.
    pub state: Secret,
    /// `nonce`, which returns in the ID token.
    pub nonce: Secret,
    /// The PKCE code verifier; the provider gets its challenge.
    pub verifier: Secret,
    /// The stored attempt.
    pub attempt: UpstreamAttempt,
}

/// Stores an attempt under the digests of its cookie and its `state`. It writes no evidence.
pub async fn start_upstream(deps: &Deps, start: StartUpstream) -> Result<Started, StoreError> {
    let now = deps.clock.now();
    let [browser, state, nonce, verifier] = [(); 4].map(|()| deps.secret(SecretKind::Upstream));
    let attempt = UpstreamAttempt {
        issuer: start.issuer,
        next: start.next,
        person: start.person,
        stage: UpstreamStage::Away {
            nonce: nonce.expose().to_owned(),
            verifier: verifier.expose().to_owned(),
        },
        created_at: now,
    };
    let tx = deps.store.begin().await?;
    tx.upstream()
        .keep(&browser.digest(), Some(&state.digest()), &attempt)
        .await?;
    tx.commit().await?;
    Ok(Started {
        browser,
        state,
        nonce,
        verifier,
        attempt,
    })
}
