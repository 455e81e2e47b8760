//! What a person is told without asking: in the portal's list and by mail. It never holds what a record says.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    catalogue::catalogue_enum,
    ids::{ConsentId, DelegationId, NoticeId, PersonId},
    language::Language,
    person::Email,
};

catalogue_enum! {
    /// What there is to tell. The words for each stand in `words::notices`.
    NoticeKind {
        AppConnected = "app-connected",
        /// An app read something for the first time.
        FirstRead = "first-read",
        ConsentEndsSoon = "consent-ends-soon",
        ConsentEnded = "consent-ended",
        /// A consent waits for the person's answer.
        ConsentOnHold = "consent-on-hold",
        /// To somebody who may have no account yet; carries the one-time link.
        Invited = "invited",
        InvitationAccepted = "invitation-accepted",
        InvitationDeclined = "invitation-declined",
        InvitationWithdrawn = "invitation-withdrawn",
        DelegationChanged = "delegation-changed",
        DelegationEndsSoon = "delegation-ends-soon",
        DelegationEnded = "delegation-ended",
        /// A birthday will narrow, suspend or end a guardian's access.
        AgeEventAhead = "age-event-ahead",
        MoreAsked = "more-asked",
        MoreDeclined = "more-declined",
        PasskeyAdded = "passkey-added",
        PasskeyRemoved = "passkey-removed",
        PasswordChanged = "password-changed",
        AccountRecovered = "account-recovered",
        UpstreamLinked = "upstream-linked",
        /// A refresh token came back a second time.
        ReplayDetected = "replay-detected",
        BreakGlass = "break-glass",
        /// Carries a one-time code; by mail only.
        SignInCode = "sign-in-code",
    }
}

impl NoticeKind {
    /// What a person cannot turn off: it guards the account, or was asked for a moment ago.
    pub const fn is_always_sent(self) -> bool {
        matches!(
            self,
            Self::Invited
                | Self::PasskeyAdded
                | Self::PasskeyRemoved
                | Self::PasswordChanged
                | Self::AccountRecovered
                | Self::UpstreamLinked
                | Self::ReplayDetected
                | Self::BreakGlass
                | Self::SignInCode
        )
    }

    /// A mail that comes later than this is worth nothing.
    pub const fn mail_is_good_for(self) -> TimeDelta {
        match self {
            Self::SignInCode => TimeDelta::minutes(10),
            _ => TimeDelta::days(2),
        }
    }

    /// Whether it stands in the portal's list; a code or a link is only for the mail.
    pub const fn is_listed(self) -> bool {
        !matches!(self, Self::Invited | Self::SignInCode)
    }
}

/// When a mail that could not be sent is tried again, counted from the try: a day of waiting in all.
const RETRIES: [TimeDelta; 6] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(6),
    TimeDelta::hours(15),
];

/// How long after its `tries`-th try a mail is tried again; `None` if that was the last one.
pub fn retry_after(tries: u32) -> Option<TimeDelta> {
    let place = usize::try_from(tries).ok()?.checked_sub(1)?;
    RETRIES.get(place).copied()
}

catalogue_enum! {
    /// What became of a notice's mail.
    MailState {
        Waiting = "waiting",
        Sent = "sent",
        /// The person does not want it, or there is no way to send mail.
        Off = "off",
        Failed = "failed",
    }
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    Person(PersonId),
    /// An address that may belong to nobody here.
    Address {
        email: Email,
        language: Language,
    },
}

/// The names and dates of a notice. No health content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeFacts {
    /// The app, by its registered name.
    pub app: Option<String>,
    /// The other person, by name.
    pub person: Option<String>,
    /// Whose record it is about, by name, if that is not the one who is told.
    pub subject: Option<String>,
    /// When it happened or will happen.
    pub at: Option<Timestamp>,
    pub consent: Option<ConsentId>,
    pub delegation: Option<DelegationId>,
}

/// Something to tell somebody, once.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: NoticeId,
    pub to: Recipient,
    pub kind: NoticeKind,
    pub facts: NoticeFacts,
    /// A link or a code that only the mail may carry; forgotten once it is sent.
    pub secret: Option<String>,
    /// The same for the same news: a second notice with this key is not told.
    pub key: String,
    pub created_at: Timestamp,
}

impl std::fmt::Debug for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notice")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_tried_for_a_day_and_then_given_up() {
        let waits: Vec<TimeDelta> = (1..).map_while(retry_after).collect();
        assert!(waits.is_sorted());
        let all = waits.iter().sum::<TimeDelta>();
        assert!(TimeDelta::hours(23) < all && all < TimeDelta::hours(24));
    }

    #[test]
    fn what_guards_the_account_cannot_be_turned_off() {
        for kind in [
            NoticeKind::PasskeyRemoved,
            NoticeKind::PasswordChanged,
            NoticeKind::BreakGlass,
        ] {
            assert!(kind.is_always_sent() && kind.is_listed());
        }
        assert!(!NoticeKind::FirstRead.is_always_sent());
    }
}
