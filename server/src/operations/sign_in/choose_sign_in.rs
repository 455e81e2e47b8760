//! Chooses whether nothing but a passkey signs in to one's account.

use domain::{audit::AuditAction, passkey::Held, person::Person, proof::ProofFor};
use thiserror::Error;

use crate::operations::{
    prelude::*,
    proof::{about, refuse_unproved},
};

/// Why the choice stays.
#[derive(Debug, Error)]
pub enum ChooseSignInError {
    /// The account has no passkey of full worth, so that nothing would sign in.
    #[error("the account has no passkey of full worth")]
    NoPasskey,
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Returns whether this person chose that nothing but a passkey signs in.
pub async fn only_passkeys(deps: &Deps, person: &Person) -> Result<bool, StoreError> {
    deps.store.read().people().only_passkeys(person.id).await
}

/// Saves whether nothing but a passkey signs in, with the evidence (`sign-in-chosen`) in one transaction.
pub async fn choose_sign_in(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    only: bool,
    proof: &Proof,
) -> Result<(), ChooseSignInError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let event = about(deps, ctx, now, person, AuditAction::SignInChosen);
    if proof.of(person.id, &ProofFor::ChooseSignIn, now).is_none() {
        refuse_unproved(tx, event).await?;
        return Err(ChooseSignInError::StepUpRequired);
    }
    if only && tx.passkeys().held_by(person.id, now).await? != Held::Full {
        return Err(ChooseSignInError::NoPasskey);
    }
    tx.people().save_only_passkeys(person.id, only).await?;
    tx.audit(event).await?;
    Ok(tx.commit().await?)
}
