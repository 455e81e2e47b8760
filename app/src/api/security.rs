//! A new password, and signing out elsewhere.

use domain::ids::SessionId;
use leptos::prelude::*;

use crate::facts::{PortalError, proof::ProofForm, security::PasswordForm};

#[server(prefix = "/api", endpoint = "change-password")]
pub async fn change_password(
    #[server(flatten)] form: PasswordForm,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::account().await?.change_password(form, proof).await;
    session::send_or_back(answer, &crate::paths::NewPassword)
}

#[server(prefix = "/api", endpoint = "end-session")]
pub async fn end_session(session: SessionId) -> Result<(), PortalError> {
    use crate::session as door;
    let answer = door::account().await?.end_session(session).await;
    door::send_or_back(answer, &crate::paths::Security)
}

#[server(prefix = "/api", endpoint = "choose-sign-in")]
pub async fn choose_sign_in(
    /// "yes" for passkeys alone.
    #[server(default)]
    only_passkeys: String,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use crate::session;
    let only = only_passkeys == "yes";
    let answer = session::account().await?.choose_sign_in(only, proof).await;
    session::send_or_back(answer, &crate::paths::SignInChoice)
}

#[server(prefix = "/api", endpoint = "stop-recovery")]
pub async fn stop_recovery(#[server(flatten)] proof: ProofForm) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::account().await?.stop_recovery(proof).await;
    session::send_or_back(answer, &crate::paths::Security)
}

#[server(prefix = "/api", endpoint = "end-other-sessions")]
pub async fn end_other_sessions() -> Result<(), PortalError> {
    use crate::session;
    let answer = session::account().await?.end_other_sessions().await;
    session::send_or_back(answer, &crate::paths::Security)
}
