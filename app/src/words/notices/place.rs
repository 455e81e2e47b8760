//! Where does a notice lead?

use domain::{
    ids::ConsentId,
    notice::{NoticeFacts, NoticeKind},
};

use crate::paths;

/// Where in the portal somebody goes on from the news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    App(ConsentId),
    /// What needs the reader; without a record of their own, whom they act for.
    Home,
    People,
    Security,
    Privacy,
}

impl Place {
    pub fn href(self) -> String {
        match self {
            Self::App(consent) => paths::App(consent).to_string(),
            Self::Home => paths::Home.to_string(),
            Self::People => paths::People.to_string(),
            Self::Security => paths::Security.to_string(),
            Self::Privacy => paths::Privacy.to_string(),
        }
    }
}

/// The place of a notice; nothing where there is no more to see or do than the news.
pub const fn place(kind: NoticeKind, facts: &NoticeFacts) -> Option<Place> {
    match kind {
        NoticeKind::Invited
        | NoticeKind::InvitationAccepted
        | NoticeKind::InvitationDeclined
        | NoticeKind::InvitationWithdrawn
        | NoticeKind::DelegationChanged
        | NoticeKind::DelegationEndsSoon
        | NoticeKind::DelegationEnded
        | NoticeKind::AgeEventAhead
        | NoticeKind::MoreAsked
        | NoticeKind::MoreDeclined => Some(Place::People),
        NoticeKind::PasskeyAdded
        | NoticeKind::PasskeyRemoved
        | NoticeKind::PasswordChanged
        | NoticeKind::AccountRecovered
        | NoticeKind::PasskeyKept
        | NoticeKind::RecoveryCodesMade
        | NoticeKind::UpstreamUnlinked
        | NoticeKind::MailsMuted
        | NoticeKind::AccountActivated
        | NoticeKind::AccountLocked
        | NoticeKind::AccountUnlocked
        | NoticeKind::SessionsEnded
        | NoticeKind::UpstreamLinked
        | NoticeKind::SignInGuessed => Some(Place::Security),
        NoticeKind::PrivacyNoticeChanged => Some(Place::Privacy),
        NoticeKind::RecordMerged | NoticeKind::RecordMoved => Some(Place::Home),
        NoticeKind::AppConnected
        | NoticeKind::FirstRead
        | NoticeKind::ConsentEndsSoon
        | NoticeKind::ConsentEnded
        | NoticeKind::ConsentOnHold
        | NoticeKind::AppSuspended
        | NoticeKind::ReplayDetected
        | NoticeKind::RecordExported
        | NoticeKind::BreakGlass
        | NoticeKind::Activation
        | NoticeKind::AddressInUse
        | NoticeKind::SignInCode => match (facts.consent, &facts.subject) {
            (Some(consent), None) => Some(Place::App(consent)),
            // Somebody else's app has its page among somebody else's pages.
            _ => None,
        },
    }
}
