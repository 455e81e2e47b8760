//! Makes paper codes in place of all earlier ones. They are shown once; only digests stay.

use domain::{audit::AuditAction, person::Person, proof::ProofFor};
use thiserror::Error;

use super::code::TypedCode;
use crate::operations::{
    prelude::*,
    proof::{about, refuse_unproved},
};

/// How many fit on a card.
pub const CODES: usize = 10;

#[derive(Debug, Error)]
pub enum MakeCodesError {
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
    #[error(transparent)]
    Store(#[from] StoreError),
}

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
