//! Begins the account of somebody whom the hospital's sign-in knows and we do not: the record that it names becomes theirs, or
//! the role of staff. An address or a name names no record.

use domain::{
    Timestamp,
    activation::ActivationBasis,
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    ids::PatientId,
    language::Language,
    name::PersonName,
    notice::{NoticeFacts, NoticeKind},
    person::{Email, Person},
    upstream::{LinkedIdentity, UpstreamClaims, UpstreamSignIn},
};

use super::{
    claimed_record::claimed_record, enrol_error::EnrolError, withdraw_activation::withdraw_of,
};
use crate::{operations::prelude::*, passwords::Passwords, store::LetsIn};

/// Begins the account, linked to the identity, in the caller's transaction: with the evidence (`account-activated` or
/// `staff-added`, `upstream-linked`) and the notice. `None` if the claims name neither a record nor a role.
///
/// # Errors
/// [`EnrolError`]; [`StoreError::Taken`] if another sign-in was first, with the same record, address or identity.
pub(super) async fn enrol_upstream(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    sign_in: &UpstreamSignIn,
    language: Language,
    now: Timestamp,
) -> Result<Option<Person>, EnrolError> {
    let claims = &sign_in.claims;
    let patient = claimed_record(deps, tx, claims).await?;
    let role = claims.role()?;
    if patient.is_none() && role.is_none() {
        return Ok(None);
    }
    if let Some(patient) = &patient
        && tx.people().find_by_patient(patient).await?.is_some()
    {
        return Err(EnrolError::RecordTaken(patient.clone()));
    }
    let (email, name) = told(tx, claims, patient.as_ref()).await?;
    let person = Person {
        id: deps.new_id(now),
        email,
        name,
        language: claims.language.unwrap_or(language),
        patient,
        role,
        created_at: now,
    };
    tx.people().insert(&person, &Passwords::none()).await?;
    if let Some(patient) = &person.patient {
        // The record has its account: a letter to it opens nothing any more.
        let own = (patient, Some(ActivationBasis::Own));
        withdraw_of(deps, ctx, tx, own, (Actor::System, None), now).await?;
    }
    link(deps, tx, ctx, &person, sign_in, now).await?;
    Ok(Some(person))
}

/// The address and the display name of the account.
async fn told(
    tx: &Tx,
    claims: &UpstreamClaims,
    patient: Option<&PatientId>,
) -> Result<(Email, PersonName), EnrolError> {
    let email = claims.email.clone().ok_or(EnrolError::Nameless)?;
    if tx.people().find_by_email(&email).await?.is_some() {
        return Err(EnrolError::AddressTaken);
    }
    let in_record = match patient {
        Some(patient) => tx.people().name_of_patient(patient).await?,
        None => None,
    };
    let name = in_record.or_else(|| claims.name.clone());
    Ok((email, name.ok_or(EnrolError::Nameless)?))
}

async fn link(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    sign_in: &UpstreamSignIn,
    now: Timestamp,
) -> Result<(), StoreError> {
    let linked = LinkedIdentity {
        identity: sign_in.identity.clone(),
        person: person.id,
        linked_at: now,
        used_at: now,
        said: sign_in.said.clone(),
    };
    tx.upstream().link(&linked).await?;
    let method = sign_in.assurance(now).method;
    let lets_in = LetsIn::UpstreamLink(person.id);
    tx.decided_by().save(lets_in, method, now).await?;
    let begun = match person.role {
        Some(_) => AuditAction::StaffAdded,
        None => AuditAction::AccountActivated,
    };
    for action in [begun, AuditAction::UpstreamLinked] {
        tx.audit(event(deps, ctx, person, action, now)).await?;
    }
    let facts = NoticeFacts {
        at: Some(now),
        ..NoticeFacts::default()
    };
    let kind = NoticeKind::AccountActivated;
    let notice = deps.notice(now, person.id, kind, person.id, facts);
    tx.notices().insert(&notice).await
}

pub(super) fn event(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    action: AuditAction,
    now: Timestamp,
) -> AuditEvent {
    AuditEvent {
        subject: person.patient.clone(),
        account: Some(person.id),
        ..deps.event(ctx, now, Actor::System, action)
    }
}
