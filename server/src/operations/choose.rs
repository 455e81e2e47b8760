//! Keeps what a person has picked so far, so that nothing is lost on the way to the page that restates it.

use domain::{
    Timestamp,
    assurance::{Assurance, StepUpAction},
    consent::{Choice, ChoiceError, RequestError},
    ids::{AuthorizationRequestId, PersonId},
};
use thiserror::Error;

use super::{
    consent_offer::{ConsentOffer, OfferError, consent_offer},
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

impl From<RequestError> for ChooseError {
    fn from(error: RequestError) -> Self {
        Self::Offer(error.into())
    }
}

/// `sign_in` is what the session of the person rests on.
pub async fn choose(
    deps: &Deps,
    person: PersonId,
    request: AuthorizationRequestId,
    choice: Choice,
    sign_in: Assurance,
) -> Result<Chosen, ChooseError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let mut kept = tx
        .requests()
        .lock(request)
        .await?
        .ok_or(OfferError::NotFound)?;
    kept.require_pending(now)?;
    kept.draft = Some(choice.clone());
    tx.requests().save(&kept).await?;
    tx.commit().await?;
    let offer = consent_offer(deps, person, request).await?;
    choice.check(&offer.offer, now)?;
    let needs_proof = needs_proof(&offer, &choice, sign_in, now);
    Ok(Chosen { offer, needs_proof })
}

/// Whether an approval asks for a proof: by our own rules, or because the app demands more than the sign-in shows.
pub fn needs_proof(
    offer: &ConsentOffer,
    choice: &Choice,
    sign_in: Assurance,
    now: Timestamp,
) -> bool {
    step_up(offer, choice).needs_proof(sign_in, now) || !offer.request.demand.is_met_by(sign_in)
}

/// Which proof an approval needs (design: consent §4): a first approval may rest on a fresh sign-in, everything that
/// replaces a decision or holds a sensitive topic is proved for itself.
fn step_up(offer: &ConsentOffer, choice: &Choice) -> StepUpAction {
    if offer.in_force.is_none() && choice.topics.is_empty() {
        StepUpAction::ApproveFirst
    } else {
        StepUpAction::ApproveWider
    }
}
