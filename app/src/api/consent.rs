//! The answer to an app that asks, and the counts for a choice on the way to it.

use domain::ids::AuthorizationRequestId;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::facts::{
    PortalError,
    choice::ChoiceForm,
    consent::{Press, Preview},
    proof::ProofForm,
};

#[server(prefix = "/api", endpoint = "preview", input = Json)]
pub async fn count_preview(
    request: AuthorizationRequestId,
    choice: ChoiceForm,
) -> Result<Preview, PortalError> {
    crate::session::patient()
        .await?
        .preview(request, choice)
        .await
}

#[server(prefix = "/api", endpoint = "decide")]
pub async fn decide(
    request: AuthorizationRequestId,
    press: Press,
    /// The digest of what the page showed: [`seen::consent`](crate::words::seen::consent).
    #[server(default)]
    shown: String,
    /// Under which delegation the page was made; empty for one's own record.
    #[server(default)]
    acting: String,
    #[server(flatten)] choice: ChoiceForm,
) -> Result<(), PortalError> {
    use crate::session;
    let patient = session::patient_for_request(request).await;
    let patient = session::or_keep(patient, session::Unsent::Choice(request, &choice)).await?;
    if let Some(cookie) = patient.forget_kept_choice() {
        session::add_cookie(&cookie)?;
    }
    let answer = match (session::record_changed(&*patient, &acting, request), press) {
        (Some(answer), _) => Ok(answer),
        (None, Press::Deny) => patient.deny(request).await,
        (None, Press::Count) => patient.count(request, choice).await,
        (None, Press::Share) => patient.share(request, choice, shown).await,
    };
    session::send_or_back(answer, &crate::paths::Consent(request))
}

/// The answer to an app that asks who somebody is.
#[server(prefix = "/api", endpoint = "identify")]
pub async fn identify(
    request: AuthorizationRequestId,
    press: Press,
    /// The digest of what the page showed: [`seen::identify`](crate::words::seen::identify).
    #[server(default)]
    shown: String,
) -> Result<(), PortalError> {
    use crate::session;
    let people = session::people().await?;
    let answer = match press {
        Press::Share => people.identify(request, shown).await,
        Press::Deny | Press::Count => people.keep_unknown(request).await,
    };
    session::send_or_back(answer, &crate::paths::Identify(request))
}

#[server(prefix = "/api", endpoint = "confirm")]
pub async fn confirm(
    request: AuthorizationRequestId,
    #[server(default)] press: Press,
    /// As for [`decide`].
    #[server(default)]
    acting: String,
    /// The digest of what the page restated: [`seen::confirm`](crate::words::seen::confirm).
    #[server(default)]
    shown: String,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use crate::session;
    let patient = session::patient_for_request(request).await?;
    let answer = match (session::record_changed(&*patient, &acting, request), press) {
        (Some(answer), _) => Ok(answer),
        (None, Press::Deny) => patient.deny(request).await,
        (None, Press::Count | Press::Share) => patient.approve(request, shown, proof).await,
    };
    session::send_or_back(answer, &crate::paths::ConfirmConsent(request))
}
