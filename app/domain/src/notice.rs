//! Notices: what a person learns without asking, in the portal's list and by mail. No content of a record.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    catalogue::catalogue_enum,
    ids::{ConsentId, DelegationId, NoticeId, PersonId},
    language::Language,
    name::{AppName, PersonName},
    person::Email,
};

catalogue_enum! {
    /// What a notice is about. The words for each stand in `words::notices`.
    NoticeKind {
        /// An app exchanged its code for tokens under a consent.
        AppConnected = "app-connected",
        /// A client read something under a consent for the first time.
        FirstRead = "first-read",
        /// A consent ends within [`Consent::ENDS_SOON`](crate::consent::Consent::ENDS_SOON).
        ConsentEndsSoon = "consent-ends-soon",
        /// A consent expired, or was revoked by somebody other than the recipient.
        ConsentEnded = "consent-ended",
        /// A consent is suspended until the recipient confirms it.
        ConsentOnHold = "consent-on-hold",
        /// The hospital suspended a client that was connected.
        AppSuspended = "app-suspended",
        /// An invitation, to an address that may have no account yet; carries the one-time link.
        Invited = "invited",
        /// To the patient: the invited person accepted.
        InvitationAccepted = "invitation-accepted",
        /// To the patient: the invited person declined.
        InvitationDeclined = "invitation-declined",
        /// To the invited person: the patient withdrew the invitation.
        InvitationWithdrawn = "invitation-withdrawn",
        /// A delegation has other limits, another end, or another state.
        DelegationChanged = "delegation-changed",
        /// A delegation ends in 30 or 7 days.
        DelegationEndsSoon = "delegation-ends-soon",
        /// A delegation ended.
        DelegationEnded = "delegation-ended",
        /// A birthday will narrow, suspend or end a guardian's access.
        AgeEventAhead = "age-event-ahead",
        /// To the patient: a caregiver asks for wider limits or a later end.
        MoreAsked = "more-asked",
        /// To the caregiver: the patient declined to widen.
        MoreDeclined = "more-declined",
        /// The account has a new passkey.
        PasskeyAdded = "passkey-added",
        /// The account lost a passkey.
        PasskeyRemoved = "passkey-removed",
        /// A suspended passkey of the account works again.
        PasskeyKept = "passkey-kept",
        /// The account has new paper codes.
        RecoveryCodesMade = "recovery-codes-made",
        /// The account has a new password.
        PasswordChanged = "password-changed",
        /// An account recovery began or finished.
        AccountRecovered = "account-recovered",
        /// An identity of the hospital's sign-in was linked to the account.
        UpstreamLinked = "upstream-linked",
        /// The account and its identity of the hospital's sign-in were separated.
        UpstreamUnlinked = "upstream-unlinked",
        /// A copy of the record was saved.
        RecordExported = "record-exported",
        /// Mails were turned off.
        MailsMuted = "mails-muted",
        /// Strangers tried to sign in to the account until a rate limit stopped them. Told once a day.
        SignInGuessed = "sign-in-guessed",
        /// A code or a refresh token was used a second time, and its grant ended.
        ReplayDetected = "replay-detected",
        /// A clinician opened the record in an emergency (rule 13, not built yet).
        BreakGlass = "break-glass",
        /// The hospital opened the way to an account; carries the one-time link.
        Activation = "activation",
        /// An account came of an activation.
        AccountActivated = "account-activated",
        /// Somebody with an activation typed the address of an account that there is.
        AddressInUse = "address-in-use",
        /// Staff locked the account: nobody can sign in, and apps go on until they are stopped.
        AccountLocked = "account-locked",
        /// Staff unlocked the account.
        AccountUnlocked = "account-unlocked",
        /// Staff signed out every browser of the account.
        SessionsEnded = "sessions-ended",
        /// To a patient: the hospital's privacy notice has a new version.
        PrivacyNoticeChanged = "privacy-notice-changed",
        /// Staff put another record and the recipient's together: what was shared waits for a new yes.
        RecordMerged = "record-merged",
        /// The account has another record, or none: what was shared from the old one has ended.
        RecordMoved = "record-moved",
        /// Carries a one-time code; by mail only.
        SignInCode = "sign-in-code",
    }
}

