//! A person says yes: consent, grant and code come into being together, or not at all.

use domain::{
    Timestamp,
    assurance::{Assurance, ProofFor},
    audit::{AuditAction, AuditEvent},
    consent::{Choice, ChoiceError, Consent, NewDecision, Parties, TransitionError, Wording},
    delegation::Ability,
    ids::AuthorizationRequestId,
};
use thiserror::Error;

use super::{
    acting::{Acting, ActingError},
    choose::step_up,
    client_answer::answer_location,
    connection::Connection,
    consent_offer::{ConsentOffer, OfferError, REFUSED},
    prelude::*,
};
use crate::secret::{Secret, SecretKind};

/// Who says yes to what, under which words.
#[derive(Clone, Debug)]
pub struct ApproveConsent {
    pub request: AuthorizationRequestId,
    pub acting: Acting,
    pub choice: Choice,
    pub wording: Wording,
    /// The exact text whose digest `wording` carries.
    pub text: String,
    /// What the session rests on.
    pub sign_in: Assurance,
    /// A proof given for this approval, if one was asked for.
    pub proof: Option<Proof>,
}

/// Where the person goes with the code.
#[derive(Debug)]
pub struct Approved {
    pub consent: Consent,
    pub redirect_uri: String,
    pub code: Secret,
    pub state: Option<String>,
    pub issuer: String,
}

impl Approved {
    /// The redirect back to the app. It holds the code: it goes into the `Location` header and nowhere else.
    pub fn location(&self) -> String {
        answer_location(
            &self.redirect_uri,
            &[
                ("code", Some(self.code.expose())),
                ("state", self.state.as_deref()),
                ("iss", Some(&self.issuer)),
            ],
        )
    }
}

#[derive(Debug, Error)]
pub enum ApproveError {
    #[error(transparent)]
    Offer(#[from] OfferError),
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
    #[error("the words are not those that their digest names")]
    OtherWords,
    /// The decision in force changed while the page was open.
    #[error(transparent)]
    Changed(#[from] TransitionError),
}

impl ApproveConsent {
    /// What a proof for this approval is bound to.
    pub fn proof_for(request: AuthorizationRequestId, choice: &Choice) -> ProofFor {
        ProofFor::ApproveConsent {
            request,
            choice: choice.clone(),
        }
    }
}

impl From<ActingError> for ApproveError {
    fn from(error: ActingError) -> Self {
        Self::Offer(error.into())
    }
}

impl From<StoreError> for ApproveError {
    fn from(error: StoreError) -> Self {
        Self::Offer(error.into())
    }
}

pub async fn approve_consent(
    deps: &Deps,
    ctx: Context,
    mut approve: ApproveConsent,
) -> Result<Approved, ApproveError> {
    let now = deps.clock.now();
    let (tx, acting) = approve
        .acting
        .begin(deps, ctx, Ability::ManageApps, REFUSED)
        .await?;
    approve.acting = acting.clone();
    let offer = ConsentOffer::lock(&tx, &acting, approve.request, now).await?;
    if tx.wordings().insert(&approve.text).await? != approve.wording.digest {
        return Err(ApproveError::OtherWords);
    }
    let consent = decide(deps, &tx, &offer, &approve, now).await?;
    let connection = Connection::open(deps, &tx, &offer.request, consent, &acting, now).await?;
    let code = deps.secret(SecretKind::AuthorizationCode);
    let event = given(acting.event(deps, ctx, now, REFUSED), &offer, &connection);
    let request = offer
        .request
        .approve(connection.grant.id, acting.person, offer.subject, now)
        .map_err(OfferError::from)?;
    tx.requests()
        .save_with_code(&request, &code.digest())
        .await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(Approved {
        consent: connection.consent,
        redirect_uri: request.redirect_uri,
        code,
        state: request.state,
        issuer: deps.config.issuer(),
    })
}

/// The first version, or the next one of the decision in force.
async fn decide(
    deps: &Deps,
    tx: &Tx,
    offer: &ConsentOffer,
    approve: &ApproveConsent,
    now: Timestamp,
) -> Result<Consent, ApproveError> {
    let choice = approve.choice.check(&offer.offer, now)?;
    if !approve.acting.allows_end(&choice) {
        return Err(ChoiceError::EndOutOfRange.into());
    }
    let decision = NewDecision {
        grantor: approve.acting.actor(),
        choice,
        wording: approve.wording.clone(),
        assurance: assurance(approve, offer, now)?,
    };
    let Some(before) = offer.in_force.clone() else {
        let parties = Parties {
            subject: offer.subject.clone(),
            client: offer.client.id.clone(),
            purpose: offer.request.purpose,
        };
        let consent = Consent::give(deps.new_id(now), parties, decision, now);
        tx.consents().insert(&consent).await?;
        return Ok(consent);
    };
    let (superseded, consent) = before.decide_again(decision, now)?;
    tx.consents().replace(&superseded, &consent).await?;
    Ok(consent)
}

/// How the person was authenticated for this decision, if that is enough for it.
fn assurance(
    approve: &ApproveConsent,
    offer: &ConsentOffer,
    now: Timestamp,
) -> Result<Assurance, ApproveError> {
    let action = ApproveConsent::proof_for(approve.request, &approve.choice);
    let proved = match &approve.proof {
        Some(proof) => proof.of(approve.acting.person, &action, now),
        None => {
            let needed = step_up(offer, &approve.choice).needs_proof(approve.sign_in, now);
            (!needed).then_some(approve.sign_in)
        }
    };
    proved.ok_or(ApproveError::StepUpRequired)
}

fn given(event: AuditEvent, offer: &ConsentOffer, connection: &Connection) -> AuditEvent {
    let action = match offer.in_force {
        None => AuditAction::ConsentGiven,
        Some(_) => AuditAction::ConsentRenewed,
    };
    AuditEvent {
        action,
        scope: Some(connection.grant.scope.to_string()),
        ..connection.event(event)
    }
}
