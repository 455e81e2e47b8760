//! Adding the hospital's own sign-in to an account, and taking it away.

use leptos::prelude::*;

use crate::facts::{PortalError, proof::ProofForm};

#[server(prefix = "/api", endpoint = "add-hospital")]
pub async fn add_hospital(#[server(flatten)] proof: ProofForm) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::account().await?.add_hospital(proof).await;
    session::send_or_back(answer, &crate::paths::Hospital)
}

#[server(prefix = "/api", endpoint = "remove-hospital")]
pub async fn remove_hospital(#[server(flatten)] proof: ProofForm) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::account().await?.remove_hospital(proof).await;
    session::send_or_back(answer, &crate::paths::Hospital)
}
