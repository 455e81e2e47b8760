//! Which action is a proof for, which method is strong enough for it, and for which actions may a hospital demand a
//! passkey?

use crate::{
    Timestamp,
    assurance::AuthenticationMethod,
    catalogue::{TopicSet, catalogue_enum},
    consent::Choice,
    ids::{AuthorizationRequestId, ConsentId, DelegationId, PasskeyId, PatientId},
    passkey::{Held, Means},
    recovery::Recovery,
};

catalogue_enum! {
    /// An action for which a hospital may demand a passkey (setting `require_passkey_for`).
    GuardedAction {
        /// Anything that shares a sensitive topic.
        SensitiveTopic = "sensitive-topic",
        /// Approving an authorization request.
        Share = "share",
        /// Changing a consent so that it shares more or for longer, or confirming it.
        ChangeSharing = "change-sharing",
        /// Inviting a caregiver.
        InviteCaregiver = "invite-caregiver",
        /// Widening or extending a delegation.
        ExtendCaregiver = "extend-caregiver",
        /// Saving a copy of a record.
        ExportRecord = "export-record",
        /// Changing how the person can be authenticated; a first passkey can be added all the same.
        ChangeCredentials = "change-credentials",
        /// Signing in, for everybody who has a passkey.
        SignIn = "sign-in",
    }
}

/// The one action that a proof is given for. A proof for one action is worth nothing for another
/// ([step-up](crate::rules#step-up)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofFor {
    /// Approving an authorization request.
    ApproveConsent {
        /// The request.
        request: AuthorizationRequestId,
        /// Exactly what is approved.
        choice: Choice,
    },
    /// Changing a consent so that it shares more or for longer, or confirming it.
    ChangeConsent {
        /// The consent.
        consent: ConsentId,
        /// The version that was shown.
        version: u32,
        /// Exactly what is shared from then on.
        choice: Choice,
        /// Whether the end stays, whatever the choice says of it.
        keeps_end: bool,
    },
    /// Inviting a caregiver.
    InviteCaregiver {
        /// Everything that the delegation would hold, one text per meaning.
        offer: String,
        /// The sensitive topics among it.
        topics: TopicSet,
    },
    /// Widening or extending a delegation, or ending its suspension.
    ExtendDelegation {
        /// The delegation.
        delegation: DelegationId,
        /// Everything that it would hold, one text per meaning.
        offer: String,
        /// The sensitive topics among it.
        topics: TopicSet,
    },
    /// Registering a passkey.
    AddPasskey,
    /// Removing this passkey.
    RemovePasskey(PasskeyId),
    /// Giving full worth to a passkey that a weaker proof let in.
    VouchForPasskey {
        /// The passkey.
        passkey: PasskeyId,
        /// When it was let in: an older one vouches for it.
        let_in_at: Timestamp,
    },
    /// Letting a suspended passkey work again.
    KeepPasskey(PasskeyId),
    /// Setting a new password.
    ChangePassword,
    /// Replacing the paper codes.
    MakeRecoveryCodes,
    /// Choosing whether nothing but a passkey signs in.
    ChooseSignIn,
    /// Linking the identity that the browser brought back from the provider.
    LinkUpstream,
    /// Unlinking the identity at the provider.
    UnlinkUpstream,
    /// Saving a copy of a record.
    ExportRecord {
        /// Whose record.
        patient: PatientId,
        /// The sensitive topics that the copy may hold.
        topics: TopicSet,
    },
    /// Stopping the recoveries of the own account.
    StopRecovery {
        /// When the first of them began.
        begun_at: Timestamp,
    },
    /// Turning mails off.
    MuteMails {
        /// When the first recovery that waits began; `None` if none waits.
        recovery: Option<Timestamp>,
    },
}

impl ProofFor {
    /// Returns one text per action: equal for equal actions only. Challenges and mailed codes are bound to it.
    pub fn canonical(&self) -> String {
        match self {
            Self::ApproveConsent { request, choice } => {
                format!("approve-consent {request} {}", choice.canonical())
            }
            Self::ChangeConsent {
                consent,
                version,
                choice,
                keeps_end,
            } => format!(
                "change-consent {consent} {version} {keeps_end} {}",
                choice.canonical()
            ),
            Self::InviteCaregiver { offer, .. } => format!("invite-caregiver {offer}"),
            Self::ExtendDelegation {
                delegation, offer, ..
            } => {
                format!("extend-delegation {delegation} {offer}")
            }
            Self::AddPasskey => "add-passkey".to_owned(),
            Self::RemovePasskey(passkey) => format!("remove-passkey {passkey}"),
            Self::VouchForPasskey { passkey, let_in_at } => format!(
                "vouch-for-passkey {passkey} {}",
                let_in_at.timestamp_millis()
            ),
            Self::KeepPasskey(passkey) => format!("keep-passkey {passkey}"),
            Self::ChangePassword => "change-password".to_owned(),
            Self::MakeRecoveryCodes => "make-recovery-codes".to_owned(),
            Self::ChooseSignIn => "choose-sign-in".to_owned(),
            Self::LinkUpstream => "link-upstream".to_owned(),
            Self::UnlinkUpstream => "unlink-upstream".to_owned(),
            Self::ExportRecord { patient, topics } => {
                format!("export-record {patient} {:x}", topics.mask())
            }
            Self::StopRecovery { begun_at } => {
                format!("stop-recovery {}", begun_at.timestamp_millis())
            }
            Self::MuteMails { recovery } => {
                let since = recovery.map_or(0, |at| at.timestamp_millis());
                format!("mute-mails {since}")
            }
        }
    }

