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
    notice::{Notice, NoticeFacts, NoticeKind, Recipient},
    person::{Email, InvalidEmail, Person, readable_name},
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
};

/// Whom to invite, and to what.
#[derive(Clone, Debug)]
pub struct InviteCaregiver {
    /// As the patient calls them.
    pub name: String,
    pub email: String,
    pub relationship: Relationship,
    pub limits: Limits,
    pub lasting: Lasting,
    /// In which the mail is written.
    pub language: Language,
    pub proof: Option<Proof>,
}

#[derive(Debug, Error)]
pub enum InviteError {
    #[error("the name is empty, too long, or more than one line")]
    Name,
    #[error(transparent)]
    Email(#[from] InvalidEmail),
    #[error("the address is the patient's own")]
    Oneself,
    #[error(transparent)]
    Limits(#[from] LimitsError),
    #[error("somebody with that address was invited already, or helps already")]
    Already,
    #[error("too many invitations were sent in a week")]
    TooMany,
    #[error("a fresh proof of the person is needed")]
    StepUpRequired,
    #[error(transparent)]
    Acting(#[from] ActingError),
}

impl From<StoreError> for InviteError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

impl InviteCaregiver {
    /// That many may be sent in a week, whatever became of them: one that is taken back was mailed all the same.
    pub const A_WEEK: usize = 20;
    const WEEK: TimeDelta = TimeDelta::days(7);

    /// What a proof for this invitation is bound to.
    pub fn proof_for(&self) -> ProofFor {
        let email = self.email.trim().to_ascii_lowercase();
        let (relationship, limits) = (self.relationship.key(), self.limits.canonical());
        let (months, name) = (self.lasting.months(), self.name.trim());
        let offer = format!("{email} {relationship} {limits} {months} {name}");
        ProofFor::InviteCaregiver {
            offer,
            topics: self.limits.topics,
        }
    }

    /// What can be said of it before anything else is known, for the page that restates it.
    ///
    /// # Errors
    /// [`InviteError`] names the first thing that is wrong.
    pub fn check(&self) -> Result<Email, InviteError> {
        let name = self.name.trim();
        // Exactly as it goes out: whoever tidies a name does so before.
        if readable_name(name).as_deref() != Some(name) {
            return Err(InviteError::Name);
        }
        let email = Email::parse(&self.email)?;
        self.limits.check()?;
        Ok(email)
    }
}

/// The invitation, with the code for the patient's eyes. The link is in the mail and nowhere else.
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
    let email = invite.check()?;
    let tx = deps.store.begin().await?;
    let patient = tx.people().find(acting.person).await?;
    let patient = patient.ok_or_else(|| StoreError::Missing {
        table: "person",
        id: acting.person.to_string(),
    })?;
    if email == patient.email {
        return Err(InviteError::Oneself);
    }
    refuse_crowd(&tx, acting, &email, now).await?;
    let invitation = Invitation {
        id: deps.new_id(now),
        delegation: deps.new_id(now),
        subject: acting.subject.clone(),
        name: invite.name.trim().to_owned(),
        email,
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
    if proved.is_none() {
        refuse_unproved(tx, event).await?;
        return Err(InviteError::StepUpRequired);
    }
    let secret = deps.secret(SecretKind::Invitation);
    tx.invitations()
        .insert(&invitation, &secret.digest())
        .await?;
    let mail = mail(deps, &invitation, &patient, invite.language, &secret, now);
    tx.notices().insert(&mail).await?;
    tx.audit(event).await?;
    tx.commit().await?;
    Ok(invitation)
}

/// Nobody twice, and no flood of mails.
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
