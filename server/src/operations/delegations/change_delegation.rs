//! Changes the limits or the end of a delegation. Narrowing takes effect at once; widening, extending and ending a
//! suspension need a proof of the patient, given for this change.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    delegation::{Delegation, Lasting, Limits, LimitsError},
    ids::DelegationId,
    name::PersonName,
    notice::NoticeKind,
    proof::ProofFor,
};
use thiserror::Error;

use super::related_person::write_related_person;
use crate::{
    operations::{
        acting::{Acting, ActingError},
        delegation_notice::DelegationNotice,
        prelude::*,
        proof::refuse_unproved,
    },
    store::LetsIn,
};

/// The limits and the end that a delegation is to have.
#[derive(Clone, Debug)]
pub struct ChangeDelegation {
    /// The delegation.
    pub delegation: DelegationId,
    /// How far it is to go.
    pub limits: Limits,
    /// How long from now; `None` keeps its end.
    pub lasting: Option<Lasting>,
    /// A proof given for this action, if one was.
    pub proof: Option<Proof>,
}

/// Why nothing is changed.
#[derive(Debug, Error)]
pub enum ChangeDelegationError {
    /// There is no such delegation of this patient.
    #[error("there is no such delegation of this patient")]
    NotFound,
    /// It has ended, lapsed or expired.
    #[error("the delegation has ended")]
    Over,
    /// These limits cannot be given.
    #[error(transparent)]
    Limits(#[from] LimitsError),
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// This person may not do it on that record: see [`ActingError`].
    #[error(transparent)]
    Acting(#[from] ActingError),
}

impl From<StoreError> for ChangeDelegationError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

impl ChangeDelegation {
    /// Returns what a proof for this change is bound to.
    pub fn proof_for(&self) -> ProofFor {
        let months = self.lasting.map_or(0, Lasting::months);
        ProofFor::ExtendDelegation {
            delegation: self.delegation,
            offer: format!("{} {months}", self.limits.canonical()),
            topics: self.limits.topics,
        }
    }

    /// Whether it permits more than now, and so needs a proof (rule 14).
    pub fn needs_proof(&self, delegation: &Delegation, now: Timestamp) -> bool {
        !delegation.is_narrowed_by(self.limits, self.until(delegation, now), now)
    }

    /// Returns when the delegation would end.
    pub fn until(&self, delegation: &Delegation, now: Timestamp) -> Timestamp {
        let until = self
            .lasting
            .map_or(delegation.until, |lasting| lasting.ends_at(now));
        // A guardian is one until the minor comes of age, whatever is picked.
        delegation.ages.map_or(until, |ages| until.min(ages.end_at))
    }
}

/// Changes a delegation: its limits and end, the RelatedPerson, the caregiver's notice and the evidence
/// (`delegation-changed`) are committed in one transaction. Only the patient may.
///
/// # Errors
/// [`ChangeDelegationError`]; a refusal for want of a proof commits its evidence.
pub async fn change_delegation(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    change: ChangeDelegation,
) -> Result<Delegation, ChangeDelegationError> {
    let now = deps.clock.now();
    let action = AuditAction::DelegationChanged;
    acting.require_own(deps, ctx, action).await?;
    change.limits.check()?;
    let tx = deps.store.begin().await?;
    let found = tx.delegations().lock(change.delegation).await?;
    let found = found
        .filter(|found| found.subject == acting.subject)
        .ok_or(ChangeDelegationError::NotFound)?;
    let until = change.until(&found, now);
    let event = AuditEvent {
        delegation: Some(found.id),
        categories: change.limits.categories,
        ..acting.event(deps, ctx, now, action)
    };
    let over = |_| ChangeDelegationError::Over;
    let changed = if change.needs_proof(&found, now) {
        let wanted = change.proof_for();
        let proof = change.proof.as_ref();
        let Some(proved) = proof.and_then(|proof| proof.of(acting.person, &wanted, now)) else {
            refuse_unproved(tx, event).await?;
            return Err(ChangeDelegationError::StepUpRequired);
        };
        let lets_in = LetsIn::Delegation(found.id);
        tx.decided_by().save(lets_in, proved.method, now).await?;
        found.change(change.limits, until, now).map_err(over)?
    } else {
        found.narrow(change.limits, until, now).map_err(over)?
    };
    tx.delegations().save(&changed).await?;
    tx.delegations().forget_asked(changed.id).await?;
    let names = tx.people().names(&[changed.caregiver]).await?;
    let name = names.get(&changed.caregiver).map_or("", PersonName::as_str);
    write_related_person(deps, ctx, &tx, &changed, name).await?;
    let notice = DelegationNotice {
        kind: NoticeKind::DelegationChanged,
        delegation: changed.id,
        subject: &changed.subject,
        at: now,
        by_age: false,
        days_ahead: None,
    };
    notice
        .to_caregiver(deps, &tx, changed.caregiver, now)
        .await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(changed)
}