    /// Returns the guarded actions that it is.
    pub fn guarded(&self) -> impl Iterator<Item = GuardedAction> {
        let (action, topics) = match self {
            Self::ApproveConsent { choice, .. } => (Some(GuardedAction::Share), choice.topics),
            Self::ChangeConsent { choice, .. } => {
                (Some(GuardedAction::ChangeSharing), choice.topics)
            }
            Self::InviteCaregiver { topics, .. } => (Some(GuardedAction::InviteCaregiver), *topics),
            Self::ExtendDelegation { topics, .. } => {
                (Some(GuardedAction::ExtendCaregiver), *topics)
            }
            Self::ExportRecord { topics, .. } => (Some(GuardedAction::ExportRecord), *topics),
            Self::AddPasskey
            | Self::RemovePasskey(_)
            | Self::VouchForPasskey { .. }
            | Self::KeepPasskey(_)
            | Self::ChangePassword
            | Self::MakeRecoveryCodes
            | Self::ChooseSignIn
            | Self::LinkUpstream
            | Self::UnlinkUpstream => (Some(GuardedAction::ChangeCredentials), TopicSet::EMPTY),
            Self::StopRecovery { .. } | Self::MuteMails { .. } => (None, TopicSet::EMPTY),
        };
        let topic = (!topics.is_empty()).then_some(GuardedAction::SensitiveTopic);
        action.into_iter().chain(topic)
    }

    /// Whether it changes how the person can be authenticated.
    pub const fn changes_credentials(&self) -> bool {
        matches!(
            self,
            Self::AddPasskey
                | Self::RemovePasskey(_)
                | Self::VouchForPasskey { .. }
                | Self::KeepPasskey(_)
                | Self::ChangePassword
                | Self::MakeRecoveryCodes
                | Self::ChooseSignIn
                | Self::LinkUpstream
                | Self::UnlinkUpstream
        )
    }

    /// Whether this is enough for it ([step-up](crate::rules#step-up)), where a hospital guards the actions `guarded`, by
    /// somebody who has these passkeys.
    ///
    /// Where there is a passkey, nothing else stands in for it: a new one counts until there is one of full worth. A paper
    /// code together with a mailed one is the way back to an account ([`Recovery`]), and no way around its passkey.
    pub fn accepts(&self, means: Means, held: Held, guarded: &[GuardedAction]) -> bool {
        if means == Means::By(AuthenticationMethod::Passkey) {
            return true;
        }
        if self.let_in_before().is_some() {
            // A password, a mailbox or a new passkey may be what the intruder has.
            let is_paper = means == Means::By(AuthenticationMethod::RecoveryCode);
            return is_paper && !self.changes_credentials();
        }
        // Nobody could ever have a passkey otherwise, nor have one again after a recovery. It is worth this proof for now.
        let lets_one_in = matches!(self, Self::AddPasskey | Self::KeepPasskey(_));
        let is_open = lets_one_in || !self.guarded().any(|action| guarded.contains(&action));
        match held {
            Held::Nothing => is_open,
            Held::New => is_open && means == Means::NewPasskey,
            Held::Full => false,
        }
    }

    /// Returns the moment before which a credential must have been let in to prove it; `None` if any will do. What an
    /// intruder brought must not keep its holder out: it is older by [`Recovery::WAIT`] than the recovery that it stops.
    pub fn let_in_before(&self) -> Option<Timestamp> {
        match self {
            Self::StopRecovery { begun_at } => Some(*begun_at - Recovery::WAIT),
            Self::MuteMails { recovery } => recovery.map(|begun_at| begun_at - Recovery::WAIT),
            Self::VouchForPasskey { let_in_at, .. } => Some(*let_in_at),
            _ => None,
        }
    }

    /// Whether a credential that was let in at this moment is old enough to prove it.
    pub fn accepts_let_in_at(&self, at: Timestamp) -> bool {
        self.let_in_before().is_none_or(|before| at < before)
    }
}
