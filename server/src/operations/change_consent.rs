//! A person changes what an app sees, or until when, without a new request of the app. Less takes effect at once and
//! needs nothing; more, longer, or a consent on hold needs a proof of the person given for this change.

use domain::{
    Timestamp,
    assurance::{Assurance, ProofFor},
    audit::{AuditAction, AuditEvent},
    consent::{
        ApprovedChoice, Choice, ChoiceError, Consent, ConsentStatus, NewDecision, Offer, Wording,
    },
    decision::Reason,
    delegation::Ability,
    ids::ConsentId,
};
use thiserror::Error;

use super::{
    acting::{Acting, ActingError},
    prelude::*,
};

/// Who wants what changed, under which words.
#[derive(Clone, Debug)]
pub struct ChangeConsent {
    pub consent: ConsentId,
    /// The version that the person had before them.
    pub version: u32,
    pub acting: Acting,
    pub choice: Choice,
    /// The end stays as it is, whatever the choice says of it.
    pub keeps_end: bool,
    pub wording: Wording,
    /// The exact words; their digest is taken here.
    pub text: String,
    /// What the session rests on.
    pub sign_in: Assurance,
    /// A proof given for this change, if one was asked for.
    pub proof: Option<Proof>,
}

impl ChangeConsent {
    /// What a proof for this change is bound to.
    pub fn proof_for(&self) -> ProofFor {
        ProofFor::ChangeConsent {
            consent: self.consent,
            version: self.version,
            choice: self.choice.clone(),
            keeps_end: self.keeps_end,
        }
    }
}

#[derive(Debug, Error)]
pub enum ChangeError {
    /// No such consent, or somebody else's.
    #[error("there is no such consent of this patient")]
    NotFound,
    #[error("the consent has ended")]
    Over,
    #[error("the consent is not in the version that was shown")]
    ChangedMeanwhile,
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
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

/// What a change would do, held against the consent in force.
#[derive(Clone, Debug)]
pub struct PlannedChange {
    pub offer: Offer,
    pub choice: ApprovedChoice,
    pub needs_proof: bool,
}

/// The consent in its new version.
pub async fn change_consent(
    deps: &Deps,
    ctx: Context,
    change: ChangeConsent,
) -> Result<Consent, ChangeError> {
    let now = deps.clock.now();
    let refused = AuditAction::ConsentRenewed;
    let (tx, acting) = change
        .acting
        .begin(deps, ctx, Ability::ManageApps, refused)
        .await?;
    let found = tx.consents().lock(change.consent).await?;
    let consent = found
        .filter(|consent| consent.subject == acting.subject && acting.decided(consent))
        .ok_or(ChangeError::NotFound)?;
    if consent.version != change.version {
        return Err(ChangeError::ChangedMeanwhile);
    }
    let client = tx.clients().find(&consent.client).await?;
    let client = client.ok_or(ChangeError::NotFound)?;
    let offer = Offer::of_change(&consent, &client, &client.allowed_scopes);
    let offer = acting.limit(offer, now);
    let planned = plan(&consent, offer, &change.choice, change.keeps_end, now)?;
    if !acting.allows_end(&planned.choice) {
        return Err(ChoiceError::EndOutOfRange.into());
    }
    let event = acting.event(deps, ctx, now, action(&consent, &planned));
    let Some(assurance) = assurance(&change, &planned, now) else {
        let refused = about(event, &consent);
        tx.audit(refused.refused([Reason::StepUpRequired])).await?;
        tx.commit().await?;
        return Err(ChangeError::StepUpRequired);
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
    tx.audit(about(event, &next)).await?;
    tx.commit().await?;
    Ok(next)
}

/// Holds a choice against the consent in force, for the page that restates it and for the change itself.
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

fn about(event: AuditEvent, consent: &Consent) -> AuditEvent {
    AuditEvent {
        client: Some(consent.client.clone()),
        consent: Some(consent.id),
        consent_version: Some(consent.version),
        purpose: Some(consent.purpose),
        categories: consent.granted,
        ..event
    }
}
