//! What the hospital says of an app: approved, or suspended, which ends every connection of it at once.

use domain::{
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    client::{Client, ReviewState},
    grant::GrantEndCause,
    ids::ClientId,
};
use thiserror::Error;

use crate::{context::Context, state::Deps, store::StoreError};

#[derive(Debug, Error)]
pub enum ReviewError {
    #[error("there is no app with that id")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The app as it is now, and how many connections ended.
#[derive(Clone, Debug)]
pub struct Reviewed {
    pub client: Client,
    pub ended: usize,
}

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
