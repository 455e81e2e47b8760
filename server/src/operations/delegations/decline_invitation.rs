//! Declines an invitation. It needs the link only.

use domain::{audit::AuditAction, ids::PersonId, notice::NoticeKind};

use super::invitation_link::{Unopened, event, known, opened, presented, refuse};
use crate::operations::{caregiver_news::News, prelude::*};

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
    let person = known(deps, person).await?;
    let Some(secret) = presented(link) else {
        return Err(refuse(deps, ctx, person.id, Unopened::UNKNOWN, action).await);
    };
    let tx = deps.store.begin().await?;
    let found = tx.invitations().lock_by_secret(&secret.digest()).await?;
    let invitation = match opened(found, &person, now) {
        Ok(invitation) => invitation,
        Err(why) => {
            drop(tx);
            return Err(refuse(deps, ctx, person.id, why, action).await);
        }
    };
    let evidence = event(deps, ctx, now, person.id, Some(&invitation), action);
    let declined = invitation.decline(now).map_err(|_| LinkError::NotOpen)?;
    tx.invitations().save(&declined).await?;
    let news = News {
        kind: NoticeKind::InvitationDeclined,
        delegation: declined.delegation,
        subject: &declined.subject,
        at: now,
    };
    news.to_patient(deps, &tx, declined.name.clone(), now)
        .await?;
    tx.audit(evidence).await?;
    tx.commit().await?;
    Ok(())
}
