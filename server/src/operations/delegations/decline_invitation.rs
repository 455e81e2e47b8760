//! Declines an invitation. It needs the link only.

use domain::{audit::AuditAction, ids::PersonId, notice::NoticeKind};

use super::invitation_link::LockedInvitation;
use crate::operations::{delegation_notice::DelegationNotice, prelude::*};

pub use super::invitation_link::LinkError;

/// Declines an invitation: its state, the patient's notice and the evidence (`invitation-declined`) are committed in
/// one transaction.
///
/// # Errors
/// [`LinkError`]; a refusal commits its evidence.
pub async fn decline_invitation(
    deps: &Deps,
    ctx: Context,
    person: PersonId,
    link: &str,
) -> Result<(), LinkError> {
    let now = deps.clock.now();
    let action = AuditAction::InvitationDeclined;
    let LockedInvitation {
        tx,
        invitation,
        evidence,
        ..
    } = LockedInvitation::lock(deps, ctx, person, link, action, now).await?;
    let declined = invitation.decline(now).map_err(|_| LinkError::NotOpen)?;
    tx.invitations().save(&declined).await?;
    let notice = DelegationNotice {
        kind: NoticeKind::InvitationDeclined,
        delegation: declined.delegation,
        subject: &declined.subject,
        at: now,
        by_age: false,
        days_ahead: None,
    };
    notice
        .to_patient(deps, &tx, Some(declined.name.clone()), now)
        .await?;
    tx.audit(evidence).await?;
    tx.commit().await?;
    Ok(())
}
