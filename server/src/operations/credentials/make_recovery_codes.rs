//! Makes paper codes, in place of all earlier ones. They are shown once; only digests are stored.

use domain::{audit::AuditAction, person::Person, proof::ProofFor};
use thiserror::Error;

use super::code::TypedCode;
use crate::operations::{
    prelude::*,
    proof::{about, refuse_unproved},
};

/// How many codes are made at once.
pub const CODES: usize = 10;

/// Why no codes are made.
#[derive(Debug, Error)]
pub enum MakeCodesError {
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Replaces the paper codes of an account, with the evidence (`recovery-codes-made`) in one transaction. Returns the
/// codes, which are shown once.
pub async fn make_recovery_codes(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    proof: &Proof,
) -> Result<Vec<String>, MakeCodesError> {
    let now = deps.clock.now();
    let action = AuditAction::RecoveryCodesMade;
    let tx = deps.store.begin().await?;
    if proof
        .of(person.id, &ProofFor::MakeRecoveryCodes, now)
        .is_none()
    {
        refuse_unproved(tx, about(deps, ctx, now, person, action)).await?;
        return Err(MakeCodesError::StepUpRequired);
    }
    let codes = [(); CODES].map(|()| TypedCode::new_paper(&*deps.entropy));
    let digests = codes.each_ref().map(|code| code.paper_digest(person.id));
    tx.codes().replace_paper(person.id, &digests, now).await?;
    tx.audit(about(deps, ctx, now, person, action)).await?;
    tx.commit().await?;
    Ok(codes.iter().map(TypedCode::spoken).collect())
}
