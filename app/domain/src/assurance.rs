//! How surely and how recently somebody signed in, and which action needs a fresh proof.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    catalogue::{TopicSet, catalogue_enum},
    consent::Choice,
    ids::{AuthorizationRequestId, ConsentId, DelegationId, PasskeyId, PatientId},
};

catalogue_enum! {
    /// How somebody proved who they are, weakest first.
    AuthenticationMethod {
        RecoveryCode = "recovery-code",
        EmailCode = "email-code",
        Password = "password",
        Upstream = "upstream",
        Passkey = "passkey",
    }
}

impl AuthenticationMethod {
    /// RFC 8176 authentication method reference values for the `amr` claim.
    pub const fn amr(self) -> &'static [&'static str] {
        match self {
            Self::RecoveryCode | Self::EmailCode => &["otp"],
            Self::Password => &["pwd"],
            Self::Upstream => &["fed"],
            Self::Passkey => &["hwk", "user"],
        }
    }
}

/// How somebody was authenticated at the moment of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assurance {
    pub method: AuthenticationMethod,
    /// When the proof was given (OpenID Connect Core §2 `auth_time`).
    pub authenticated_at: Timestamp,
}

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

/// What a person is about to do, as far as the proof it needs goes ([step-up](crate::rules#step-up)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepUpAction {
    /// The first approval of an app, without a sensitive topic.
    ApproveFirst,
    /// A renewal, a wider choice, a sensitive topic, or a confirmation after a review.
    ApproveWider,
    /// Decline, narrow, stop, leave: never asks.
    Less,
}

impl StepUpAction {
    /// A proof is fresh for five minutes.
    pub const FRESH_FOR: TimeDelta = TimeDelta::minutes(5);

    /// Whether a proof must be given now, bound to this action.
    ///
    /// `sign_in` is the proof the session rests on; a proof given for the action itself is checked where it is given.
    pub fn needs_proof(self, sign_in: Assurance, now: Timestamp) -> bool {
        match self {
            Self::Less => false,
            Self::ApproveFirst => now - sign_in.authenticated_at > Self::FRESH_FOR,
            Self::ApproveWider => true,
        }
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
    use chrono::DateTime;

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

    #[test]
    fn a_sign_in_counts_for_five_minutes_and_only_for_a_first_approval() {
        let at = DateTime::from_timestamp(1_000_000, 0).unwrap();
        let sign_in = Assurance {
            method: AuthenticationMethod::Password,
            authenticated_at: at,
        };
        let minutes = |n| at + TimeDelta::minutes(n);
        assert!(!StepUpAction::ApproveFirst.needs_proof(sign_in, minutes(5)));
        assert!(StepUpAction::ApproveFirst.needs_proof(sign_in, minutes(6)));
        assert!(StepUpAction::ApproveWider.needs_proof(sign_in, minutes(0)));
        assert!(!StepUpAction::Less.needs_proof(sign_in, minutes(600)));
    }
}
