//! Getting back in without the usual way.

use leptos::prelude::*;

use crate::facts::{PortalError, security::PasswordForm};

#[server(prefix = "/api", endpoint = "begin-recovery")]
pub async fn begin_recovery(#[server(default)] email: String) -> Result<(), PortalError> {
    use crate::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let answer = portal.recovery().begin(&request, email).await;
    session::send_or_back(answer, &crate::paths::Recovery)
}

#[server(prefix = "/api", endpoint = "check-recovery")]
pub async fn check_recovery(#[server(default)] code: String) -> Result<(), PortalError> {
    use crate::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let answer = portal.recovery().check(&request, code).await;
    session::send_or_back(answer, &crate::paths::RecoveryNext)
}

#[server(prefix = "/api", endpoint = "recover")]
pub async fn recover(#[server(flatten)] form: PasswordForm) -> Result<(), PortalError> {
    use crate::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let answer = portal.recovery().recover(&request, form).await;
    session::send_or_back(answer, &crate::paths::RecoveryNext)
}
