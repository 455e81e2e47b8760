//! The browser made a passkey: from now on its holder signs in and proves who they are with it.

use domain::{
    Timestamp,
    assurance::AuthenticationMethod,
    audit::AuditAction,
    consent::SuspensionCause,
    decision::Reason,
    ids::{CeremonyId, SessionId},
    notice::NoticeKind,
    passkey::{Passkey, PasskeyName},
    person::Person,
};
use thiserror::Error;

use crate::{
    audit::Unavailable,
    operations::{
        prelude::*,
        proof::{about, news, refused},
        trust_change::{TrustChange, trust_change},
    },
    passkeys::{Attestation, NewCredential},
    store::{CeremonyPurpose, StoredPasskey},
};

/// What came back from the browser, and what the passkey is called.
pub struct NewPasskey {
    pub ceremony: CeremonyId,
    pub session: SessionId,
    pub name: PasskeyName,
    /// `RegistrationResponseJSON`.
    pub answer: String,
}

#[derive(Debug)]
pub struct PasskeyAdded {
    pub passkey: Passkey,
    /// Decisions that wait now.
    pub held: usize,
}

#[derive(Debug, Error)]
pub enum AddPasskeyError {
    /// Which part of it was wrong is told to nobody.
    #[error("the answer does not fit the question")]
    Refused,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

pub async fn add_passkey(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    new: NewPasskey,
) -> Result<PasskeyAdded, AddPasskeyError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let taken = tx.ceremonies().take(new.ceremony).await?;
    let asked = taken.and_then(|taken| match taken.purpose {
        CeremonyPurpose::Add {
            person: by,
            session,
            method,
        } => {
            let theirs = by == person.id && session == new.session && now < taken.expires_at;
            theirs.then_some((taken.state, method))
        }
        _ => None,
    });
    let Some((state, proved_by)) = asked else {
        // Somebody else's question stays theirs.
        drop(tx);
        return refuse(deps, ctx, person, now).await;
    };
    let made = Attestation::read(&new.answer)
        .and_then(|answer| deps.passkeys.finish_registration(&state, &answer));
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            tracing::info!(%error, "a new passkey was refused");
            tx.commit().await?;
            return refuse(deps, ctx, person, now).await;
        }
    };
    let key = key(deps, person, new.name, made, now);
    match tx.passkeys().insert(&key).await {
        Ok(()) => {}
        // Somebody has this credential already.
        Err(StoreError::Taken(_)) => {
            drop(tx);
            return refuse(deps, ctx, person, now).await;
        }
        Err(error) => return Err(error.into()),
    }
    let notice = news(deps, now, person, NoticeKind::PasskeyAdded, key.passkey.id);
    tx.notices().insert(&notice).await?;
    tx.audit(about(deps, ctx, now, person, AuditAction::PasskeyAdded))
        .await?;
    let held = if proved_by == AuthenticationMethod::Passkey {
        0
    } else {
        // A stronger key that a weaker proof let in is worth no more than that proof.
        let change = TrustChange {
            cause: SuspensionCause::TrustChange,
            method: proved_by,
        };
        trust_change(deps, &tx, ctx, person, change, now).await?
    };
    tx.commit().await?;
    Ok(PasskeyAdded {
        passkey: key.passkey,
        held,
    })
}

fn key(
    deps: &Deps,
    person: &Person,
    name: PasskeyName,
    made: NewCredential,
    now: Timestamp,
) -> StoredPasskey {
    StoredPasskey {
        passkey: Passkey {
            id: deps.new_id(now),
            person: person.id,
            name,
            maker: made.maker,
            created_at: now,
            last_used_at: None,
        },
        credential_id: made.credential_id,
        credential: made.credential,
    }
}

async fn refuse(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    now: Timestamp,
) -> Result<PasskeyAdded, AddPasskeyError> {
    let action = AuditAction::PasskeyAdded;
    let event = refused(deps, ctx, now, person, action, Reason::StepUpRequired);
    deps.audit.record(event).await?;
    Err(AddPasskeyError::Refused)
}
