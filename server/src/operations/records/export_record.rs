//! Saves a copy of a record: what the person may see of it, in one file. It needs a fresh proof, and the evidence is
//! committed before anything leaves.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    catalogue::TopicSet,
    decision::{Reason, RecordFilter},
    delegation::{Ability, Limits},
    notice::{NoticeFacts, NoticeKind},
    proof::ProofFor,
};
use thiserror::Error;

use super::redisclosure::label;
use crate::{
    audit::Unavailable,
    operations::{
        acting::{Acting, ActingError},
        prelude::*,
    },
    store::records::RecordPart,
};

pub use crate::store::records::StoredBody;

const ACTION: AuditAction = AuditAction::RecordExported;

/// What a person may save, and what a proof for it is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyOffer {
    /// How far a caregiver's copy goes; `None` for one's own record.
    pub limits: Option<Limits>,
    /// What the proof is bound to.
    pub action: ProofFor,
}

/// What leaves. Which records these are was fixed when the evidence was written.
#[derive(Debug)]
pub struct RecordCopy {
    acting: Acting,
    ctx: Context,
    /// Whether one of the records that left carries the label of 42 CFR part 2.
    pub restricted: bool,
    /// What is still to come, first ones first.
    left: std::vec::IntoIter<RecordPart>,
}

/// Why no copy is saved, or why it breaks off.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// This person may not do it on that record: see [`ActingError`].
    #[error(transparent)]
    Acting(#[from] ActingError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The evidence could not be committed, so nothing took effect (rule 15).
    #[error(transparent)]
    Evidence(#[from] Unavailable),
}

/// Returns what a copy would hold, for somebody who may save one. `action` is what the evidence of a refusal names.
pub async fn offer_copy(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    action: AuditAction,
) -> Result<CopyOffer, ActingError> {
    let acting = acting.require(deps, ctx, Ability::Export, action).await?;
    let now = deps.clock.now();
    Ok(CopyOffer {
        limits: acting.delegation.as_ref().map(|known| known.limits_at(now)),
        action: action_of(&acting, now),
    })
}

/// Begins a copy: which records it holds is fixed, and the evidence (`record-exported`) committed, before any of them
/// is read.
///
/// # Errors
/// [`ExportError`]; a refusal commits its evidence.
pub async fn export_record(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    proof: &Proof,
) -> Result<RecordCopy, ExportError> {
    let now = deps.clock.now();
    let acting = acting.require(deps, ctx, Ability::Export, ACTION).await?;
    let event = acting.event(deps, ctx, now, ACTION);
    let wanted = action_of(&acting, now);
    if proof.of(acting.person, &wanted, now).is_none() {
        let refused = event.refused([Reason::StepUpRequired]);
        deps.audit.record(refused).await?;
        return Err(ExportError::StepUpRequired);
    }
    let store = deps.store.read();
    let admitted = store.records().parts(&filter(&acting, now)).await?;
    let event = AuditEvent {
        categories: admitted.categories,
        count: Some(u32::try_from(admitted.count).unwrap_or(u32::MAX)),
        ..event
    };
    let tx = deps.store.begin().await?;
    tell(deps, &tx, &acting, &event).await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(RecordCopy {
        acting,
        ctx,
        restricted: false,
        left: admitted.parts.into_iter(),
    })
}

impl RecordCopy {
    /// Returns the next records, as far as they may still be seen; `None` after the last. A delegation that ends breaks
    /// the copy off, and a record with a new label is left out.
    pub async fn next(&mut self, deps: &Deps) -> Result<Option<Vec<StoredBody>>, ExportError> {
        let Some(part) = self.left.next() else {
            return Ok(None);
        };
        let acting = self.acting.require(deps, self.ctx, Ability::Export, ACTION);
        let filter = filter(&acting.await?, deps.clock.now());
        let store = deps.store.read();
        let mut found = store.records().bodies(&filter, &part).await?;
        let bodies = found.iter_mut();
        let bodies = bodies.map(|stored| (stored.key.clone(), &mut stored.body));
        self.restricted |= label(deps, filter.topics, bodies.collect()).await?;
        Ok(Some(found))
    }
}

/// Tells the one whose record it is.
async fn tell(deps: &Deps, tx: &Tx, acting: &Acting, event: &AuditEvent) -> Result<(), StoreError> {
    let people = tx.people();
    let Some(patient) = people.find_by_patient(&acting.subject).await? else {
        return Ok(());
    };
    let invitations = tx.invitations();
    let person = match acting.delegation {
        Some(_) => {
            invitations
                .name_of_caregiver(&acting.subject, acting.person)
                .await?
        }
        None => None,
    };
    let facts = NoticeFacts {
        person,
        at: Some(event.at),
        ..NoticeFacts::default()
    };
    let notice = deps.notice(
        event.at,
        patient.id,
        NoticeKind::RecordExported,
        event.id,
        facts,
    );
    tx.notices().insert(&notice).await
}

fn action_of(acting: &Acting, now: Timestamp) -> ProofFor {
    ProofFor::ExportRecord {
        patient: acting.subject.clone(),
        topics: filter(acting, now).topics,
    }
}

/// 45 CFR 164.524(a)(1)(i) keeps psychotherapy notes apart: a copy is not the separate request that releases them.
fn filter(acting: &Acting, now: Timestamp) -> RecordFilter {
    let filter = acting.records(Ability::Export, now);
    RecordFilter {
        topics: filter.topics.intersection(TopicSet::for_apps()),
        ..filter
    }
}
