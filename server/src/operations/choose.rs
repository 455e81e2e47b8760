//! Keeps what a person has picked so far, so that nothing is lost on the way to the page that restates it.

use domain::{
    assurance::{Assurance, StepUpAction},
    consent::{Choice, ChoiceError, RequestError},
    delegation::Ability,
    ids::AuthorizationRequestId,
};
use thiserror::Error;

use super::{
    acting::{Acting, ActingError},
    consent_offer::{ConsentOffer, OfferError, REFUSED, consent_offer},
    prelude::*,
};

/// A choice that was kept.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub offer: ConsentOffer,
    /// Whether approving it asks for a proof of the person first.
    pub needs_proof: bool,
}

#[derive(Debug, Error)]
pub enum ChooseError {
    #[error(transparent)]
    Offer(#[from] OfferError),
    /// It was kept all the same, so that the page can show it again.
    #[error(transparent)]
    Choice(#[from] ChoiceError),
}

impl From<StoreError> for ChooseError {
    fn from(error: StoreError) -> Self {
        Self::Offer(error.into())
    }
}

impl From<ActingError> for ChooseError {
    fn from(error: ActingError) -> Self {
        Self::Offer(error.into())
    }
}

impl From<RequestError> for ChooseError {
    fn from(error: RequestError) -> Self {
        Self::Offer(error.into())
    }
}

/// `sign_in` is what the session of the person rests on.
pub async fn choose(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    request: AuthorizationRequestId,
    choice: Choice,
    sign_in: Assurance,
) -> Result<Chosen, ChooseError> {
    let now = deps.clock.now();
    let (tx, acting) = acting
        .begin(deps, ctx, Ability::ManageApps, REFUSED)
        .await?;
    let mut kept = tx
        .requests()
        .lock(request)
        .await?
        .ok_or(OfferError::NotFound)?;
    kept.require_pending(now)?;
    kept.draft = Some(choice.clone());
    tx.requests().save(&kept).await?;
    tx.commit().await?;
    let offer = consent_offer(deps, ctx, &acting, request).await?;
    choice.check(&offer.offer, now)?;
    let needs_proof = step_up(&offer, &choice).needs_proof(sign_in, now);
    Ok(Chosen { offer, needs_proof })
}

/// Which proof an approval needs (design: consent §4): a first approval may rest on a fresh sign-in, everything that
/// replaces a decision or holds a sensitive topic is proved for itself.
pub fn step_up(offer: &ConsentOffer, choice: &Choice) -> StepUpAction {
    if offer.in_force.is_none() && choice.topics.is_empty() {
        StepUpAction::ApproveFirst
    } else {
        StepUpAction::ApproveWider
    }
}
