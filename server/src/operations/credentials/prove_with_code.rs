//! A proof by a mailed code or a paper code, for one action of a signed-in person. Weaker than a passkey, and recorded
//! as what it is.

use domain::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    audit::AuditAction,
    person::Person,
    proof::ProofFor,
};

use super::{
    code::TypedCode,
    paper_code::digests_of,
    verify_password::{ProofError, refuse},
};
use crate::operations::{
    prelude::*,
    proof::{about, is_enough},
};

/// After so many wrong ones, a mailed code is worth nothing.
const TRIES: u8 = 5;

/// Authenticates a signed-in person by a mailed code or a paper code, for one action. A valid code is consumed.
/// Evidence (`identity-proved`) is committed, unless the method is too weak to be tried.
pub async fn prove_with_code(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    action: ProofFor,
    typed: &str,
) -> Result<Proof, ProofError> {
    let now = deps.clock.now();
    let code = TypedCode::read(typed);
    // Before a try or the code is used up.
    if let Some(code) = &code
        && !is_enough(deps, person.id, &action, code.method).await?
    {
        return Err(ProofError::NotEnough);
    }
    if !is_old_enough(deps, person, &action).await? {
        return Err(ProofError::NotEnough);
    }
    let Some(taken) = deps.rate_limits.try_proof(person.id, now).await? else {
        return refuse(deps, ctx, now, person, ProofError::RateLimited).await;
    };
    let Some(code) = code else {
        return refuse(deps, ctx, now, person, ProofError::WrongCode).await;
    };
    let is_paper = code.method == AuthenticationMethod::RecoveryCode;
    let digests = if is_paper {
        digests_of(deps, person.id, &code).await?
    } else {
        Vec::new()
    };
    let tx = deps.store.begin().await?;
    let right = if is_paper {
        tx.codes().use_paper(person.id, &digests, now).await?
    } else {
        mailed(&tx, person, &action, &code, now).await?
    };
    if !right {
        tx.commit().await?;
        return refuse(deps, ctx, now, person, ProofError::WrongCode).await;
    }
    tx.audit(about(deps, ctx, now, person, AuditAction::IdentityProved))
        .await?;
    tx.commit().await?;
    deps.rate_limits.succeeded(taken).await?;
    Ok(Proof {
        person: person.id,
        action,
        assurance: Assurance {
            method: code.method,
            authenticated_at: now,
        },
    })
}

/// Whether the person's paper codes were made early enough for an action that asks for an older credential. Only those
/// can prove such an action, besides passkeys.
async fn is_old_enough(
    deps: &Deps,
    person: &Person,
    action: &ProofFor,
) -> Result<bool, StoreError> {
    if action.let_in_before().is_none() {
        return Ok(true);
    }
    let paper = deps.store.read().codes().paper(person.id).await?;
    Ok(paper.is_some_and(|(made_at, _)| action.accepts_let_in_at(made_at)))
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
    if typed.digest_for(kept.id, &action.canonical()) == kept.digest {
        codes.forget_mailed(person.id).await?;
        return Ok(true);
    }
    kept.tries += 1;
    codes.save_tries(&kept).await?;
    Ok(false)
}
