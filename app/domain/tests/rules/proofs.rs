//! What a proof of the person is given for: one thing, of which a hospital may guard what shares, and by which method.

use std::{collections::BTreeSet, fmt::Write};

use chrono::TimeDelta;
use domain::{
    assurance::AuthenticationMethod,
    catalogue::{DataCategory, SensitiveTopic, TopicSet},
    consent::{AccessChoice, Choice},
    ids::{AuthorizationRequestId, ConsentId, DelegationId, PasskeyId, PatientId},
    passkey::{Held, Means},
    proof::{GuardedAction, ProofFor},
};
use uuid::Uuid;

use crate::given::{ada, now, set};

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
        (ProofFor::AddPasskey, CREDENTIALS),
        (ProofFor::RemovePasskey(passkey()), CREDENTIALS),
        (
            ProofFor::VouchForPasskey {
                passkey: passkey(),
                let_in_at: now(),
            },
            CREDENTIALS,
        ),
        (ProofFor::KeepPasskey(passkey()), CREDENTIALS),
        (ProofFor::ChangePassword, CREDENTIALS),
        (ProofFor::MakeRecoveryCodes, CREDENTIALS),
        (ProofFor::ChooseSignIn, CREDENTIALS),
        (ProofFor::LinkUpstream, CREDENTIALS),
        (ProofFor::UnlinkUpstream, CREDENTIALS),
        (ProofFor::StopRecovery { begun_at: now() }, None),
        (ProofFor::MuteMails { recovery: None }, None),
        (
            ProofFor::MuteMails {
                recovery: Some(now()),
            },
            None,
        ),
    ]
}

const CREDENTIALS: Option<GuardedAction> = Some(GuardedAction::ChangeCredentials);

fn passkey() -> PasskeyId {
    PasskeyId::from_uuid(Uuid::nil())
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
        assert_eq!(
            proof.changes_credentials(),
            guards == CREDENTIALS,
            "{proof:?}"
        );
    }
    for (proof, guards) in proofs(TopicSet::of(SensitiveTopic::Hiv)) {
        let shares = guards.filter(|guards| Some(*guards) != CREDENTIALS);
        let topic = shares.map(|_| GuardedAction::SensitiveTopic);
        assert!(
            proof.guarded().eq(guards.into_iter().chain(topic)),
            "{proof:?}"
        );
    }
}

const MEANS: [(char, Means); 6] = [
    ('c', Means::By(AuthenticationMethod::RecoveryCode)),
    ('m', Means::By(AuthenticationMethod::EmailCode)),
    ('w', Means::By(AuthenticationMethod::Password)),
    ('u', Means::By(AuthenticationMethod::Upstream)),
    ('n', Means::NewPasskey),
    ('P', Means::By(AuthenticationMethod::Passkey)),
];
const HELD: [Held; 3] = [Held::Nothing, Held::New, Held::Full];

/// What is enough, by a letter each.
fn letters(proof: &ProofFor, held: Held, guarded: &[GuardedAction]) -> String {
    let shown = MEANS.map(|(letter, means)| {
        if proof.accepts(means, held, guarded) {
            letter
        } else {
            '.'
        }
    });
    shown.into_iter().collect()
}

#[test]
fn the_credential_matrix() {
    let mut table = String::from(
        "What proves an action, by whom: who has no passkey, a new one, one of full worth; then the same where all is guarded.\n\
         c paper code, m mailed code, w password, u upstream, n new passkey, P passkey of full worth\n\n",
    );
    for topics in [TopicSet::EMPTY, TopicSet::of(SensitiveTopic::Hiv)] {
        for (proof, guards) in proofs(topics) {
            let shares = guards.is_some() && guards != CREDENTIALS;
            if !topics.is_empty() && !shares {
                continue;
            }
            let name = proof.canonical();
            let name = match proof {
                ProofFor::MuteMails { recovery: Some(_) } => "mute, recovering",
                _ => name.split(' ').next().unwrap(),
            };
            let topic = if topics.is_empty() { "" } else { "topic" };
            write!(table, "{name:<19} {topic:<5}").unwrap();
            for guarded in [&[], GuardedAction::ALL] {
                table.push_str(" |");
                for held in HELD {
                    write!(table, " {}", letters(&proof, held, guarded)).unwrap();
                }
            }
            table.push('\n');
        }
    }
    insta::assert_snapshot!("credential_matrix", table);
}

#[test]
fn where_there_is_a_passkey_nothing_stands_in_for_it_but_an_older_paper_code_that_stops_a_recovery()
{
    for (proof, _) in proofs(TopicSet::EMPTY) {
        let stops = matches!(
            proof,
            ProofFor::StopRecovery { .. } | ProofFor::MuteMails { recovery: Some(_) }
        );
        for (letter, means) in MEANS {
            let full = letter == 'P' || (stops && letter == 'c');
            assert_eq!(
                proof.accepts(means, Held::Full, &[]),
                full,
                "{proof:?} {letter}"
            );
            let vouches = matches!(proof, ProofFor::VouchForPasskey { .. });
            let new = full || (letter == 'n' && !stops && !vouches);
            assert_eq!(
                proof.accepts(means, Held::New, &[]),
                new,
                "{proof:?} {letter}"
            );
        }
    }
}

#[test]
fn what_came_less_than_a_day_before_a_recovery_does_not_stop_it() {
    let day = TimeDelta::hours(24);
    for proof in [
        ProofFor::StopRecovery { begun_at: now() },
        ProofFor::MuteMails {
            recovery: Some(now()),
        },
    ] {
        assert!(proof.accepts_let_in_at(now() - day - TimeDelta::seconds(1)));
        assert!(!proof.accepts_let_in_at(now() - day));
    }
    let vouches = ProofFor::VouchForPasskey {
        passkey: passkey(),
        let_in_at: now(),
    };
    assert!(vouches.accepts_let_in_at(now() - TimeDelta::seconds(1)));
    assert!(!vouches.accepts_let_in_at(now()));
    assert!(ProofFor::AddPasskey.accepts_let_in_at(now()));
}

#[test]
fn a_first_passkey_can_be_added_though_credentials_are_guarded() {
    let guarded = [GuardedAction::ChangeCredentials];
    let password = Means::By(AuthenticationMethod::Password);
    assert!(ProofFor::AddPasskey.accepts(password, Held::Nothing, &guarded));
    assert!(!ProofFor::AddPasskey.accepts(password, Held::New, &guarded));
    assert!(!ProofFor::ChangePassword.accepts(password, Held::Nothing, &guarded));
}

#[test]
fn where_only_passkeys_sign_in_who_has_none_still_comes_in_to_add_one() {
    for method in AuthenticationMethod::ALL.iter().copied() {
        let is_passkey = method == AuthenticationMethod::Passkey;
        assert_eq!(method.signs_in(true, true), is_passkey);
        assert!(method.signs_in(false, true) && method.signs_in(true, false));
    }
}
