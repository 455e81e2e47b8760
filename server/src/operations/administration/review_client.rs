//! Saves the hospital's review of a client: verified, or suspended, which ends every grant of it at once and is told to the
//! people whom it could reach.

use std::collections::BTreeSet;

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    client::{Client, ReviewState},
    decision::Reason,
    grant::{Grant, GrantEndCause},
    ids::ClientId,
    notice::NoticeKind,
};
use thiserror::Error;

use crate::operations::{consent_notice::ConsentNotice, end_cause::why_ended, prelude::*};

/// Why the review of a client stays.
#[derive(Debug, Error)]
pub enum ReviewError {
    /// No client has this id.
    #[error("there is no app with that id")]
    NotFound,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A client after its review.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The client as it is now.
    pub client: Client,
    /// How many grants ended with a suspension.
    pub ended: usize,
}

/// Saves what the hospital says of a client, with its evidence (`client-reviewed`) in one transaction. A suspension
/// ends every grant of the client (rule 2), and the people behind them get a notice.
pub async fn review_client(
    deps: &Deps,
    ctx: Context,
    id: &ClientId,
    review: ReviewState,
) -> Result<Reviewed, ReviewError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let client = tx.clients().find(id).await?.ok_or(ReviewError::NotFound)?;
    tx.clients().save_review(id, review).await?;
    let live = match review {
        ReviewState::Suspended => tx.grants().lock_live_of_client(id).await?,
        ReviewState::Unverified | ReviewState::Verified => Vec::new(),
    };
    for grant in &live {
        let cause = GrantEndCause::ClientSuspended;
        let ended = grant.clone().end(cause, now);
        tx.grants()
            .save(&ended.expect("a live grant can end"))
            .await?;
        tx.audit(AuditEvent {
            subject: Some(grant.subject.clone()),
            client: Some(id.clone()),
            consent: Some(grant.consent),
            reasons: why_ended(cause).into_iter().collect(),
            ..deps.event(ctx, now, Actor::System, AuditAction::GrantEnded)
        })
        .await?;
    }
    tell(deps, &tx, &live, now).await?;
    tx.audit(AuditEvent {
        client: Some(id.clone()),
        reasons: distrust(review).into_iter().collect(),
        ..deps.event(ctx, now, Actor::System, AuditAction::ClientReviewed)
    })
    .await?;
    tx.commit().await?;
    Ok(Reviewed {
        client: Client { review, ..client },
        ended: live.len(),
    })
}

/// What the evidence of a review says of a client that is not fully trusted.
const fn distrust(review: ReviewState) -> Option<Reason> {
    match review {
        ReviewState::Unverified => Some(Reason::AppNotVerified),
        ReviewState::Verified => None,
        ReviewState::Suspended => Some(Reason::ClientSuspended),
    }
}

/// Once for each decision, however many connections hang on it.
async fn tell(deps: &Deps, tx: &Tx, ended: &[Grant], now: Timestamp) -> Result<(), StoreError> {
    let consents: BTreeSet<_> = ended.iter().map(|grant| grant.consent).collect();
    for consent in consents {
        // Not locked: a grant is locked after its consent, never before.
        let Some(consent) = tx.consents().find(consent).await? else {
            continue;
        };
        let notice = ConsentNotice {
            kind: NoticeKind::AppSuspended,
            consent: &consent,
            at: now,
            by: None,
        };
        notice.tell(deps, tx, now).await?;
    }
    Ok(())
}
