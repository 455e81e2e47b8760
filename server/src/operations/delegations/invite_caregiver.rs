//! Invites a caregiver: a link by mail that works once, and a code that the patient tells in person.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    delegation::{
        Invitation, InvitationCode, InvitationState, InvitationStatus, Lasting, Limits,
        LimitsError, Relationship,
    },
    language::Language,
    name::PersonName,
    notice::{Notice, NoticeFacts, NoticeKind, Recipient},
    person::{Email, Person},
    proof::ProofFor,
};
use thiserror::Error;

use crate::{
    operations::{
        acting::{Acting, ActingError},
        prelude::*,
        proof::refuse_unproved,
    },
    secret::{Secret, SecretKind},
    store::LetsIn,
};

/// Whom to invite, to which limits, for how long.
#[derive(Clone, Debug)]
pub struct InviteCaregiver {
    /// The name of the invited person, as the patient gives it.
    pub name: PersonName,
    /// Where the link goes.
    pub email: Email,
    /// Who the invited person is to the patient.
    pub relationship: Relationship,
    /// How far the delegation will go.
    pub limits: Limits,
    /// How long it will last.
    pub lasting: Lasting,
    /// The language of the mail.
    pub language: Language,
    /// A proof given for this action, if one was.
    pub proof: Option<Proof>,
}

/// Why nobody is invited.
#[derive(Debug, Error)]
pub enum InviteError {
    /// The address is the patient's own.
    #[error("the address is the patient's own")]
    Oneself,
    /// These limits cannot be given.
    #[error(transparent)]
    Limits(#[from] LimitsError),
    /// That address has a pending invitation, or its account a live delegation.
    #[error("somebody with that address was invited already, or helps already")]
    Already,
    /// [`InviteCaregiver::A_WEEK`] invitations were sent within a week.
    #[error("rate limit: too many invitations in a week")]
    TooMany,
    /// The proof is missing, for another action, too old or too weak (rule 14).
    #[error("step-up required: a fresh proof of the person is needed")]
    StepUpRequired,
    /// This person may not do it on that record: see [`ActingError`].
    #[error(transparent)]
    Acting(#[from] ActingError),
}

impl From<StoreError> for InviteError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

impl InviteCaregiver {
    /// The most invitations of one patient within a week, also withdrawn ones: each was mailed.
    pub const A_WEEK: usize = 20;
    const WEEK: TimeDelta = TimeDelta::days(7);

    /// Returns what a proof for this invitation is bound to.
    pub fn proof_for(&self) -> ProofFor {
        let (email, name) = (&self.email, &self.name);
        let (relationship, limits) = (self.relationship.key(), self.limits.canonical());
        let months = self.lasting.months();
        let offer = format!("{email} {relationship} {limits} {months} {name}");
        ProofFor::InviteCaregiver {
            offer,
            topics: self.limits.topics,
        }
    }
}

/// Invites a caregiver: the invitation, its mail and the evidence (`invitation-sent`) are committed in one transaction.
/// Returns the invitation with the code for the patient; the link is in the mail and nowhere else.
pub async fn invite_caregiver(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    invite: InviteCaregiver,
) -> Result<Invitation, InviteError> {
    let now = deps.clock.now();
    acting
        .require_own(deps, ctx, AuditAction::InvitationSent)
        .await?;
    invite.limits.check()?;
    let tx = deps.store.begin().await?;
    let patient = tx.people().find(acting.person).await?;
    let patient = patient.ok_or_else(|| StoreError::Missing {
        table: "person",
        id: acting.person.to_string(),
    })?;
    if invite.email == patient.email {
        return Err(InviteError::Oneself);
    }
    refuse_crowd(&tx, acting, &invite.email, now).await?;
    let invitation = Invitation {
        id: deps.new_id(now),
        delegation: deps.new_id(now),
        subject: acting.subject.clone(),
        name: invite.name.clone(),
        email: invite.email.clone(),
        relationship: invite.relationship,
        limits: invite.limits,
        until: invite.lasting.ends_at(now),
        sent_at: now,
        code: InvitationCode::of_chance(chance(deps)),
        wrong_codes: 0,
        state: InvitationState::Sent,
    };
    let event = AuditEvent {
        delegation: Some(invitation.delegation),
        categories: invitation.limits.categories,
        ..acting.event(deps, ctx, now, AuditAction::InvitationSent)
    };
    let action = invite.proof_for();
    let proved = invite
        .proof
        .and_then(|proof| proof.of(acting.person, &action, now));
    let Some(proved) = proved else {
        refuse_unproved(tx, event).await?;
        return Err(InviteError::StepUpRequired);
    };
    let secret = deps.secret(SecretKind::Invitation);
    tx.invitations()
        .insert(&invitation, &secret.digest())
        .await?;
    let lets_in = LetsIn::Delegation(invitation.delegation);
    tx.decided_by().save(lets_in, proved.method, now).await?;
    let mail = mail(deps, &invitation, &patient, invite.language, &secret, now);
    tx.notices().insert(&mail).await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(invitation)
}

/// Refuses a second invitation of one person, and more than [`InviteCaregiver::A_WEEK`].
async fn refuse_crowd(
    tx: &Tx,
    acting: &Acting,
    email: &Email,
    now: Timestamp,
) -> Result<(), InviteError> {
    let sent = tx.invitations().of_subject(&acting.subject).await?;
    let waits = |one: &Invitation| one.status(now) == InvitationStatus::Waiting;
    if sent.iter().any(|one| one.email == *email && waits(one)) {
        return Err(InviteError::Already);
    }
    let of_late = |one: &&Invitation| now - one.sent_at < InviteCaregiver::WEEK;
    if sent.iter().filter(of_late).count() >= InviteCaregiver::A_WEEK {
        return Err(InviteError::TooMany);
    }
    let Some((known, _)) = tx.people().find_by_email(email).await? else {
        return Ok(());
    };
    let delegations = tx.delegations().of_subject(&acting.subject).await?;
    let is_caregiver =
        |one: &domain::delegation::Delegation| one.caregiver == known.id && one.is_live(now);
    if delegations.iter().any(is_caregiver) {
        return Err(InviteError::Already);
    }
    Ok(())
}

fn chance(deps: &Deps) -> u64 {
    let mut bytes = [0; 8];
    deps.entropy.fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

fn mail(
    deps: &Deps,
    invitation: &Invitation,
    patient: &Person,
    language: Language,
    secret: &Secret,
    now: Timestamp,
) -> Notice {
    Notice {
        id: deps.new_id(now),
        to: Recipient::Address {
            email: invitation.email.clone(),
            language,
        },
        kind: NoticeKind::Invited,
        facts: NoticeFacts {
            person: Some(invitation.name.clone()),
            subject: Some(patient.name.clone()),
            at: Some(invitation.sent_at + Invitation::LASTS),
            delegation: Some(invitation.delegation),
            ..NoticeFacts::default()
        },
        secret: Some(format!(
            "{}/invitation/{}",
            deps.config.issuer(),
            secret.expose()
        )),
        key: format!("{} {}", NoticeKind::Invited.key(), invitation.id),
        created_at: now,
    }
}
