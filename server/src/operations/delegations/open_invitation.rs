//! Shows an invitation to the invited person, before they accept or decline.

use domain::{
    Timestamp,
    audit::AuditAction,
    delegation::{Limits, Relationship},
    ids::PersonId,
    name::PersonName,
};

use super::invitation_link::{known, opened, presented, refuse};
use crate::operations::prelude::*;

pub use super::invitation_link::LinkError;

/// An invitation as the invited person sees it.
#[derive(Clone, Debug)]
pub struct OpenInvitation {
    /// Display name of the patient who invites.
    pub subject: Option<PersonName>,
    /// Who the invited person is to the patient.
    pub relationship: Relationship,
    /// How far the delegation would go.
    pub limits: Limits,
    /// When it would end.
    pub until: Timestamp,
}

/// Returns the invitation behind a link, for the signed-in person it is meant for. It changes nothing.
///
/// # Errors
/// [`LinkError`]; a refusal commits its evidence.
pub async fn open_invitation(
    deps: &Deps,
    ctx: Context,
    person: PersonId,
    link: &str,
) -> Result<OpenInvitation, LinkError> {
    let now = deps.clock.now();
    let person = known(deps, person).await?;
    let reader = deps.store.read();
    let found = match presented(link) {
        Some(secret) => {
            reader
                .invitations()
                .find_by_secret(&secret.digest())
                .await?
        }
        None => None,
    };
    let invitation = match opened(found, &person, now) {
        Ok(invitation) => invitation,
        Err(why) => {
            let action = AuditAction::InvitationAccepted;
            return Err(refuse(deps, ctx, person.id, why, action).await);
        }
    };
    let subject = reader.people().name_of_patient(&invitation.subject).await?;
    Ok(OpenInvitation {
        subject,
        relationship: invitation.relationship,
        limits: invitation.limits,
        until: invitation.until,
    })
}
