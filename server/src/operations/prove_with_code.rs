//! Somebody who is signed in proves with a mailed code or a paper code who they are, for one action. Weaker than a
//! passkey, and recorded as what it is.

use domain::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod, ProofFor},
    audit::AuditAction,
    decision::Reason,
    person::Person,
};

use super::{
    code::TypedCode,
    prelude::*,
    proof::{about, is_enough, refused},
    verify_password::ProofError,
};

/// After so many wrong ones, a mailed code is worth nothing.
const TRIES: u8 = 5;

pub async fn prove_with_code(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    action: ProofFor,
    typed: &str,
) -> Result<Proof, ProofError> {
    let now = deps.clock.now();
    let account = person.email.as_str();
    if !deps.tries.allow(account, ctx, now) {
        return Err(ProofError::TooManyTries);
    }
    let Some(code) = TypedCode::read(typed) else {
        return wrong(deps, ctx, person, now).await;
    };
    // Before it is used up.
    if !is_enough(deps, person.id, &action, code.method).await? {
        return Err(ProofError::NotEnough);
    }
    let tx = deps.store.begin().await?;
    let right = match code.method {
        AuthenticationMethod::EmailCode => mailed(&tx, person, &action, &code, now).await?,
        _ => {
            let digest = code.paper_digest(person.id);
            tx.codes().use_paper(person.id, &digest, now).await?
        }
    };
    if !right {
        tx.commit().await?;
        return wrong(deps, ctx, person, now).await;
    }
    tx.audit(about(deps, ctx, now, person, AuditAction::IdentityProved))
        .await?;
    tx.commit().await?;
    deps.tries.succeeded(account);
    Ok(Proof {
        person: person.id,
        action,
        assurance: Assurance {
            method: code.method,
            authenticated_at: now,
        },
    })
}

/// Whether it is the code that was mailed for this action. A right one is used up; a wrong one is counted.
async fn mailed(
    tx: &Tx,
    person: &Person,
    action: &ProofFor,
    typed: &TypedCode,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let codes = tx.codes();
    let kept = codes.lock_mailed(person.id).await?;
    let Some(mut kept) = kept.filter(|kept| now < kept.expires_at && kept.tries < TRIES) else {
        return Ok(false);
    };
    if typed.digest_for(kept.id, &action.bound()) == kept.digest {
        codes.forget_mailed(person.id).await?;
        return Ok(true);
    }
    kept.tries += 1;
    codes.save_tries(&kept).await?;
    Ok(false)
}

async fn wrong(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    now: Timestamp,
) -> Result<Proof, ProofError> {
    deps.tries.failed(person.email.as_str(), ctx, now);
    let action = AuditAction::IdentityProved;
    let event = refused(deps, ctx, now, person, action, Reason::StepUpRequired);
    deps.audit.record(event).await?;
    Err(ProofError::WrongCode)
}
