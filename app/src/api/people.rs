//! Inviting, changing and ending caregivers, answering an invitation, and turning to the record of somebody else.

use domain::ids::{AuthorizationRequestId, DelegationId, InvitationId};
use leptos::prelude::*;

use crate::facts::{
    PortalError,
    people::{AskForm, CaregiverForm, InviteForm, Reply},
    proof::ProofForm,
};

#[server(prefix = "/api", endpoint = "invite")]
pub async fn keep_invite(#[server(flatten)] form: InviteForm) -> Result<(), PortalError> {
    use crate::session;
    let people = session::people().await;
    let people = session::or_keep(people, session::Unsent::Invite(&form)).await?;
    let answer = people.keep_invite(form).await;
    session::send_or_back(answer, &crate::paths::Invite)
}

#[server(prefix = "/api", endpoint = "confirm-invite")]
pub async fn send_invite(
    /// The digest of what the page restated: [`seen::invite`](crate::words::seen::invite).
    #[server(default)]
    shown: String,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people().await?.send_invite(shown, proof).await;
    session::send_or_back(answer, &crate::paths::ConfirmInvite)
}

#[server(prefix = "/api", endpoint = "withdraw-invite")]
pub async fn withdraw_invite(invitation: InvitationId) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people().await?.withdraw_invite(invitation).await;
    session::send_or_back(answer, &crate::paths::People)
}

#[server(prefix = "/api", endpoint = "quiet-mode")]
pub async fn set_quiet(on: bool) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people().await?.set_quiet(on).await;
    session::send_or_back(answer, &crate::paths::People)
}

#[server(prefix = "/api", endpoint = "change-helper")]
pub async fn change_caregiver(
    delegation: DelegationId,
    #[server(flatten)] form: CaregiverForm,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people().await?.change(delegation, form).await;
    session::send_or_back(answer, &crate::paths::Caregiver(delegation))
}

#[server(prefix = "/api", endpoint = "confirm-helper")]
pub async fn confirm_caregiver(
    delegation: DelegationId,
    /// The digest of what the page restated: [`seen::caregiver_change`](crate::words::seen::caregiver_change).
    #[server(default)]
    shown: String,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use crate::session;
    let people = session::people().await?;
    let answer = people.confirm(delegation, shown, proof).await;
    session::send_or_back(answer, &crate::paths::ConfirmCaregiver(delegation))
}

#[server(prefix = "/api", endpoint = "end-help")]
pub async fn end_delegation(delegation: DelegationId) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people().await?.end(delegation).await;
    session::send_or_back(answer, &crate::paths::EndDelegation(delegation))
}

#[server(prefix = "/api", endpoint = "ask")]
pub async fn ask_for_more(
    delegation: DelegationId,
    #[server(flatten)] form: AskForm,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people().await?.ask(delegation, form).await;
    session::send_or_back(answer, &crate::paths::AskForMore(delegation))
}

#[server(prefix = "/api", endpoint = "decline-ask")]
pub async fn decline_ask(delegation: DelegationId) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people().await?.decline_ask(delegation).await;
    session::send_or_back(answer, &crate::paths::Caregiver(delegation))
}

#[server(prefix = "/api", endpoint = "answer-invitation")]
pub async fn answer_invitation(
    secret: String,
    #[server(default)] code: String,
    press: Reply,
) -> Result<(), PortalError> {
    use crate::session;
    let people = session::people().await?;
    let answer = match press {
        Reply::Accept => people.accept(secret.clone(), code).await,
        Reply::Decline => people.decline(secret.clone()).await,
    };
    session::send_or_back(answer, &crate::paths::Invitation { secret })
}

#[server(prefix = "/api", endpoint = "act-for")]
pub async fn act_for(delegation: DelegationId) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people().await?.act_for(Some(delegation)).await;
    session::send_or_back(answer, &crate::paths::People)
}

#[server(prefix = "/api", endpoint = "stop-acting")]
pub async fn stop_acting() -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people().await?.act_for(None).await;
    session::send_or_back(answer, &crate::paths::People)
}

/// `record` names a delegation, or is empty for one's own record.
#[server(prefix = "/api", endpoint = "choose-record")]
pub async fn choose_record(
    request: AuthorizationRequestId,
    #[server(default)] record: String,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people()
        .await?
        .choose_record(request, record)
        .await;
    session::send_or_back(answer, &crate::paths::Whose(request))
}

/// Back to the app, for somebody who cannot answer it.
#[server(prefix = "/api", endpoint = "leave-request")]
pub async fn leave_request(request: AuthorizationRequestId) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::people().await?.leave_request(request).await;
    session::send_or_back(answer, &crate::paths::Whose(request))
}
