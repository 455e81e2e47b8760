//! Changing what an app sees, and stopping it.

use domain::ids::ConsentId;
use leptos::prelude::*;

use crate::facts::{PortalError, connected_apps::ChangeForm, proof::ProofForm};

#[server(prefix = "/api", endpoint = "change")]
pub async fn change(
    consent: ConsentId,
    #[server(flatten)] form: ChangeForm,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::patient().await?.change(consent, form).await;
    session::send_or_back(answer, &crate::paths::App(consent))
}

#[server(prefix = "/api", endpoint = "confirm-change")]
pub async fn confirm_change(
    consent: ConsentId,
    /// As for [`super::consent::confirm`].
    #[server(default)]
    shown: String,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::patient()
        .await?
        .confirm_change(consent, shown, proof)
        .await;
    session::send_or_back(answer, &crate::paths::ConfirmChange(consent))
}

#[server(prefix = "/api", endpoint = "stop")]
pub async fn stop(consent: ConsentId) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::patient().await?.stop(consent).await;
    session::send_or_back(answer, &crate::paths::Stop(consent))
}
