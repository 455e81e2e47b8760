//! Somebody has shown who they are: a new session begins, and the one that the browser showed ends. So a session that
//! somebody else put into a browser is never the one that a person signs in to.

use domain::{
    Timestamp, assurance::Assurance, audit::AuditAction, person::Person, session::Session,
};

use crate::{
    operations::{prelude::*, proof::about},
    secret::{Digest, Secret, SecretKind},
};

/// A new session; the secret goes into the cookie and nowhere else.
#[derive(Debug)]
pub struct SignedIn {
    pub secret: Secret,
    pub session: Session,
    pub person: Person,
}

pub(in crate::operations) async fn begin_session(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: Person,
    assurance: Assurance,
    now: Timestamp,
) -> Result<SignedIn, StoreError> {
    if let Some(shown) = ctx.session {
        replace(deps, tx, ctx, &shown, now).await?;
    }
    let secret = deps.secret(SecretKind::Session);
    let session = Session::begin(deps.new_id(now), person.id, assurance, now).on(ctx.device);
    tx.sessions().insert(&session, &secret.digest()).await?;
    tx.audit(about(deps, ctx, now, &person, AuditAction::SignIn))
        .await?;
    Ok(SignedIn {
        secret,
        session,
        person,
    })
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
