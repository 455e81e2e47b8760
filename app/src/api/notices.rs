//! What the person was told, and which mails they want.

use domain::{
    Timestamp,
    ids::NoticeId,
    notice::{NoticeFacts, NoticeKind},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::PortalError;

/// One thing the person was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub id: NoticeId,
    pub kind: NoticeKind,
    pub facts: NoticeFacts,
    pub at: Timestamp,
    pub unread: bool,
}

/// The page of notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesPage {
    /// Newest first; not more than the newest of many.
    pub told: Vec<Told>,
    /// Whether there are older ones.
    pub more: bool,
    /// Mails that can be turned off, and whether each is on.
    pub mails: Vec<(NoticeKind, bool)>,
}

/// Which mails to send: those that are ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailsForm {
    #[serde(default)]
    pub mail: Vec<NoticeKind>,
}

/// Everything up to the newest that the page showed; what came since stays new.
#[server(prefix = "/api", endpoint = "notices-read")]
pub async fn mark_notices_read(up_to: Timestamp) -> Result<(), PortalError> {
    use super::session;
    let answer = session::account().await?.mark_notices_read(up_to).await;
    session::send_or_back(answer, &crate::paths::Notices)
}

#[server(prefix = "/api", endpoint = "choose-mails")]
pub async fn choose_mails(#[server(flatten)] form: MailsForm) -> Result<(), PortalError> {
    use super::session;
    let answer = session::account().await?.choose_mails(form).await;
    session::send_or_back(answer, &crate::paths::Notices)
}
