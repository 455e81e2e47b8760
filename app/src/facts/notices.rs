//! What the person was told, and which mails they want.

use domain::{
    Timestamp,
    ids::NoticeId,
    notice::{NoticeFacts, NoticeKind},
};
use serde::{Deserialize, Serialize};

use super::proof::RequiredProof;

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
    /// After how many days a notice is removed; `None` if it stays.
    pub kept_days: Option<u16>,
    /// Mails that can be turned off, and whether each is on.
    pub mails: Vec<(NoticeKind, bool)>,
    /// For turning one off.
    pub proof: Option<RequiredProof>,
}

/// Which mails to send: those that are ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailsForm {
    #[serde(default)]
    pub mail: Vec<NoticeKind>,
}
