//! Which proof of the person does an approval need, and is the one at hand enough?
//!
//! Three things ask for it ([the rule book](domain::rules#step-up)): our own rules, this server's settings,
//! and the app (RFC 9470).

use domain::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod, StepUpAction},
    consent::{AuthorizationRequest, Choice},
    ids::AuthorizationRequestId,
    passkey::{Held, Means},
    proof::{GuardedAction, ProofFor},
    session::SignIn,
};

use super::consent_offer::ConsentOffer;
use crate::operations::prelude::*;

/// What one approval asks of the person.
pub(super) struct ApprovalProof<'a> {
    /// What a proof is bound to.
    pub(super) action: ProofFor,
    step_up: StepUpAction,
    guarded: &'a [GuardedAction],
    held: Held,
    request: &'a AuthorizationRequest,
}

/// How the person was authenticated.
#[derive(Clone, Copy)]
pub(super) struct Authenticated {
    /// What the decision rests on.
    pub(super) decided: Assurance,
    /// What the app is told of: the first that meets its demand.
    pub(super) told: Assurance,
}

/// What is missing.
#[derive(Clone, Copy, Debug)]
pub(super) enum NotEnough {
    /// The way of proving is too weak for this server's settings.
    Proof,
    /// Nothing that the person showed is what the app demands.
    Demand,
}

/// Returns what a proof for an approval is bound to.
pub fn proof_for_approval(request: AuthorizationRequestId, choice: &Choice) -> ProofFor {
    ProofFor::ApproveConsent {
        request,
        choice: choice.clone(),
    }
}

/// Whether an approval needs a proof: by [rule 14](domain::rules#rule-14-step-up), because this server's settings demand
/// more than the sign-in, or because the client demands more.
pub fn needs_proof(
    deps: &Deps,
    offer: &ConsentOffer,
    choice: &Choice,
    sign_in: SignIn,
    now: Timestamp,
) -> bool {
    ApprovalProof::of(deps, offer, choice).is_asked_of(sign_in, now)
}

impl<'a> ApprovalProof<'a> {
    pub(super) fn of(deps: &'a Deps, offer: &'a ConsentOffer, choice: &Choice) -> Self {
        Self {
            action: proof_for_approval(offer.request.id, choice),
            step_up: step_up(offer, choice),
            guarded: deps.config.guarded(),
            held: offer.held,
            request: &offer.request,
        }
    }

    /// Whether it asks for a proof of somebody who signed in like this.
    fn is_asked_of(&self, sign_in: SignIn, now: Timestamp) -> bool {
        let AuthorizationRequest { id, created_at, .. } = *self.request;
        let shown = sign_in.for_request(id, created_at);
        let by = sign_in.assurance;
        self.step_up.needs_proof(shown, now) || self.authenticated(by, sign_in).is_err()
    }

    /// Returns the sign-in, if it is the proof of this approval. It is used up: it is none for anything else, nor a second
    /// time.
    pub(super) async fn use_sign_in(
        &self,
        tx: &Tx,
        sign_in: SignIn,
        now: Timestamp,
    ) -> Result<Option<Assurance>, StoreError> {
        if self.is_asked_of(sign_in, now) {
            return Ok(None);
        }
        let (session, request) = (sign_in.session, self.request.id);
        Ok((tx.sessions().use_sign_in(session, request).await?).then_some(sign_in.assurance))
    }

    /// What the decision rests on and what the app is told, if `decided` is enough for this server, and it or the sign-in
    /// for the app.
    pub(super) fn authenticated(
        &self,
        decided: Assurance,
        sign_in: SignIn,
    ) -> Result<Authenticated, NotEnough> {
        self.check(Means::By(decided.method), decided, sign_in)
    }

    /// As [`Self::authenticated`], for a proof that was given for this approval. It was strong enough then, so what is weaker
    /// than the person's new passkey came of that.
    pub(super) fn proved(
        &self,
        decided: Assurance,
        sign_in: SignIn,
    ) -> Result<Authenticated, NotEnough> {
        let means = match (self.held, decided.method) {
            (Held::New, method) if method != AuthenticationMethod::Passkey => Means::NewPasskey,
            (_, method) => Means::By(method),
        };
        self.check(means, decided, sign_in)
    }

    fn check(
        &self,
        means: Means,
        decided: Assurance,
        sign_in: SignIn,
    ) -> Result<Authenticated, NotEnough> {
        if !self.action.accepts(means, self.held, self.guarded) {
            return Err(NotEnough::Proof);
        }
        // Nothing that is told rests on a weak sign-in.
        let told = [
            Some(decided),
            (!sign_in.is_weak).then_some(sign_in.assurance),
        ]
        .into_iter()
        .flatten()
        .find(|shown| self.request.demand.is_met_by(*shown))
        .ok_or(NotEnough::Demand)?;
        Ok(Authenticated { decided, told })
    }
}

/// Which proof an approval needs ([step-up](domain::rules#step-up)): a first approval may rest on the sign-in that its
/// request led to, everything that replaces a decision or holds a sensitive topic is proved for itself.
fn step_up(offer: &ConsentOffer, choice: &Choice) -> StepUpAction {
    if offer.in_force.is_none() && choice.topics.is_empty() {
        StepUpAction::ApproveFirst
    } else {
        StepUpAction::ApproveWider
    }
}
