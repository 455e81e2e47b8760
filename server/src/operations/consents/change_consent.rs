//! Changes what a client sees, or until when, without a new request of the client. Narrowing takes effect at once and
//! needs no proof; widening, extending and confirming a suspended consent need one, given for this change.

use domain::{
    Timestamp,
    assurance::Assurance,
    audit::{AuditAction, AuditEvent},
    consent::{
        ApprovedChoice, Choice, ChoiceError, Consent, ConsentStatus, NewDecision, Offer, Wording,
    },
    decision::Reason,
    delegation::Ability,
    ids::ConsentId,
    proof::ProofFor,
};
use thiserror::Error;

use crate::operations::{
    acting::{Acting, ActingError},
    connection::{about_consent, end_if_passed_on},
    prelude::*,
};

/// Who changes which consent, with which text shown.
#[derive(Clone, Debug)]
pub struct ChangeConsent {
    /// The consent.
    pub consent: ConsentId,
    /// The version that the page showed.
    pub version: u32,
    /// Who changes it.
    pub acting: Acting,
    /// What is shared from now on.
    pub choice: Choice,
    /// Whether the end stays as it is, whatever the choice says of it.
    pub keeps_end: bool,
    /// Which text was shown.
    pub wording: Wording,
    /// The exact text, whose digest `wording` carries.
    pub text: String,
    /// How the person was authenticated at sign-in.
    pub sign_in: Assurance,
    /// A proof given for this change, if one was.
    pub proof: Option<Proof>,
}

impl ChangeConsent {
    /// Returns what a proof for this change is bound to.
    pub fn proof_for(&self) -> ProofFor {
        ProofFor::ChangeConsent {
            consent: self.consent,
            version: self.version,
            choice: self.choice.clone(),
            keeps_end: self.keeps_end,
        }
    }
}

/// Why nothing is changed.
#[derive(Debug, Error)]
pub enum ChangeError {
    /// There is no such consent, or this person may not change it.
    #[error("there is no such consent of this patient")]
    NotFound,
    /// It was revoked, or has expired.
    #[error("the consent has ended")]
    Over,
    /// The version in force is not the one that was shown.
    #[error("the consent was changed since it was shown")]
    ChangedMeanwhile,
    /// The choice goes beyond the consent, or is empty.
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// This person may not do it on that record: see [`ActingError`].
    #[error(transparent)]
    Acting(ActingError),
}

impl From<ActingError> for ChangeError {
    fn from(error: ActingError) -> Self {
        match error {
            ActingError::Refused(_) => Self::NotFound,
            error => Self::Acting(error),
        }
    }
}

impl From<StoreError> for ChangeError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

/// What a change would do, checked against the consent in force.
#[derive(Clone, Debug)]
pub struct PlannedChange {
    /// What may be chosen.
    pub offer: Offer,
    /// The choice, checked.
    pub choice: ApprovedChoice,
    /// Whether it shares more or for longer, or ends a suspension (rule 14).
    pub needs_proof: bool,
}

/// The action in the evidence when a caregiver tries a change that they may not make.
const REFUSED: AuditAction = AuditAction::ConsentRenewed;

