//! What somebody proves who they are for, and what a hospital may ask a passkey for.

use crate::{
    assurance::AuthenticationMethod,
    catalogue::{TopicSet, catalogue_enum},
    consent::Choice,
    ids::{AuthorizationRequestId, ConsentId, DelegationId, PasskeyId, PatientId},
};

catalogue_enum! {
    /// What a hospital may ask a passkey for, and nothing weaker.
    GuardedAction {
        SensitiveTopic = "sensitive-topic",
        Share = "share",
        ChangeSharing = "change-sharing",
        InviteCaregiver = "invite-caregiver",
        ExtendCaregiver = "extend-caregiver",
        ExportRecord = "export-record",
    }
}

/// What a proof of the person is given for. It counts for exactly this, so that a proof for one thing cannot be spent
/// on another ([step-up](crate::rules#step-up)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofFor {
    ApproveConsent {
        request: AuthorizationRequestId,
        choice: Choice,
    },
    ChangeConsent {
        consent: ConsentId,
        version: u32,
        choice: Choice,
        keeps_end: bool,
    },
    /// `offer` is everything that the invited person would be given, in one form per meaning; `topics` is what of it is
    /// sensitive.
    InviteCaregiver {
        offer: String,
        topics: TopicSet,
    },
    ExtendDelegation {
        delegation: DelegationId,
        offer: String,
        topics: TopicSet,
    },
    AddPasskey,
    RemovePasskey(PasskeyId),
    ChangePassword,
    MakeRecoveryCodes,
    LinkUpstream,
    UnlinkUpstream,
    /// `topics` is what of the copy may be sensitive.
    ExportRecord {
        patient: PatientId,
        topics: TopicSet,
    },
}

impl ProofFor {
    /// The same for the same action only: what a challenge is bound to.
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

    /// What of it a hospital may guard by a passkey.
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

    /// Whether it changes how the person proves who they are.
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

    /// Whether this way of proving is enough for it.
    ///
    /// Mail alone never changes the credentials of somebody who has a passkey: a mailbox must not be the weaker door.
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
