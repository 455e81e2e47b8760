//! As the parent, for passkeys and codes.

use app::facts::PortalError;

use super::{of_begin_session, of_password_error, unavailable};
use crate::operations::{
    credentials::{
        add_passkey::AddPasskeyError, begin_passkey::BeginPasskeyError, mail_code::MailCodeError,
        make_recovery_codes::MakeCodesError, prove_with_passkey::PasskeyProofError,
        remove_passkey::RemovePasskeyError, rename_passkey::RenamePasskeyError,
        settle_passkey::SettlePasskeyError, stop_recovery::StopRecoveryError,
        vouch_for_passkey::VouchError,
    },
    notices::choose_mails::ChooseMailsError,
    sign_in::{begin_passkey_sign_in::BeginSignInError, sign_in_with_passkey::PasskeySignInError},
};

pub(in crate::portal) fn of_mail_code(error: MailCodeError) -> PortalError {
    match error {
        MailCodeError::TooMany => PortalError::RateLimited,
        MailCodeError::NotEnough => PortalError::ProofTooWeak,
        MailCodeError::Store(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_passkey_proof(error: PasskeyProofError) -> PortalError {
    match error {
        PasskeyProofError::Refused => PortalError::PasskeyFailed,
        PasskeyProofError::NotEnough => PortalError::PasskeyTooNew,
        PasskeyProofError::Store(error) => unavailable(error),
        PasskeyProofError::Evidence(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_begin_sign_in(error: BeginSignInError) -> PortalError {
    match error {
        BeginSignInError::TooMany => PortalError::RateLimited,
        BeginSignInError::Passkey(error) => unavailable(error),
        BeginSignInError::Store(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_passkey_sign_in(error: PasskeySignInError) -> PortalError {
    match error {
        PasskeySignInError::Unknown => PortalError::PasskeyUnknown,
        PasskeySignInError::Refused => PortalError::PasskeyFailed,
        PasskeySignInError::TooNew => PortalError::PasskeyTooNew,
        PasskeySignInError::Begin(error) => of_begin_session(error),
        PasskeySignInError::Store(error) => unavailable(error),
        PasskeySignInError::Evidence(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_begin_passkey(error: BeginPasskeyError) -> PortalError {
    match error {
        BeginPasskeyError::StepUpRequired => PortalError::PasswordMissing,
        BeginPasskeyError::TooMany => PortalError::TooManyPasskeys,
        BeginPasskeyError::Passkey(error) => unavailable(error),
        BeginPasskeyError::Store(error) => unavailable(error),
        BeginPasskeyError::Evidence(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_add_passkey(error: AddPasskeyError) -> PortalError {
    match error {
        AddPasskeyError::Refused => PortalError::PasskeyFailed,
        AddPasskeyError::Store(error) => unavailable(error),
        AddPasskeyError::Evidence(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_rename_passkey(error: RenamePasskeyError) -> PortalError {
    match error {
        RenamePasskeyError::NotFound => PortalError::NotFound,
        RenamePasskeyError::Store(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_remove_passkey(error: RemovePasskeyError) -> PortalError {
    match error {
        RemovePasskeyError::NotFound => PortalError::NotFound,
        RemovePasskeyError::StepUpRequired => PortalError::PasswordMissing,
        RemovePasskeyError::Store(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_vouch(error: VouchError) -> PortalError {
    match error {
        VouchError::NotFound => PortalError::NotFound,
        VouchError::StepUpRequired => PortalError::PasswordMissing,
        VouchError::Store(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_settle_passkey(error: SettlePasskeyError) -> PortalError {
    match error {
        SettlePasskeyError::NotFound => PortalError::NotFound,
        SettlePasskeyError::StepUpRequired => PortalError::PasswordMissing,
        SettlePasskeyError::Store(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_stop_recovery(error: StopRecoveryError) -> PortalError {
    match error {
        StopRecoveryError::StepUpRequired => PortalError::PasswordMissing,
        StopRecoveryError::Store(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_choose_mails(error: ChooseMailsError) -> PortalError {
    match error {
        ChooseMailsError::StepUpRequired => PortalError::PasswordMissing,
        ChooseMailsError::Store(error) => unavailable(error),
    }
}

pub(in crate::portal) fn of_make_codes(error: MakeCodesError) -> PortalError {
    match error {
        MakeCodesError::StepUpRequired => PortalError::PasswordMissing,
        MakeCodesError::Password(error) => of_password_error(error),
        MakeCodesError::Store(error) => unavailable(error),
    }
}