/// Changes a consent: its next version, the shown text and the evidence (`consent-narrowed`, `consent-renewed` or
/// `consent-confirmed`) are committed in one transaction. Returns the consent in its new version.
///
/// # Errors
/// [`ChangeError`]; a refusal for want of a proof, and a caregiver's overreach, commit their evidence.
pub async fn change_consent(
    deps: &Deps,
    ctx: Context,
    change: ChangeConsent,
) -> Result<Consent, ChangeError> {
    let now = deps.clock.now();
    let (tx, acting) = change
        .acting
        .begin(deps, ctx, Ability::ManageApps, REFUSED)
        .await?;
    let found = tx.consents().lock(change.consent).await?;
    let consent = found
        .filter(|consent| consent.subject == acting.subject)
        .ok_or(ChangeError::NotFound)?;
    let tried = about_consent(acting.event(deps, ctx, now, REFUSED), &consent);
    if !acting.decided(&consent) {
        let reason = Reason::DelegationTooNarrow;
        return refuse(tx, tried, reason, ChangeError::NotFound).await;
    }
    if consent.version != change.version {
        return Err(ChangeError::ChangedMeanwhile);
    }
    let client = tx.clients().find(&consent.client).await?;
    let client = client.ok_or(ChangeError::NotFound)?;
    let offer = Offer::of_change(&consent, &client, &client.allowed_scopes);
    let offer = acting.limit(offer, now);
    let planned = plan(&consent, offer, &change.choice, change.keeps_end, now);
    let planned = match planned {
        Ok(planned) if acting.allows_end(&planned.choice) => planned,
        Ok(_) => return refuse_choice(tx, &acting, tried, ChoiceError::EndOutOfRange).await,
        Err(ChangeError::Choice(error)) => return refuse_choice(tx, &acting, tried, error).await,
        Err(error) => return Err(error),
    };
    let event = acting.event(deps, ctx, now, action(&consent, &planned));
    let Some(assurance) = assurance(&change, &planned, now) else {
        let event = about_consent(event, &consent);
        let (reason, error) = (Reason::StepUpRequired, ChangeError::StepUpRequired);
        return refuse(tx, event, reason, error).await;
    };
    let digest = tx.wordings().insert(&change.text).await?;
    let decision = NewDecision {
        grantor: acting.actor(),
        choice: planned.choice,
        wording: Wording {
            digest,
            ..change.wording
        },
        assurance,
    };
    let (superseded, next) = consent
        .decide_again(decision, now)
        .map_err(|_| ChangeError::Over)?;
    tx.consents().replace(&superseded, &next).await?;
    tx.audit(about_consent(event, &next)).await?;
    end_if_passed_on(deps, &tx, ctx, &acting, &superseded, &next, now).await?;
    tx.commit().await?;
    Ok(next)
}

/// Commits the evidence of the refusal, and nothing else.
async fn refuse(
    tx: Tx,
    event: AuditEvent,
    reason: Reason,
    error: ChangeError,
) -> Result<Consent, ChangeError> {
    tx.audit(event.refused([reason])).await?;
    tx.commit().await?;
    Err(error)
}

/// Refuses a choice, with evidence if a caregiver went beyond their delegation.
async fn refuse_choice(
    tx: Tx,
    acting: &Acting,
    event: AuditEvent,
    error: ChoiceError,
) -> Result<Consent, ChangeError> {
    match acting.overreach(error) {
        Some(reason) => refuse(tx, event, reason, error.into()).await,
        None => Err(error.into()),
    }
}

/// Checks a choice against the consent in force, for the page that restates it and for the change itself.
pub fn plan(
    consent: &Consent,
    offer: Offer,
    choice: &Choice,
    keeps_end: bool,
    now: Timestamp,
) -> Result<PlannedChange, ChangeError> {
    if !consent.is_live(now) {
        return Err(ChangeError::Over);
    }
    let choice = if keeps_end {
        choice.check_keeping_end(&offer, consent, now)?
    } else {
        choice.check(&offer, now)?
    };
    let on_hold = consent.status(now) == ConsentStatus::NeedsReview;
    Ok(PlannedChange {
        needs_proof: on_hold || !choice.narrows(consent),
        offer,
        choice,
    })
}

/// How the person was authenticated for this change, if that is enough for it.
fn assurance(change: &ChangeConsent, planned: &PlannedChange, now: Timestamp) -> Option<Assurance> {
    match &change.proof {
        Some(proof) => proof.of(change.acting.person, &change.proof_for(), now),
        None if planned.needs_proof => None,
        None => Some(change.sign_in),
    }
}

fn action(consent: &Consent, planned: &PlannedChange) -> AuditAction {
    match (&consent.state, planned.needs_proof) {
        (domain::consent::ConsentState::NeedsReview { .. }, _) => AuditAction::ConsentConfirmed,
        (_, true) => AuditAction::ConsentRenewed,
        (_, false) => AuditAction::ConsentNarrowed,
    }
}
