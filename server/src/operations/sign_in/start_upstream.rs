//! Somebody wants to sign in at the hospital's own provider: what is needed to know the answer again is kept here, and
//! the browser gets what proves that it was the one.

use domain::{
    ids::PersonId,
    upstream::{UpstreamAttempt, UpstreamStage},
};

use crate::{
    operations::prelude::*,
    secret::{Secret, SecretKind},
};

/// Where it leads, and for whom.
#[derive(Clone, Debug)]
pub struct StartUpstream {
    pub issuer: String,
    /// A path of ours.
    pub next: String,
    /// Who is signed in and wants to add it to their account.
    pub person: Option<PersonId>,
}

/// What goes to the provider, and to the browser.
pub struct Started {
    /// For the browser's cookie.
    pub browser: Secret,
    pub state: Secret,
    pub nonce: Secret,
    pub verifier: Secret,
    pub attempt: UpstreamAttempt,
}

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
