//! Saves a choice as a draft, so that nothing is lost on the way to the page that restates it.

use domain::{
    audit::AuditEvent,
    consent::{Choice, ChoiceError, Draft},
    delegation::Ability,
    ids::AuthorizationRequestId,
    session::SignIn,
};
use thiserror::Error;

use super::{
    approval_proof::needs_proof,
    consent_offer::{ConsentOffer, OfferError, SHARE, noted},
};
use crate::operations::{
    acting::{Acting, ActingError},
    prelude::*,
};

/// A choice that was saved as a draft.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// What it was checked against.
    pub offer: ConsentOffer,
    /// Whether approving it needs a proof (rule 14).
    pub needs_proof: bool,
}

/// Why a choice cannot be restated.
#[derive(Debug, Error)]
pub enum ChooseError {
    /// There is nothing to decide.
    #[error(transparent)]
    Offer(#[from] OfferError),
    /// The choice cannot be approved. It was saved all the same, so that the page can show it again, unless it is not
    /// offered.
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

/// Saves a choice as the draft of its request, and checks it. `sign_in` is how the person signed in.
///
/// # Errors
/// [`ChooseError`]; a caregiver's choice beyond their delegation commits its evidence.
pub async fn choose(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    request: AuthorizationRequestId,
    choice: Choice,
    sign_in: SignIn,
) -> Result<Chosen, ChooseError> {
    let now = deps.clock.now();
    let zone = deps.config.time_zone.zone(now);
    let (tx, acting) = acting.begin(deps, ctx, Ability::ManageApps, SHARE).await?;
    let locked = ConsentOffer::lock(&tx, &acting, request, (now, zone)).await;
    let mut offer = match locked {
        Ok(offer) if choice.is_within(&offer.offer) => offer,
        refused => {
            drop(tx);
            return Err(match refused {
                Ok(offer) => refuse_wider(deps, ctx, &acting, &offer, &choice).await,
                Err(error) => noted(deps, ctx, &acting, error).await.into(),
            });
        }
    };
    offer.request.opened_at = offer.request.opened_at.map(|_| now);
    offer.request.draft = Some(Draft {
        by: acting.person,
        choice: choice.clone(),
    });
    tx.requests().save(&offer.request).await?;
    tx.commit().await?;
    choice.check(&offer.offer, now)?;
    let needs_proof = needs_proof(deps, &offer, &choice, sign_in, now);
    Ok(Chosen { offer, needs_proof })
}

/// Refuses a choice of what is not offered. A patient's own leaves no evidence; a caregiver's is an attempt to share
/// more than they may, and the patient can read of it.
pub async fn refuse_wider(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    offer: &ConsentOffer,
    choice: &Choice,
) -> ChooseError {
    let error = ChoiceError::NotOffered;
    if let Some(reason) = acting.overreach(error) {
        let event = AuditEvent {
            client: Some(offer.client.id.clone()),
            purpose: Some(offer.request.purpose),
            categories: choice.categories,
            ..acting.event(deps, ctx, deps.clock.now(), SHARE)
        };
        if let Err(unavailable) = deps.audit.record(event.refused([reason])).await {
            return ActingError::from(unavailable).into();
        }
    }
    error.into()
}
