//! Chooses which notices come by mail. Those that guard the account always do. Turning one off needs a proof: mails are
//! how the holder hears of an intruder.

use std::collections::BTreeSet;

use domain::{
    audit::AuditAction,
    ids::PersonId,
    notice::{NoticeFacts, NoticeKind},
    person::Person,
    proof::ProofFor,
};
use thiserror::Error;

use crate::operations::{
    credentials::stop_recovery::find_waiting_recovery,
    prelude::*,
    proof::{about, refuse_unproved},
};

/// Why the choice stays.
#[derive(Debug, Error)]
pub enum ChooseMailsError {
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Iterates over the kinds that a person can turn off as mail.
pub fn switchable() -> impl Iterator<Item = NoticeKind> {
    NoticeKind::ALL
        .iter()
        .copied()
        .filter(|kind| !kind.is_always_sent())
}

/// Returns the proof that turning mails off needs now. While a recovery waits, it is one that is older than that.
pub async fn proof_for_muting(deps: &Deps, person: &Person) -> Result<ProofFor, StoreError> {
    let waiting = find_waiting_recovery(deps, person).await?;
    Ok(ProofFor::MuteMails {
        recovery: waiting.map(|waiting| waiting.begun_at),
    })
}

/// Whether this choice turns off a mail that is on.
pub async fn mutes(
    deps: &Deps,
    person: PersonId,
    wanted: &BTreeSet<NoticeKind>,
) -> Result<bool, StoreError> {
    let off = deps.store.read().notices().turned_off(person).await?;
    Ok(switchable().any(|kind| !wanted.contains(&kind) && !off.contains(&kind)))
}

/// Replaces the kinds that a person does not want by mail; others than [`switchable`] are ignored. Turning one off
/// leaves evidence (`mails-muted`).
pub async fn choose_mails(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    wanted: &BTreeSet<NoticeKind>,
    proof: Option<&Proof>,
) -> Result<(), ChooseMailsError> {
    let now = deps.clock.now();
    let mutes = mutes(deps, person.id, wanted).await?;
    let action = proof_for_muting(deps, person).await?;
    let proved = proof.and_then(|proof| proof.of(person.id, &action, now));
    let event = about(deps, ctx, now, person, AuditAction::MailsMuted);
    let tx = deps.store.begin().await?;
    if mutes && proved.is_none() {
        refuse_unproved(tx, event).await?;
        return Err(ChooseMailsError::StepUpRequired);
    }
    let off = switchable().filter(|kind| !wanted.contains(kind)).collect();
    if mutes {
        // One last mail, whatever they chose.
        let (key, facts) = (event.id, NoticeFacts::default());
        let notice = deps.notice(now, person.id, NoticeKind::MailsMuted, key, facts);
        tx.notices().insert(&notice).await?;
        tx.audit(event).await?;
    }
    tx.notices().turn_off(person.id, &off).await?;
    Ok(tx.commit().await?)
}
