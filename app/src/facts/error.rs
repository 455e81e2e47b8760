//! The closed list of things that a person can be told when something does not work.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why a page or a form has no answer. The words for each stand in `words::problems`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PortalError {
    /// Nobody is signed in, or the session ended.
    SignInFirst,
    /// There is no such thing, or it is somebody else's: the two look the same.
    NotFound,
    /// The request of an app was answered already, or waited too long.
    RequestOver,
    /// An app asks about a record for which the reader cannot answer.
    NotYoursToAnswer,
    /// The email and the password do not belong together.
    WrongPassword,
    /// A proof is needed and the password field was empty.
    PasswordMissing,
    /// The new password is shorter, or far longer, than a password may be.
    PasswordTooShort,
    /// The new password is what everybody knows about its holder.
    PasswordGuessable,
    /// The new password is one that many people use.
    PasswordCommon,
    /// A code was wrong: which one, and why, is not told.
    WrongCode,
    /// Not wrong at all: a code is on its way by mail.
    CodeSent,
    /// The answer of a passkey was not taken.
    PasskeyFailed,
    /// Nobody has that passkey any more.
    PasskeyUnknown,
    /// This way of proving is not enough for this action.
    ProofTooWeak,
    /// That passkey is too young for this action.
    PasskeyTooNew,
    /// Nothing but a passkey opens this account.
    PasskeyOnly,
    /// Nobody has more passkeys than that.
    TooManyPasskeys,
    /// A name is missing, or is none.
    NameMissing,
    /// A person cannot be called what was typed.
    NameUnfit,
    /// The hospital's own sign-in cannot be reached.
    HospitalAway,
    /// What came back from it cannot be believed, or was not asked for here.
    HospitalRefused,
    /// It worked, and no account belongs to it yet.
    HospitalUnknown,
    /// It belongs to another account.
    HospitalTaken,
    /// It worked, and the record that it names is not here, or not the only one.
    HospitalNoRecord,
    /// It worked, and told no address that an account can have.
    HospitalNoAddress,
    /// Too many wrong passwords in a short time.
    RateLimited,
    /// A form about people lacks something: its page marks what.
    FormIncomplete,
    /// The one-time link of an invitation, for whatever reason.
    LinkDoesNotWork,
    /// A link or a code, with an answer, that opens no account: why is not told.
    ActivationRefused,
    /// Staff locked the account.
    AccountLocked,
    /// Another account got the address or the record meanwhile.
    ActivationTaken,
    /// What was typed is no address that mail can reach.
    EmailUnfit,
    /// The code that goes with an invitation is not the right one.
    WrongInviteCode,
    /// That person is a caregiver already, or is invited already.
    AlreadyCaregiver,
    /// A person invited their own address.
    OwnAddress,
    /// So many invitations wait that there can be no more.
    TooManyInvites,
    /// A caregiver would be left with nothing: that is stopping.
    NothingTicked,
    /// A caregiver asked for no more than they have.
    NothingAsked,
    /// "Share" was pressed with nothing turned on.
    NothingChosen,
    /// The picked end date is missing, past, or too far away.
    DateOutOfRange,
    /// The picked start of the data is missing or lies ahead.
    PeriodOutOfRange,
    /// More was sent than the page offered.
    NotOffered,
    /// Something changed since the page was opened: look again before you decide.
    ChangedMeanwhile,
    /// The form could not be read.
    UnreadableForm,
    /// Nothing could be read or written; nothing changed.
    Unavailable,
    /// So many people do the same that this one did not get a turn.
    Busy,
    /// The browser could not reach the server.
    Offline,
}

impl PortalError {
    pub const ALL: &[Self] = &[
        Self::SignInFirst,
        Self::NotFound,
        Self::RequestOver,
        Self::NotYoursToAnswer,
        Self::WrongPassword,
        Self::PasswordMissing,
        Self::PasswordTooShort,
        Self::PasswordGuessable,
        Self::PasswordCommon,
        Self::WrongCode,
        Self::CodeSent,
        Self::PasskeyFailed,
        Self::PasskeyUnknown,
        Self::ProofTooWeak,
        Self::PasskeyTooNew,
        Self::PasskeyOnly,
        Self::TooManyPasskeys,
        Self::NameMissing,
        Self::NameUnfit,
        Self::HospitalAway,
        Self::HospitalRefused,
        Self::HospitalUnknown,
        Self::HospitalTaken,
        Self::HospitalNoRecord,
        Self::HospitalNoAddress,
        Self::RateLimited,
        Self::FormIncomplete,
        Self::LinkDoesNotWork,
        Self::ActivationRefused,
        Self::AccountLocked,
        Self::ActivationTaken,
        Self::EmailUnfit,
        Self::WrongInviteCode,
        Self::AlreadyCaregiver,
        Self::OwnAddress,
        Self::TooManyInvites,
        Self::NothingTicked,
        Self::NothingAsked,
        Self::NothingChosen,
        Self::DateOutOfRange,
        Self::PeriodOutOfRange,
        Self::NotOffered,
        Self::ChangedMeanwhile,
        Self::UnreadableForm,
        Self::Unavailable,
        Self::Busy,
        Self::Offline,
    ];

