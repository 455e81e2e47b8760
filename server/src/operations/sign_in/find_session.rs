//! Who is signed in by a session cookie? A request keeps the session alive, up to its latest end. And who was, until it
//! ended by itself?

use domain::{
    Timestamp, assurance::Assurance, consent::AuthorizationRequest, delegation::Delegation,
    ids::PersonId, person::Person, session::Session,
};

use crate::{secret::Secret, state::Deps, store::StoreError};

/// A signed-in person, as one request sees them.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Their session in this browser.
    pub session: Session,
    /// Their account. Its role is `None` where this sign-in is not enough for it (`staff_sign_in`).
    pub person: Person,
    /// The delegation under which they act in this browser; `None` on their own record, and once it is not active.
    pub acting: Option<Delegation>,
}

/// Returns who is signed in by a cookie, and saves that the session was used, once a minute at most. `None` if the
/// session ended.
pub async fn find_session(deps: &Deps, secret: &Secret) -> Result<Option<Visitor>, StoreError> {
    let now = deps.clock.now();
    let found = deps.store.read().sessions().find(&secret.digest()).await?;
    let Some((mut session, mut person)) = found.filter(|(session, _)| session.is_live(now)) else {
        return Ok(None);
    };
    let by_role = deps.config.staff_sign_in();
    let signed_in = by_role.is_met_by(session.assurance.method, session.is_weak);
    let is_proved = |by: Assurance| by_role.is_met_by(by.method, false);
    if !signed_in && !session.proved.is_some_and(is_proved) {
        person.role = None;
    }
    let acting = acting(deps, &session, now).await?;
    if session.last_seen_is_stale(now) {
        let tx = deps.store.begin().await?;
        tx.sessions().touch(session.id, now).await?;
        if let Some(acting) = &acting {
            tx.delegations().touch(acting.id, now).await?;
        }
        tx.commit().await?;
        session.last_seen_at = now;
    }
    Ok(Some(Visitor {
        session,
        person,
        acting,
    }))
}

/// Returns when the session of a cookie ends if nothing more is asked, and keeps it no longer alive. `None` if it ended.
pub async fn find_session_end(
    deps: &Deps,
    secret: &Secret,
) -> Result<Option<Timestamp>, StoreError> {
    let now = deps.clock.now();
    let found = deps.store.read().sessions().find(&secret.digest()).await?;
    let live = found.filter(|(session, _)| session.is_live(now));
    Ok(live.map(|(session, _)| session.ends_unused()))
}

/// Returns whose session this was, if it ended by itself no longer ago than an opened request
/// waits: they may find again what they filled in. It
/// opens nothing. `None` once somebody signed out of it.
pub async fn find_lapsed(deps: &Deps, secret: &Secret) -> Result<Option<PersonId>, StoreError> {
    let now = deps.clock.now();
    let found = deps.store.read().sessions().find(&secret.digest()).await?;
    let lapsed = found.filter(|(session, _)| {
        let since = now - session.ends_unused();
        !session.is_live(now) && since <= AuthorizationRequest::OPENED_WAITS
    });
    Ok(lapsed.map(|(_, person)| person.id))
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
