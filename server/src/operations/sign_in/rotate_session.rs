//! Renews the cookie of a session after another authentication, however strong: the old cookie stops working (OWASP ASVS
//! 5.0 §7.2.4).

use domain::{
    assurance::Assurance,
    ids::{PersonId, SessionId},
};

use crate::{
    operations::prelude::*,
    secret::{Secret, SecretKind},
};

/// Returns the new secret for the cookie; `None` if the session ended, or is not this person's.
pub async fn rotate_session(
    deps: &Deps,
    person: PersonId,
    session: SessionId,
    proved: Assurance,
) -> Result<Option<Secret>, StoreError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let found = tx.sessions().lock(session).await?;
    let own = found.filter(|session| session.person == person && session.is_live(now));
    let Some(session) = own else {
        return Ok(None);
    };
    let secret = deps.secret(SecretKind::Session);
    let renewed = session.proved(proved);
    tx.sessions().renew(&renewed, &secret.digest()).await?;
    tx.commit().await?;
    Ok(Some(secret))
}