    /// The name in the `problem` parameter of the page that a form comes back to.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SignInFirst => "sign-in-first",
            Self::NotFound => "not-found",
            Self::RequestOver => "request-over",
            Self::NotYoursToAnswer => "not-yours-to-answer",
            Self::WrongPassword => "wrong-password",
            Self::PasswordMissing => "password-missing",
            Self::PasswordTooShort => "password-too-short",
            Self::PasswordGuessable => "password-guessable",
            Self::PasswordCommon => "password-common",
            Self::WrongCode => "wrong-code",
            Self::CodeSent => "code-sent",
            Self::PasskeyFailed => "passkey-failed",
            Self::PasskeyUnknown => "passkey-unknown",
            Self::ProofTooWeak => "proof-too-weak",
            Self::PasskeyTooNew => "passkey-too-new",
            Self::PasskeyOnly => "passkey-only",
            Self::TooManyPasskeys => "too-many-passkeys",
            Self::NameMissing => "name-missing",
            Self::NameUnfit => "name-unfit",
            Self::HospitalAway => "hospital-away",
            Self::HospitalRefused => "hospital-refused",
            Self::HospitalUnknown => "hospital-unknown",
            Self::HospitalTaken => "hospital-taken",
            Self::HospitalNoRecord => "hospital-no-record",
            Self::HospitalNoAddress => "hospital-no-address",
            Self::RateLimited => "too-many-tries",
            Self::FormIncomplete => "form-incomplete",
            Self::LinkDoesNotWork => "link-does-not-work",
            Self::ActivationRefused => "activation-refused",
            Self::AccountLocked => "account-locked",
            Self::ActivationTaken => "activation-taken",
            Self::EmailUnfit => "email-unfit",
            Self::WrongInviteCode => "wrong-invite-code",
            Self::AlreadyCaregiver => "already-helps",
            Self::OwnAddress => "own-address",
            Self::TooManyInvites => "too-many-invites",
            Self::NothingTicked => "nothing-ticked",
            Self::NothingAsked => "nothing-asked",
            Self::NothingChosen => "nothing-chosen",
            Self::DateOutOfRange => "date-out-of-range",
            Self::PeriodOutOfRange => "period-out-of-range",
            Self::NotOffered => "not-offered",
            Self::ChangedMeanwhile => "changed-meanwhile",
            Self::UnreadableForm => "unreadable-form",
            Self::Unavailable => "unavailable",
            Self::Busy => "busy",
            Self::Offline => "offline",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|error| error.key() == key)
    }

    /// The status that a page with this error is answered with.
    pub const fn status(self) -> u16 {
        match self {
            Self::SignInFirst => 401,
            Self::NotFound | Self::NotYoursToAnswer | Self::LinkDoesNotWork => 404,
            Self::RequestOver => 410,
            Self::ChangedMeanwhile | Self::AlreadyCaregiver => 409,
            Self::RateLimited => 429,
            Self::Unavailable | Self::Busy | Self::Offline | Self::HospitalAway => 503,
            Self::WrongPassword
            | Self::PasswordMissing
            | Self::PasswordTooShort
            | Self::PasswordGuessable
            | Self::PasswordCommon
            | Self::WrongCode
            | Self::CodeSent
            | Self::PasskeyFailed
            | Self::PasskeyUnknown
            | Self::ProofTooWeak
            | Self::PasskeyTooNew
            | Self::PasskeyOnly
            | Self::TooManyPasskeys
            | Self::NameMissing
            | Self::NameUnfit
            | Self::HospitalRefused
            | Self::HospitalUnknown
            | Self::HospitalTaken
            | Self::HospitalNoRecord
            | Self::HospitalNoAddress
            | Self::FormIncomplete
            | Self::ActivationRefused
            | Self::AccountLocked
            | Self::ActivationTaken
            | Self::EmailUnfit
            | Self::WrongInviteCode
            | Self::OwnAddress
            | Self::TooManyInvites
            | Self::NothingTicked
            | Self::NothingAsked
            | Self::NothingChosen
            | Self::DateOutOfRange
            | Self::PeriodOutOfRange
            | Self::NotOffered
            | Self::UnreadableForm => 422,
        }
    }
}

impl FromServerFnError for PortalError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::UnreadableForm,
            // On the server it is the question that cannot be read, in the browser the answer.
            ServerFnErrorErr::Deserialization(_) if cfg!(feature = "ssr") => Self::UnreadableForm,
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::Serialization(_)
            | ServerFnErrorErr::Response(_) => Self::Unavailable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PortalError;

    #[test]
    fn every_error_reads_back_from_its_key() {
        for error in PortalError::ALL.iter().copied() {
            assert_eq!(PortalError::from_key(error.key()), Some(error));
        }
    }
}
