//! Accepts an invitation: with the link from the mail, the code from the patient, and an account of their own.

use domain::{
    Timestamp,
    audit::AuditAction,
    decision::Reason,
    delegation::{Delegation, Invitation, InvitationError},
    ids::PersonId,
    notice::NoticeKind,
};

use super::{
    invitation_link::{LockedInvitation, Unopened, refuse},
    related_person::write_related_person,
};
use crate::operations::{delegation_notice::DelegationNotice, prelude::*};

pub use super::invitation_link::LinkError;

/// Accepts an invitation: its state, the delegation, the RelatedPerson, the patient's notice and the evidence
/// (`invitation-accepted`) are committed in one transaction. `person` is signed in, `code` is what they typed.
///
/// # Errors
/// [`LinkError`]; every refusal commits its evidence, a wrong code also its count.
pub async fn accept_invitation(
    deps: &Deps,
    ctx: Context,
    person: PersonId,
    link: &str,
    code: &str,
) -> Result<Delegation, LinkError> {
    let now = deps.clock.now();
    let action = AuditAction::InvitationAccepted;
    let LockedInvitation {
        tx,
        person,
        invitation,
        evidence,
    } = LockedInvitation::lock(deps, ctx, person, link, action, now).await?;
    if !invitation.code.is_typed(code) {
        tx.invitations()
            .save(&invitation.count_wrong_code())
            .await?;
        tx.audit(evidence.refused([Reason::StepUpRequired])).await?;
        tx.commit().await?;
        return Err(LinkError::WrongCode);
    }
    let delegation = Delegation::begin(&invitation, person.id, now);
    let accepted = accepted(invitation, now)?;
    tx.invitations().save(&accepted).await?;
    match tx.delegations().insert(&delegation).await {
        Ok(()) => {}
        Err(StoreError::Taken(_)) => {
            drop(tx);
            let why = Unopened::of(accepted, Reason::RoleNotAllowed);
            return Err(refuse(deps, ctx, person.id, why, action).await);
        }
        Err(error) => return Err(error.into()),
    }
    write_related_person(deps, ctx, &tx, &delegation, person.name.as_str()).await?;
    let notice = DelegationNotice {
        kind: NoticeKind::InvitationAccepted,
        delegation: delegation.id,
        subject: &delegation.subject,
        at: now,
        by_age: false,
        days_ahead: None,
    };
    notice
        .to_patient(deps, &tx, Some(accepted.name), now)
        .await?;
    tx.audit(evidence).await?;
    tx.commit().await?;
    Ok(delegation)
}

fn accepted(invitation: Invitation, now: Timestamp) -> Result<Invitation, LinkError> {
    invitation.accept(now).map_err(|error: InvitationError| {
        tracing::error!(%error, "invitation could not be accepted");
        LinkError::NotOpen
    })
}
