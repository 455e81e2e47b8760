//! Making an account with what the hospital sent.

use leptos::prelude::*;

use crate::facts::{
    PortalError, activation::ActivateForm, passkeys::NewPasskeyForm, security::PasswordForm,
};

#[server(prefix = "/api", endpoint = "activate")]
pub async fn activate(#[server(flatten)] form: ActivateForm) -> Result<(), PortalError> {
    use crate::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let back = crate::paths::Activate {
        secret: form.secret.clone(),
    };
    let answer = portal.activation().open(&request, form).await;
    session::send_or_back(answer, &back)
}

#[server(prefix = "/api", endpoint = "mail-activation")]
pub async fn mail_activation(#[server(default)] email: String) -> Result<(), PortalError> {
    use crate::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let answer = portal.activation().mail(&request, email).await;
    session::send_or_back(answer, &crate::paths::BeginAccount)
}

#[server(prefix = "/api", endpoint = "begin-account")]
pub async fn begin_account(#[server(flatten)] form: PasswordForm) -> Result<(), PortalError> {
    use crate::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let answer = portal.activation().begin(&request, form).await;
    session::send_or_back(answer, &crate::paths::BeginAccount)
}

#[server(prefix = "/api", endpoint = "begin-account-passkey")]
pub async fn begin_with_passkey(
    #[server(flatten)] form: NewPasskeyForm,
) -> Result<(), PortalError> {
    use crate::session;
    let (portal, request) = (session::portal()?, session::request()?);
    let answer = portal.activation().begin_with_passkey(&request, form).await;
    session::send_or_back(answer, &crate::paths::BeginAccount)
}
