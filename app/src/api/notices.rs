//! What was read, and which mails to send.

use domain::Timestamp;
use leptos::prelude::*;

use crate::facts::{PortalError, notices::MailsForm, proof::ProofForm};

/// Everything up to the newest that the page showed; what came since stays new.
#[server(prefix = "/api", endpoint = "notices-read")]
pub async fn mark_notices_read(up_to: Timestamp) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::account().await?.mark_notices_read(up_to).await;
    session::send_or_back(answer, &crate::paths::Notices)
}

#[server(prefix = "/api", endpoint = "choose-mails")]
pub async fn choose_mails(
    #[server(flatten)] form: MailsForm,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::account().await?.choose_mails(form, proof).await;
    session::send_or_back(answer, &crate::paths::Notices)
}
