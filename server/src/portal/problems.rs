//! What a person is told when an operation says no. Each list is complete, so that a new error needs a sentence.

mod passkeys;

use app::facts::PortalError;
use domain::{
    consent::{ChoiceError, RequestError},
    password::WeakPassword,
};

use crate::{
    operations::{
        acting::ActingError,
        connect::{
            approve_consent::ApproveError, choose::ChooseError, consent_offer::OfferError,
            deny_consent::DenyError,
        },
        consents::{change_consent::ChangeError, show_connected_app::ShowError},
        credentials::{change_password::ChangePasswordError, verify_password::ProofError},
        delegations::{
            accept_invitation::LinkError, act_for::ActForError, ask_for_more::AskError,
            change_delegation::ChangeDelegationError, decline_more::DeclineMoreError,
            invite_caregiver::InviteError, open_account::OpenAccountError,
            withdraw_invitation::WithdrawError,
        },
        records::export_record::ExportError,
        sign_in::{
            link_upstream::LinkError as UpstreamLinkError, session_error::BeginSessionError,
            sign_in_with_password::SignInError, unlink_upstream::UnlinkError,
        },
    },
    passwords::PasswordError,
};

pub(super) use passkeys::*;

/// Nothing could be read or written; the log says why.
pub(super) fn unavailable(error: impl std::error::Error) -> PortalError {
    tracing::error!(error = %Chain(&error), "portal operation failed");
    PortalError::Unavailable
}

/// An error with what caused it.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

/// Nobody's fault: too many passwords wait to be hashed, or one could not be.
pub(super) fn of_password_error(error: PasswordError) -> PortalError {
    match error {
        PasswordError::Busy => {
            tracing::warn!("password not hashed: too many wait");
            PortalError::Busy
        }
        error => unavailable(error),
    }
}

pub(super) fn of_choice(error: ChoiceError) -> PortalError {
    match error {
        ChoiceError::Nothing => PortalError::NothingChosen,
        ChoiceError::NotOffered => PortalError::NotOffered,
        ChoiceError::EndOutOfRange | ChoiceError::TooLongForSensitive => {
            PortalError::DateOutOfRange
        }
        ChoiceError::PeriodOutOfRange => PortalError::PeriodOutOfRange,
    }
}

pub(super) fn of_offer(error: OfferError) -> PortalError {
    match error {
        OfferError::NotFound => PortalError::NotFound,
        OfferError::OthersDecision(_) | OfferError::MayNot => PortalError::NotYoursToAnswer,
        OfferError::Over(
            RequestError::Expired
            | RequestError::Answered
            | RequestError::Replayed { .. }
            | RequestError::NotApproved,
        )
        | OfferError::ClientSuspended => PortalError::RequestOver,
        OfferError::Acting(error) => of_acting(error),
    }
}

pub(super) fn of_export(error: ExportError) -> PortalError {
    match error {
        ExportError::StepUpRequired => PortalError::PasswordMissing,
        ExportError::Acting(error) => of_acting(error),
        ExportError::Store(error) => unavailable(error),
        ExportError::Evidence(error) => unavailable(error),
    }
}

/// What somebody may not do is not there.
pub(super) fn of_acting(error: ActingError) -> PortalError {
    match error {
        ActingError::Refused(_) => PortalError::NotFound,
        ActingError::Store(error) => unavailable(error),
        ActingError::Evidence(error) => unavailable(error),
    }
}

pub(super) fn of_choose(error: ChooseError) -> PortalError {
    match error {
        ChooseError::Offer(error) => of_offer(error),
        ChooseError::Choice(error) => of_choice(error),
    }
}

pub(super) fn of_approve(error: ApproveError) -> PortalError {
    match error {
        ApproveError::Offer(error) => of_offer(error),
        ApproveError::Choice(error) => of_choice(error),
        ApproveError::StepUpRequired | ApproveError::DemandUnmet => PortalError::PasswordMissing,
        // Ours to get right: the text and its digest are made together.
        error @ ApproveError::OtherWords => unavailable(error),
        ApproveError::ChangedMeanwhile | ApproveError::Changed(_) => PortalError::ChangedMeanwhile,
    }
}

pub(super) fn of_change(error: ChangeError) -> PortalError {
    match error {
        ChangeError::NotFound => PortalError::NotFound,
        ChangeError::Over | ChangeError::ChangedMeanwhile => PortalError::ChangedMeanwhile,
        ChangeError::Choice(error) => of_choice(error),
        ChangeError::StepUpRequired => PortalError::PasswordMissing,
        ChangeError::Acting(error) => of_acting(error),
    }
}

pub(super) fn of_show(error: ShowError) -> PortalError {
    match error {
        ShowError::NotFound => PortalError::NotFound,
        ShowError::Acting(error) => of_acting(error),
    }
}

pub(super) fn of_deny(error: DenyError) -> PortalError {
    match error {
        DenyError::NotFound => PortalError::NotFound,
        DenyError::Over(_) => PortalError::RequestOver,
        DenyError::Store(error) => unavailable(error),
    }
}

pub(super) fn of_begin_session(error: BeginSessionError) -> PortalError {
    match error {
        BeginSessionError::Locked => PortalError::AccountLocked,
        BeginSessionError::Store(error) => unavailable(error),
        BeginSessionError::Evidence(error) => unavailable(error),
    }
}

