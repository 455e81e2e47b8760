//! Begins a session and commits it. A locked account gets none, and the refusal is evidence.

use domain::{Timestamp, decision::Reason, person::Person};

use super::begin_session::{BeginSessionError, SignInWorth, SignedIn, begin_session};
use crate::operations::{prelude::*, proof::sign_in_refused};

pub(in crate::operations) async fn commit_session(
    deps: &Deps,
    tx: Tx,
    ctx: Context,
    person: Person,
    by: impl Into<SignInWorth> + Send,
    now: Timestamp,
) -> Result<SignedIn, BeginSessionError> {
    let begun = begin_session(deps, &tx, ctx, person.clone(), by, now).await;
    match begun {
        Ok(_) => tx.commit().await?,
        Err(BeginSessionError::Locked) => {
            // The evidence is committed by itself: an open transaction would keep it waiting for ever.
            drop(tx);
            let event = sign_in_refused(deps, ctx, now, &person, [Reason::AccountLocked]);
            deps.audit.record(event).await?;
        }
        Err(_) => {}
    }
    begun
}
