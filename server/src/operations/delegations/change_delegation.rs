//! A patient changes what a caregiver may do, or until when. Less takes effect at once; more, longer, or a yes after a
//! review needs a proof of the patient, given for this change.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    delegation::{Delegation, Lasting, Limits, LimitsError},
    ids::DelegationId,
    notice::NoticeKind,
    proof::ProofFor,
};
use thiserror::Error;

use super::related_person::write_related_person;
use crate::operations::{
    acting::{Acting, ActingError},
    caregiver_news::News,
    prelude::*,
    proof::refuse_unproved,
};

/// What a caregiver is to have from now on.
#[derive(Clone, Debug)]
pub struct ChangeDelegation {
    pub delegation: DelegationId,
    pub limits: Limits,
    /// How long from now; nothing leaves the end as it is.
    pub lasting: Option<Lasting>,
    pub proof: Option<Proof>,
}

#[derive(Debug, Error)]
pub enum ChangeDelegationError {
    /// No such delegation, or of another patient.
    #[error("there is no such delegation of this patient")]
    NotFound,
    #[error("the delegation has ended")]
    Over,
    #[error(transparent)]
    Limits(#[from] LimitsError),
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
    #[error(transparent)]
    Acting(#[from] ActingError),
}

impl From<StoreError> for ChangeDelegationError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

impl ChangeDelegation {
    /// What a proof for this change is bound to.
    pub fn proof_for(&self) -> ProofFor {
        let months = self.lasting.map_or(0, Lasting::months);
        ProofFor::ExtendDelegation {
            delegation: self.delegation,
            offer: format!("{} {months}", self.limits.canonical()),
            topics: self.limits.topics,
        }
    }

    /// Whether it gives more than there is now, for the page that asks for the proof.
    pub fn needs_proof(&self, delegation: &Delegation, now: Timestamp) -> bool {
        !delegation.is_narrowed_by(self.limits, self.until(delegation, now), now)
    }

    /// When it would end.
    pub fn until(&self, delegation: &Delegation, now: Timestamp) -> Timestamp {
        let until = self
            .lasting
            .map_or(delegation.until, |lasting| lasting.ends_at(now));
        // A guardian is one until the minor comes of age, whatever is picked.
        delegation.ages.map_or(until, |ages| until.min(ages.end_at))
    }
}

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
        if proof
            .and_then(|proof| proof.of(acting.person, &wanted, now))
            .is_none()
        {
            refuse_unproved(tx, event).await?;
            return Err(ChangeDelegationError::StepUpRequired);
        }
        found.change(change.limits, until, now).map_err(over)?
    } else {
        found.narrow(change.limits, until, now).map_err(over)?
    };
    tx.delegations().save(&changed).await?;
    tx.delegations().forget_asked(changed.id).await?;
    let names = tx.people().names(&[changed.caregiver]).await?;
    let name = names.get(&changed.caregiver).cloned().unwrap_or_default();
    write_related_person(deps, ctx, &tx, &changed, &name).await?;
    let news = News {
        kind: NoticeKind::DelegationChanged,
        delegation: changed.id,
        subject: &changed.subject,
        at: now,
    };
    news.to_caregiver(deps, &tx, changed.caregiver, now).await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(changed)
}
