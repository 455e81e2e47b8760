//! Registers a passkey: from now on its holder can sign in and give proofs with it.

use domain::{
    Timestamp,
    assurance::AuthenticationMethod,
    audit::AuditAction,
    consent::SuspensionCause,
    decision::Reason,
    doubt::Doubt,
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
        proof::{about, passkey_notice, refused},
        trust_change::{TrustChange, trust_change},
    },
    passkeys::{Attestation, NewCredential},
    store::{CeremonyPurpose, StoredPasskey},
};

/// A registration response, and the name of the passkey.
pub struct NewPasskey {
    /// The challenge that it responds to.
    pub ceremony: CeremonyId,
    /// The session that responds.
    pub session: SessionId,
    /// What the holder calls the passkey.
    pub name: PasskeyName,
    /// A `RegistrationResponseJSON` (WebAuthn Level 3 §5.1).
    pub answer: String,
}

/// A passkey that was just added.
#[derive(Debug)]
pub struct PasskeyAdded {
    /// The passkey.
    pub passkey: Passkey,
    /// How many consents were suspended, because a weaker method let it in.
    pub held: usize,
}

/// Why no passkey is added.
#[derive(Debug, Error)]
pub enum AddPasskeyError {
    /// The registration cannot be verified. The person is not told which part of it is wrong.
    #[error("WebAuthn response refused")]
    Refused,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

/// Registers a passkey: the challenge is consumed, and passkey, notice, suspensions and evidence (`passkey-added`) are
/// committed in one transaction.
///
/// # Errors
/// [`AddPasskeyError`]; a refusal commits its evidence.
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
        // A challenge of another person is not consumed.
        drop(tx);
        return refuse(deps, ctx, person, now).await;
    };
    let made = Attestation::read(&new.answer)
        .and_then(|answer| deps.passkeys.finish_registration(&state, &answer));
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            tracing::info!(%error, "passkey registration refused");
            tx.commit().await?;
            return refuse(deps, ctx, person, now).await;
        }
    };
    let by_passkey = proved_by == AuthenticationMethod::Passkey;
    let came_with_account =
        !by_passkey && comes_with_account(&tx, person, new.session, now).await?;
    let weaker = (!by_passkey && !came_with_account).then_some(proved_by);
    let key = new_key(deps, person, new.name, made, weaker, now);
    match tx.passkeys().insert(&key).await {
        Ok(()) => {}
        // An account has this credential already.
        Err(StoreError::Taken(_)) => {
            drop(tx);
            return refuse(deps, ctx, person, now).await;
        }
        Err(error) => return Err(error.into()),
    }
    // Whoever has a passkey approves with it.
    let sessions = tx.sessions();
    let by_passkey = AuthenticationMethod::Passkey;
    sessions
        .end_sign_in_proofs_but_by(person.id, by_passkey)
        .await?;
    let notice = passkey_notice(deps, now, person, NoticeKind::PasskeyAdded, key.passkey.id);
    tx.notices().insert(&notice).await?;
    tx.audit(about(deps, ctx, now, person, AuditAction::PasskeyAdded))
        .await?;
    let held = match weaker {
        None => 0,
        // Somebody else may have given that proof.
        Some(method) => {
            let cause = SuspensionCause::TrustChange;
            let doubt = Doubt::in_method(method);
            let change = TrustChange { cause, doubt };
            trust_change(deps, &tx, ctx, person, change, now).await?
        }
    };
    tx.commit().await?;
    Ok(PasskeyAdded {
        passkey: key.passkey,
        held,
    })
}

/// Whether it is the first passkey, set in the sign-in that made the account, or by new staff: whoever got the account has it
/// too.
async fn comes_with_account(
    tx: &Tx,
    person: &Person,
    session: SessionId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let session = tx.sessions().lock(session).await?;
    let is_weak = session.as_ref().is_some_and(|session| session.is_weak);
    let made_it = session.is_some_and(|session| session.made(person));
    // The session may not show the role yet.
    let stored = tx.people().find(person.id).await?;
    let is_new = stored.is_some_and(|person| person.is_new_staff(now) && !is_weak);
    Ok((made_it || is_new) && tx.passkeys().list_of(person.id).await?.is_empty())
}

/// Makes the row of a passkey; `proved_by` is `None` for one of full worth.
pub(in crate::operations) fn new_key(
    deps: &Deps,
    person: &Person,
    name: PasskeyName,
    made: NewCredential,
    proved_by: Option<AuthenticationMethod>,
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
            proved_by,
            let_in_at: now,
            suspended_at: None,
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
