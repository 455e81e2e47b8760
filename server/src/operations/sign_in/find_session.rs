//! Who is behind a session cookie, if anybody is. Being seen keeps the session alive, up to its absolute end.

use domain::{Timestamp, delegation::Delegation, person::Person, session::Session};

use crate::{secret::Secret, state::Deps, store::StoreError};

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub session: Session,
    pub person: Person,
    /// For whom they act in this browser, as it stands at this moment; nothing once it is over.
    pub acting: Option<Delegation>,
}

pub async fn find_session(deps: &Deps, secret: &Secret) -> Result<Option<Visitor>, StoreError> {
    let now = deps.clock.now();
    let found = deps.store.read().sessions().find(&secret.digest()).await?;
    let Some((session, person)) = found.filter(|(session, _)| session.is_live(now)) else {
        return Ok(None);
    };
    let acting = acting(deps, &session, now).await?;
    if session.last_seen_is_stale(now) {
        let tx = deps.store.begin().await?;
        tx.sessions().touch(session.id, now).await?;
        if let Some(acting) = &acting {
            tx.delegations().touch(acting.id, now).await?;
        }
        tx.commit().await?;
    }
    Ok(Some(Visitor {
        session,
        person,
        acting,
    }))
}

/// What the session says it acts under, if the patient still lets this person.
async fn acting(
    deps: &Deps,
    session: &Session,
    now: Timestamp,
) -> Result<Option<Delegation>, StoreError> {
    let Some(id) = session.acting_for else {
        return Ok(None);
    };
    let found = deps.store.read().delegations().find(id).await?;
    Ok(found.filter(|found| found.caregiver == session.person && found.is_active(now)))
}
