//! The options of a pending registration, for the page that passes them to the browser.

use domain::ids::{CeremonyId, PersonId, SessionId};

use super::webauthn_challenge::Challenge;
use crate::{operations::prelude::*, store::CeremonyPurpose};

/// Returns the pending registration challenge for the page that shows it; `None` once it was used, expired, or if it
/// belongs to another session.
pub async fn find_new_passkey(
    deps: &Deps,
    person: PersonId,
    session: SessionId,
    ceremony: CeremonyId,
) -> Result<Option<Challenge>, StoreError> {
    let now = deps.clock.now();
    let found = deps.store.read().ceremonies().find(ceremony).await?;
    let own = found.filter(|found| {
        let for_them = matches!(
            found.purpose,
            CeremonyPurpose::Add { person: by, session: at, .. } if by == person && at == session
        );
        for_them && now < found.expires_at
    });
    Ok(own.map(|found| Challenge {
        ceremony: found.id,
        options: found.options,
    }))
}