impl NoticeKind {
    /// Whether the mail goes out whatever the recipient chose: it guards the account, or they asked for it a moment
    /// ago.
    pub const fn is_always_sent(self) -> bool {
        matches!(
            self,
            Self::Invited
                | Self::InvitationAccepted
                | Self::PasskeyAdded
                | Self::PasskeyRemoved
                | Self::PasskeyKept
                | Self::RecoveryCodesMade
                | Self::PasswordChanged
                | Self::AccountRecovered
                | Self::UpstreamLinked
                | Self::UpstreamUnlinked
                | Self::RecordExported
                | Self::MailsMuted
                | Self::SignInGuessed
                | Self::ReplayDetected
                | Self::BreakGlass
                | Self::Activation
                | Self::AccountActivated
                | Self::AddressInUse
                | Self::AccountLocked
                | Self::AccountUnlocked
                | Self::SessionsEnded
                | Self::RecordMerged
                | Self::RecordMoved
                | Self::SignInCode
        )
    }

    /// Whether anything here writes it yet: what nothing writes is promised nowhere.
    pub const fn is_written(self) -> bool {
        !matches!(self, Self::BreakGlass)
    }

    /// How long a mailed code is valid.
    pub const CODE_FOR: TimeDelta = TimeDelta::minutes(10);

    /// How long after the notice its mail is still worth sending: as long as its code is valid, 2 days otherwise.
    pub const fn mail_is_good_for(self) -> TimeDelta {
        match self {
            Self::SignInCode => Self::CODE_FOR,
            _ => TimeDelta::days(2),
        }
    }

    /// Whether the portal lists it. A one-time code or link goes by mail only.
    pub const fn is_listed(self) -> bool {
        !matches!(self, Self::Invited | Self::Activation | Self::SignInCode)
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

/// How long after the `tries`-th failed attempt a mail is sent again; `None` if that was the last one.
pub fn retry_after(tries: u32) -> Option<TimeDelta> {
    let place = usize::try_from(tries).ok()?.checked_sub(1)?;
    RETRIES.get(place).copied()
}

catalogue_enum! {
    /// The state of a notice's mail.
    MailState {
        /// In the outbox, to be sent or tried again.
        Waiting = "waiting",
        /// The mail server took it.
        Sent = "sent",
        /// Not sent: the recipient turned such mails off, or no mail server is set.
        Off = "off",
        /// Given up: all attempts failed, or it is later than [`NoticeKind::mail_is_good_for`].
        Failed = "failed",
    }
}

/// To whom a notice goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The holder of an account.
    Person(PersonId),
    /// A mail address that may belong to no account.
    Address {
        /// Where the mail goes.
        email: Email,
        /// The language of the mail: an address has chosen none.
        language: Language,
    },
}

/// The names and dates of a notice. No health content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeFacts {
    /// The app, by its registered name.
    pub app: Option<AppName>,
    /// The other person: a caregiver by the name that the patient gave.
    pub person: Option<PersonName>,
    /// The patient whose record it is about, by name; `None` if that is the recipient.
    pub subject: Option<PersonName>,
    /// When it happened or will happen, if the sentence names a time.
    pub at: Option<Timestamp>,
    /// The consent that its link opens.
    pub consent: Option<ConsentId>,
    /// The delegation that its link opens.
    pub delegation: Option<DelegationId>,
    /// A birthday did it, and no person.
    #[serde(default)]
    pub by_age: bool,
}

/// One notice to one recipient.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its row in the outbox.
    pub id: NoticeId,
    /// To whom it goes.
    pub to: Recipient,
    /// What it is about.
    pub kind: NoticeKind,
    /// What its sentence names.
    pub facts: NoticeFacts,
    /// A link or a code that only the mail may carry; erased once it is sent.
    pub secret: Option<String>,
    /// Equal for the same news: a second notice with this key is dropped.
    pub key: String,
    /// When it was written; [`NoticeKind::mail_is_good_for`] counts from here.
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

/// A notice on its way by mail.
#[derive(Clone)]
pub struct Mail {
    /// Its notice.
    pub id: NoticeId,
    /// Where it goes.
    pub to: Email,
    /// The recipient; `None` for an address that may have no account.
    pub person: Option<PersonId>,
    /// Display name of that person.
    pub reader: Option<PersonName>,
    /// The language of its text.
    pub language: Language,
    /// What it is about.
    pub kind: NoticeKind,
    /// What its sentences name.
    pub facts: NoticeFacts,
    /// The link or code that it carries.
    pub secret: Option<String>,
    /// When the notice was written.
    pub told_at: Timestamp,
}

/// Says nothing of the secret and of whom it goes to.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
