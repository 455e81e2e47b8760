//! Approves an authorization request: consent, grant and code are stored together, or not at all.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    consent::{
        ApprovedChoice, Choice, ChoiceError, Consent, NewDecision, Parties, TransitionError,
        Wording,
    },
    decision::Reason,
    delegation::Ability,
    session::SignIn,
};
use thiserror::Error;

pub use super::commit_approval::Approved;
use super::{
    approval_proof::{ApprovalProof, Authenticated, NotEnough},
    commit_approval::commit_approval,
    consent_offer::{ConsentOffer, OfferError, SHARE, noted},
};
use crate::{
    operations::{
        acting::{Acting, ActingError},
        connection::{Connection, end_if_passed_on},
        prelude::*,
    },
    secret::SecretKind,
};

/// Who approves what, with which text shown.
#[derive(Clone, Debug)]
pub struct ApproveConsent {
    /// What was loaded for the page that the person saw. It allows nothing by itself: what it rests on is checked again
    /// under the lock.
    pub offer: ConsentOffer,
    /// Who approves, and for whose record.
    pub acting: Acting,
    /// What they chose.
    pub choice: Choice,
    /// Which text they were shown.
    pub wording: Wording,
    /// The exact text whose digest `wording` carries.
    pub text: String,
    /// How the person signed in.
    pub sign_in: SignIn,
    /// A proof given for this approval, if one was.
    pub proof: Option<Proof>,
}

/// Why nothing is approved.
#[derive(Debug, Error)]
pub enum ApproveError {
    /// There is nothing to decide.
    #[error(transparent)]
    Offer(#[from] OfferError),
    /// The choice goes beyond the offer, or is empty.
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// The person is not authenticated as `acr_values` or `max_age` demand (RFC 9470 §5).
    #[error("the person was not authenticated as the app demands")]
    DemandUnmet,
    /// The text is not the one that `wording` names by its digest.
    #[error("the wording does not match its digest")]
    OtherWords,
    /// The client or the consent in force is no longer what the page showed.
    #[error("something changed since the page was loaded")]
    ChangedMeanwhile,
    /// The consent in force changed while the page was open.
    #[error(transparent)]
    Changed(#[from] TransitionError),
}

impl From<NotEnough> for ApproveError {
    fn from(error: NotEnough) -> Self {
        match error {
            NotEnough::Proof => Self::StepUpRequired,
            NotEnough::Demand => Self::DemandUnmet,
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

/// Approves an authorization request: the consent or its next version, the grant, the code and the evidence
/// (`consent-given` or `consent-renewed`) are committed in one transaction. Grants that a superseded consent passes on
/// to another grantor end.
///
/// # Errors
/// [`ApproveError`]; a refusal for want of a proof, or of a caregiver's choice beyond their delegation, commits its
/// evidence.
pub async fn approve_consent(
    deps: &Deps,
    ctx: Context,
    mut approve: ApproveConsent,
) -> Result<Approved, ApproveError> {
    let now = deps.clock.now();
    let (tx, acting) = approve
        .acting
        .begin(deps, ctx, Ability::ManageApps, SHARE)
        .await?;
    approve.acting = acting.clone();
    let offer = match approve.offer.lock_again(&tx, &acting, now).await {
        Ok(offer) if offer.shows_the_same_as(&approve.offer) => offer,
        Ok(_) => return Err(ApproveError::ChangedMeanwhile),
        Err(error) => {
            drop(tx);
            return Err(noted(deps, ctx, &acting, error).await.into());
        }
    };
    if tx.wordings().insert(&approve.text).await? != approve.wording.digest {
        return Err(ApproveError::OtherWords);
    }
    let shown = match authentication(deps, &tx, &approve, &offer, now).await {
        Ok(shown) => shown,
        Err(error) => {
            let reason = Reason::StepUpRequired;
            return refuse(deps, ctx, tx, &offer, &acting, reason, error).await;
        }
    };
    let choice = match checked(&approve, &offer, now) {
        Ok(choice) => choice,
        Err(error) => {
            let Some(reason) = acting.overreach(error) else {
                return Err(error.into());
            };
            return refuse(deps, ctx, tx, &offer, &acting, reason, error.into()).await;
        }
    };
    let decision = NewDecision {
        grantor: acting.actor(),
        choice,
        wording: approve.wording,
        assurance: shown.decided,
    };
    let consent = decide(deps, &tx, ctx, &acting, &offer, decision, now).await?;
    let request = &offer.request;
    let connection =
        Connection::open(deps, &tx, request, consent, &acting, shown.told, now).await?;
    let event = given(acting.event(deps, ctx, now, SHARE), &offer, &connection);
    let request = offer
        .request
        .approve(connection.grant.id, acting.person, offer.subject, now)
        .map_err(OfferError::from)?;
    let code = deps.secret(SecretKind::AuthorizationCode);
    let approved = commit_approval(deps, tx, request, code, connection.consent, event).await;
    Ok(approved.map_err(OfferError::from)?)
}

/// The choice, checked against the offer and against what the person may share.
fn checked(
    approve: &ApproveConsent,
    offer: &ConsentOffer,
    now: Timestamp,
) -> Result<ApprovedChoice, ChoiceError> {
    let choice = approve.choice.check(&offer.offer, now)?;
    if approve.acting.allows_end(&choice) {
        Ok(choice)
    } else {
        Err(ChoiceError::EndOutOfRange)
    }
}

/// The first version, or the next one of the decision in force.
async fn decide(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    acting: &Acting,
    offer: &ConsentOffer,
    decision: NewDecision,
    now: Timestamp,
) -> Result<Consent, ApproveError> {
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
    end_if_passed_on(deps, tx, ctx, acting, &superseded, &consent, now).await?;
    Ok(consent)
}

/// How the person was authenticated for this decision, if that is enough for it and for what the app demands.
async fn authentication(
    deps: &Deps,
    tx: &Tx,
    approve: &ApproveConsent,
    offer: &ConsentOffer,
    now: Timestamp,
) -> Result<Authenticated, ApproveError> {
    let needed = ApprovalProof::of(deps, offer, &approve.choice);
    let decided = match &approve.proof {
        Some(proof) => proof.of(approve.acting.person, &needed.action, now),
        None => needed.use_sign_in(tx, approve.sign_in, now).await?,
    };
    let decided = decided.ok_or(ApproveError::StepUpRequired)?;
    // The sign-in must meet the same as a proof.
    Ok(match &approve.proof {
        Some(_) => needed.proved(decided, approve.sign_in)?,
        None => needed.authenticated(decided, approve.sign_in)?,
    })
}

/// Commits the evidence of the refusal, and nothing else.
async fn refuse(
    deps: &Deps,
    ctx: Context,
    tx: Tx,
    offer: &ConsentOffer,
    acting: &Acting,
    reason: Reason,
    error: ApproveError,
) -> Result<Approved, ApproveError> {
    let event = AuditEvent {
        client: Some(offer.client.id.clone()),
        purpose: Some(offer.request.purpose),
        scope: Some(offer.request.scope.to_string()),
        ..acting.event(deps, ctx, deps.clock.now(), SHARE)
    };
    tx.audit(event.refused([reason])).await?;
    tx.commit().await?;
    Err(error)
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