pub(super) fn of_sign_in(error: SignInError) -> PortalError {
    match error {
        SignInError::Refused => PortalError::WrongPassword,
        SignInError::RateLimited => PortalError::RateLimited,
        SignInError::PasskeyOnly => PortalError::PasskeyOnly,
        SignInError::Begin(error) => of_begin_session(error),
        SignInError::Password(error) => of_password_error(error),
        SignInError::Store(error) => unavailable(error),
        SignInError::Evidence(error) => unavailable(error),
    }
}

pub(super) fn of_weak(error: WeakPassword) -> PortalError {
    match error {
        WeakPassword::TooShort | WeakPassword::TooLong => PortalError::PasswordTooShort,
        WeakPassword::Guessable => PortalError::PasswordGuessable,
        WeakPassword::Common => PortalError::PasswordCommon,
    }
}

pub(super) fn of_open_account(error: OpenAccountError) -> PortalError {
    match error {
        OpenAccountError::NotOpen => PortalError::LinkDoesNotWork,
        OpenAccountError::Taken => PortalError::SignInFirst,
        OpenAccountError::RateLimited => PortalError::RateLimited,
        OpenAccountError::Weak(error) => of_weak(error),
        OpenAccountError::Password(error) => of_password_error(error),
        OpenAccountError::Store(error) => unavailable(error),
        OpenAccountError::Evidence(error) => unavailable(error),
    }
}

pub(super) fn of_password(error: ChangePasswordError) -> PortalError {
    match error {
        ChangePasswordError::Weak(error) => of_weak(error),
        ChangePasswordError::StepUpRequired => PortalError::PasswordMissing,
        ChangePasswordError::Password(error) => of_password_error(error),
        ChangePasswordError::Store(error) => unavailable(error),
        ChangePasswordError::Evidence(error) => unavailable(error),
    }
}

pub(super) fn of_proof(error: ProofError) -> PortalError {
    match error {
        ProofError::Wrong => PortalError::WrongPassword,
        ProofError::WrongCode => PortalError::WrongCode,
        ProofError::NotEnough => PortalError::ProofTooWeak,
        ProofError::RateLimited => PortalError::RateLimited,
        ProofError::Password(error) => of_password_error(error),
        ProofError::Store(error) => unavailable(error),
        ProofError::Evidence(error) => unavailable(error),
    }
}

pub(super) fn of_upstream_link(error: UpstreamLinkError) -> PortalError {
    match error {
        UpstreamLinkError::NothingWaits => PortalError::HospitalRefused,
        UpstreamLinkError::StepUpRequired => PortalError::PasswordMissing,
        UpstreamLinkError::Taken => PortalError::HospitalTaken,
        UpstreamLinkError::Store(error) => unavailable(error),
    }
}

pub(super) fn of_unlink(error: UnlinkError) -> PortalError {
    match error {
        UnlinkError::NotLinked => PortalError::ChangedMeanwhile,
        UnlinkError::StepUpRequired => PortalError::PasswordMissing,
        UnlinkError::Store(error) => unavailable(error),
    }
}

pub(super) fn of_invite(error: InviteError) -> PortalError {
    match error {
        InviteError::Limits(_) => PortalError::FormIncomplete,
        InviteError::Oneself => PortalError::OwnAddress,
        InviteError::Already => PortalError::AlreadyCaregiver,
        InviteError::TooMany => PortalError::TooManyInvites,
        InviteError::StepUpRequired => PortalError::PasswordMissing,
        InviteError::Acting(error) => of_acting(error),
    }
}

pub(super) fn of_withdraw(error: WithdrawError) -> PortalError {
    match error {
        WithdrawError::NotFound => PortalError::NotFound,
        WithdrawError::Over => PortalError::ChangedMeanwhile,
        WithdrawError::Acting(error) => of_acting(error),
    }
}

pub(super) fn of_change_delegation(error: ChangeDelegationError) -> PortalError {
    match error {
        ChangeDelegationError::NotFound => PortalError::NotFound,
        ChangeDelegationError::Over => PortalError::ChangedMeanwhile,
        ChangeDelegationError::Limits(_) => PortalError::NothingTicked,
        ChangeDelegationError::StepUpRequired => PortalError::PasswordMissing,
        ChangeDelegationError::Acting(error) => of_acting(error),
    }
}

pub(super) fn of_decline_more(error: DeclineMoreError) -> PortalError {
    match error {
        DeclineMoreError::NotFound => PortalError::ChangedMeanwhile,
        DeclineMoreError::Acting(error) => of_acting(error),
    }
}

pub(super) fn of_ask(error: AskError) -> PortalError {
    match error {
        AskError::NotFound => PortalError::NotFound,
        AskError::NothingMore | AskError::Limits(_) => PortalError::NothingAsked,
        AskError::Store(error) => unavailable(error),
    }
}

pub(super) fn of_link(error: LinkError) -> PortalError {
    match error {
        LinkError::NotOpen => PortalError::LinkDoesNotWork,
        LinkError::WrongCode => PortalError::WrongInviteCode,
        LinkError::Store(error) => unavailable(error),
        LinkError::Evidence(error) => unavailable(error),
    }
}

pub(super) fn of_act_for(error: ActForError) -> PortalError {
    match error {
        ActForError::NotFound => PortalError::NotFound,
        ActForError::Acting(error) => of_acting(error),
    }
}
