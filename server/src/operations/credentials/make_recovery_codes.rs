//! Makes paper codes, in place of all earlier ones. They are shown once; only digests are stored.

use domain::{
    audit::AuditAction,
    notice::{NoticeFacts, NoticeKind},
    person::Person,
    proof::ProofFor,
};
use thiserror::Error;

use super::{code::TypedCode, paper_code::digest_sheet};
use crate::{
    operations::{
        prelude::*,
        proof::{about, refuse_unproved},
    },
    passwords::PasswordError,
    store::LetsIn,
};

/// How many codes are made at once.
pub const CODES: usize = 10;

/// Why no codes are made.
#[derive(Debug, Error)]
pub enum MakeCodesError {
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// The codes could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
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
    let event = about(deps, ctx, now, person, action);
    let Some(proved) = proof.of(person.id, &ProofFor::MakeRecoveryCodes, now) else {
        refuse_unproved(deps.store.begin().await?, event).await?;
        return Err(MakeCodesError::StepUpRequired);
    };
    let codes = [(); CODES].map(|()| TypedCode::new_paper(&*deps.entropy));
    // Slow, so before anything is locked.
    let (salt, digests) = digest_sheet(deps, person.id, &codes).await?;
    let tx = deps.store.begin().await?;
    tx.codes()
        .replace_paper(person.id, &digests, &salt, now)
        .await?;
    tx.decided_by()
        .save(LetsIn::PaperCodes(person.id), proved.method, now)
        .await?;
    let (key, facts) = (event.id, NoticeFacts::default());
    let notice = deps.notice(now, person.id, NoticeKind::RecoveryCodesMade, key, facts);
    tx.notices().insert(&notice).await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(codes.iter().map(TypedCode::spoken).collect())
}
