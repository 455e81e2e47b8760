//! Saves the hospital's review of a client: verified, or suspended, which ends every grant of it at once.

use domain::{
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    client::{Client, ReviewState},
    grant::GrantEndCause,
    ids::ClientId,
};
use thiserror::Error;

use crate::{context::Context, state::Deps, store::StoreError};

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
/// ends every grant of the client (rule 2).
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
        let ended = grant.clone().end(GrantEndCause::ClientSuspended, now);
        tx.grants()
            .save(&ended.expect("a live grant can end"))
            .await?;
        tx.audit(AuditEvent {
            subject: Some(grant.subject.clone()),
            client: Some(id.clone()),
            consent: Some(grant.consent),
            ..deps.event(ctx, now, Actor::System, AuditAction::GrantEnded)
        })
        .await?;
    }
    tx.audit(AuditEvent {
        client: Some(id.clone()),
        ..deps.event(ctx, now, Actor::System, AuditAction::ClientReviewed)
    })
    .await?;
    tx.commit().await?;
    Ok(Reviewed {
        client: Client { review, ..client },
        ended: live.len(),
    })
}
