//! Begins a session after an authentication, and ends the one whose cookie the browser sent. So a session that was
//! planted in a browser is never the one that a person signs in to (session fixation). The browser is known from here on.

use domain::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    audit::AuditAction,
    passkey::Held,
    person::Person,
    proof::GuardedAction,
    session::Session,
};

use super::remember_device::remember_device;
pub use super::session_error::BeginSessionError;
use crate::{
    operations::{prelude::*, proof::about},
    secret::{Digest, Secret, SecretKind},
};

/// A new session. The secret goes into the cookie and nowhere else.
#[derive(Debug)]
pub struct SignedIn {
    /// The value of the cookie.
    pub secret: Secret,
    /// The value of the cookie that this browser is known by.
    pub known_device: Secret,
    /// The session.
    pub session: Session,
    /// Who is signed in.
    pub person: Person,
}

/// How somebody just signed in, and what that is worth.
#[derive(Clone, Copy, Debug)]
pub(in crate::operations) struct SignInWorth {
    pub(in crate::operations) assurance: Assurance,
    /// As [`Session::is_weak`].
    pub(in crate::operations) is_weak: bool,
}

impl From<Assurance> for SignInWorth {
    fn from(assurance: Assurance) -> Self {
        Self {
            assurance,
            is_weak: false,
        }
    }
}

/// Whether this method may sign in this person, by what they chose and by this server's settings; `is_weak` as in
/// [`Session::is_weak`].
pub(in crate::operations) async fn may_sign_in(
    deps: &Deps,
    tx: &Tx,
    person: &Person,
    assurance: Assurance,
    is_weak: bool,
) -> Result<bool, StoreError> {
    let now = assurance.authenticated_at;
    let has_passkey = tx.passkeys().held_by(person.id, now).await? == Held::Full;
    let config = &deps.config;
    let by_role = person.role.map(|_| config.staff_sign_in());
    if has_passkey && by_role.is_some_and(|by_role| !by_role.is_met_by(assurance.method, is_weak)) {
        return Ok(false);
    }
    let only_passkeys = config.guarded().contains(&GuardedAction::SignIn)
        || tx.people().only_passkeys(person.id).await?;
    Ok(assurance.method.signs_in(has_passkey, only_passkeys))
}

pub(in crate::operations) async fn begin_session(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: Person,
    by: impl Into<SignInWorth> + Send,
    now: Timestamp,
) -> Result<SignedIn, BeginSessionError> {
    let SignInWorth { assurance, is_weak } = by.into();
    if tx.people().lock_sign_in(person.id).await?.is_some() {
        return Err(BeginSessionError::Locked);
    }
    if let Some(shown) = ctx.session {
        replace(deps, tx, ctx, &shown, now).await?;
    }
    let secret = deps.secret(SecretKind::Session);
    // A sign-in by password is no proof of somebody who has a passkey.
    let is_proof = ctx.led_by.is_some()
        && (assurance.method == AuthenticationMethod::Passkey
            || tx.passkeys().held_by(person.id, now).await? == Held::Nothing);
    let session = Session::begin(deps.new_id(now), person.id, assurance, now)
        .weak(is_weak)
        .on(ctx.device)
        .led_by(ctx.led_by.filter(|_| is_proof));
    tx.sessions().insert(&session, &secret.digest()).await?;
    let known_device = remember_device(deps, tx, ctx, &person, now).await?;
    tx.audit(about(deps, ctx, now, &person, AuditAction::SignIn))
        .await?;
    end_oldest(deps, tx, ctx, &person, now).await?;
    Ok(SignedIn {
        secret,
        known_device,
        session,
        person,
    })
}

/// Ends what is beyond [`Session::MOST`], the session that was used longest ago first.
async fn end_oldest(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    now: Timestamp,
) -> Result<(), StoreError> {
    let all = tx.sessions().list_of(person.id).await?;
    for session in all.iter().skip(Session::MOST) {
        tx.sessions().remove(session.id).await?;
        if session.is_live(now) {
            tx.audit(about(deps, ctx, now, person, AuditAction::SessionEnded))
                .await?;
        }
    }
    Ok(())
}

async fn replace(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    shown: &Digest,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some((session, person)) = tx.sessions().find(shown).await? else {
        return Ok(());
    };
    let gone = tx.sessions().remove(session.id).await?;
    if gone && session.is_live(now) {
        tx.audit(about(deps, ctx, now, &person, AuditAction::SignOut))
            .await?;
    }
    Ok(())
}
