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

#[server(prefix = "/api", endpoint = "stop-recovery")]
pub async fn stop_recovery() -> Result<(), PortalError> {
    use crate::session;
    let answer = session::account().await?.stop_recovery().await;
    session::send_or_back(answer, &crate::paths::Security)
}

#[server(prefix = "/api", endpoint = "end-other-sessions")]
pub async fn end_other_sessions() -> Result<(), PortalError> {
    use crate::session;
    let answer = session::account().await?.end_other_sessions().await;
    session::send_or_back(answer, &crate::paths::Security)
}
