//! Getting back in without the usual way: an address, a code or two, and a new password.

use domain::recovery::Step;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{PortalError, security::PasswordForm};

/// Where it starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryStart {
    /// What was typed before, here or when signing in.
    pub email: String,
}

/// How far this browser's attempt has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryPage {
    pub step: Step,
}

#[server(prefix = "/api", endpoint = "begin-recovery")]
pub async fn begin_recovery(#[server(default)] email: String) -> Result<(), PortalError> {
    use super::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let answer = portal.recovery().begin(&request, email).await;
    session::send_or_back(answer, &crate::paths::Recovery)
}

#[server(prefix = "/api", endpoint = "check-recovery")]
pub async fn check_recovery(#[server(default)] code: String) -> Result<(), PortalError> {
    use super::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let answer = portal.recovery().check(&request, code).await;
    session::send_or_back(answer, &crate::paths::RecoveryNext)
}

#[server(prefix = "/api", endpoint = "recover")]
pub async fn recover(#[server(flatten)] form: PasswordForm) -> Result<(), PortalError> {
    use super::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let answer = portal.recovery().recover(&request, form).await;
    session::send_or_back(answer, &crate::paths::RecoveryNext)
}
