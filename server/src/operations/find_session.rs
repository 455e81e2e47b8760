//! Who is behind a session cookie, if anybody is. Being seen keeps the session alive, up to its absolute end.

use domain::{person::Person, session::Session};

use crate::{secret::Secret, state::Deps, store::StoreError};

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub session: Session,
    pub person: Person,
}

pub async fn find_session(deps: &Deps, secret: &Secret) -> Result<Option<Visitor>, StoreError> {
    let now = deps.clock.now();
    let found = deps.store.read().sessions().find(&secret.digest()).await?;
    let Some((session, person)) = found.filter(|(session, _)| session.is_live(now)) else {
        return Ok(None);
    };
    if session.is_worth_a_touch(now) {
        let tx = deps.store.begin().await?;
        tx.sessions().touch(session.id, now).await?;
        tx.commit().await?;
    }
    Ok(Some(Visitor { session, person }))
}
