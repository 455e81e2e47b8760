//! Which action is a proof for, and for which actions may a hospital demand a passkey?

use crate::{
    assurance::AuthenticationMethod,
    catalogue::{TopicSet, catalogue_enum},
    consent::Choice,
    ids::{AuthorizationRequestId, ConsentId, DelegationId, PasskeyId, PatientId},
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
    /// Setting a new password.
    ChangePassword,
    /// Replacing the paper codes.
    MakeRecoveryCodes,
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
            Self::ChangePassword => "change-password".to_owned(),
            Self::MakeRecoveryCodes => "make-recovery-codes".to_owned(),
            Self::LinkUpstream => "link-upstream".to_owned(),
            Self::UnlinkUpstream => "unlink-upstream".to_owned(),
            Self::ExportRecord { patient, topics } => {
                format!("export-record {patient} {:x}", topics.mask())
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
            | Self::ChangePassword
            | Self::MakeRecoveryCodes
            | Self::LinkUpstream
            | Self::UnlinkUpstream => (None, TopicSet::EMPTY),
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
                | Self::ChangePassword
                | Self::MakeRecoveryCodes
                | Self::LinkUpstream
                | Self::UnlinkUpstream
        )
    }

    /// Whether this method is strong enough for it, where a hospital guards the actions `guarded`.
    ///
    /// A code by mail alone never changes the credentials of an account with a passkey: the mailbox must not be the
    /// weaker way in.
    pub fn accepts(
        &self,
        method: AuthenticationMethod,
        has_passkey: bool,
        guarded: &[GuardedAction],
    ) -> bool {
        let needs_passkey = self.guarded().any(|action| guarded.contains(&action));
        let by_mail_alone = method == AuthenticationMethod::EmailCode;
        (method == AuthenticationMethod::Passkey || !needs_passkey)
            && !(by_mail_alone && has_passkey && self.changes_credentials())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::SensitiveTopic;

    fn export() -> ProofFor {
        ProofFor::ExportRecord {
            patient: PatientId::parse("maria").unwrap(),
            topics: TopicSet::EMPTY,
        }
    }

    #[test]
    fn mail_alone_does_not_change_the_credentials_of_somebody_with_a_passkey() {
        use AuthenticationMethod::{EmailCode, Passkey, Password, RecoveryCode};
        for method in [Passkey, Password, RecoveryCode] {
            assert!(ProofFor::AddPasskey.accepts(method, true, &[]));
        }
        assert!(!ProofFor::AddPasskey.accepts(EmailCode, true, &[]));
        assert!(ProofFor::AddPasskey.accepts(EmailCode, false, &[]));
        assert!(export().accepts(EmailCode, true, &[]));
    }

    #[test]
    fn what_is_guarded_takes_a_passkey_only() {
        let guarded = [GuardedAction::ExportRecord];
        for method in AuthenticationMethod::ALL.iter().copied() {
            let enough = export().accepts(method, true, &guarded);
            assert_eq!(enough, method == AuthenticationMethod::Passkey);
            assert!(
                ProofFor::RemovePasskey(PasskeyId::from_uuid(uuid::Uuid::nil()))
                    .accepts(method, false, &guarded)
            );
        }
    }

    #[test]
    fn a_topic_is_guarded_whoever_gets_it() {
        let guarded = [GuardedAction::SensitiveTopic];
        let delegation = DelegationId::from_uuid(uuid::Uuid::nil());
        for topics in [TopicSet::EMPTY, TopicSet::of(SensitiveTopic::Hiv)] {
            let offer = String::new;
            for action in [
                ProofFor::InviteCaregiver {
                    offer: offer(),
                    topics,
                },
                ProofFor::ExtendDelegation {
                    delegation,
                    offer: offer(),
                    topics,
                },
                ProofFor::ExportRecord {
                    patient: PatientId::parse("maria").unwrap(),
                    topics,
                },
            ] {
                let password = action.accepts(AuthenticationMethod::Password, true, &guarded);
                assert_eq!(password, topics.is_empty(), "{action:?}");
                assert!(action.accepts(AuthenticationMethod::Passkey, true, &guarded));
            }
        }
    }
}
