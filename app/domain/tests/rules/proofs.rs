//! What a proof of the person is given for: one thing, of which a hospital may guard what shares.

use std::collections::BTreeSet;

use domain::{
    catalogue::{DataCategory, SensitiveTopic, TopicSet},
    consent::{AccessChoice, Choice},
    ids::{AuthorizationRequestId, ConsentId, DelegationId, PasskeyId, PatientId},
    proof::{GuardedAction, ProofFor},
};
use uuid::Uuid;

use crate::given::{ada, set};

fn choice(topics: TopicSet) -> Choice {
    Choice {
        categories: set(&[DataCategory::LabResults]),
        topics,
        access: AccessChoice::Days(30),
        period: None,
    }
}

/// One proof for each thing that takes one, with these topics where any can be shared.
fn proofs(topics: TopicSet) -> Vec<(ProofFor, Option<GuardedAction>)> {
    let offer = || "1 0 1".to_owned();
    vec![
        (
            ProofFor::ApproveConsent {
                request: AuthorizationRequestId::from_uuid(Uuid::nil()),
                choice: choice(topics),
            },
            Some(GuardedAction::Share),
        ),
        (
            ProofFor::ChangeConsent {
                consent: ConsentId::from_uuid(Uuid::nil()),
                version: 1,
                choice: choice(topics),
                keeps_end: true,
            },
            Some(GuardedAction::ChangeSharing),
        ),
        (
            ProofFor::InviteCaregiver {
                offer: offer(),
                topics,
            },
            Some(GuardedAction::InviteCaregiver),
        ),
        (
            ProofFor::ExtendDelegation {
                delegation: DelegationId::from_uuid(Uuid::from_u128(4)),
                offer: offer(),
                topics,
            },
            Some(GuardedAction::ExtendCaregiver),
        ),
        (
            ProofFor::ExportRecord {
                patient: ada(),
                topics,
            },
            Some(GuardedAction::ExportRecord),
        ),
        (ProofFor::AddPasskey, None),
        (
            ProofFor::RemovePasskey(PasskeyId::from_uuid(Uuid::nil())),
            None,
        ),
        (ProofFor::ChangePassword, None),
        (ProofFor::MakeRecoveryCodes, None),
        (ProofFor::LinkUpstream, None),
        (ProofFor::UnlinkUpstream, None),
    ]
}

#[test]
fn a_proof_for_one_thing_is_none_for_another() {
    let mut all: Vec<ProofFor> = proofs(TopicSet::EMPTY)
        .into_iter()
        .map(|(proof, _)| proof)
        .collect();
    all.push(ProofFor::ApproveConsent {
        request: AuthorizationRequestId::from_uuid(Uuid::nil()),
        choice: choice(TopicSet::of(SensitiveTopic::Hiv)),
    });
    all.push(ProofFor::ChangeConsent {
        consent: ConsentId::from_uuid(Uuid::nil()),
        version: 1,
        choice: choice(TopicSet::EMPTY),
        keeps_end: false,
    });
    all.push(ProofFor::ExportRecord {
        patient: PatientId::parse("ben").unwrap(),
        topics: TopicSet::EMPTY,
    });
    let names: BTreeSet<String> = all.iter().map(ProofFor::canonical).collect();
    assert_eq!(names.len(), all.len(), "{names:?}");
}

#[test]
fn a_hospital_can_guard_each_act_of_sharing_and_each_topic() {
    for (proof, guards) in proofs(TopicSet::EMPTY) {
        assert!(proof.guarded().eq(guards), "{proof:?}");
        assert_eq!(proof.changes_credentials(), guards.is_none(), "{proof:?}");
    }
    for (proof, guards) in proofs(TopicSet::of(SensitiveTopic::Hiv)) {
        let topic = guards.map(|_| GuardedAction::SensitiveTopic);
        assert!(
            proof.guarded().eq(guards.into_iter().chain(topic)),
            "{proof:?}"
        );
    }
}
