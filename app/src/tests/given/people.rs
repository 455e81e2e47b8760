//! Caregivers and guardians, and the ways in which somebody shows who they are.

use domain::{
    catalogue::{CategorySet, DataCategory, SensitiveTopic},
    delegation::{Basis, DelegationEndCause, DelegationStatus, Limits, Relationship},
};

use super::{ceremony, days, delegation_id, holding, some_limits};
use crate::facts::{
    connected_apps::LastLook,
    people::{DelegationEnded, DelegationFacts, Ticks},
    proof::{PasskeyChallenge, RequiredProof},
};

pub(crate) fn ticks() -> Ticks {
    Ticks {
        kinds: vec![
            (DataCategory::LabResults, holding(12)),
            (DataCategory::Medications, holding(1)),
            (DataCategory::Appointments, holding(0)),
        ],
        topics: vec![SensitiveTopic::MentalHealth, SensitiveTopic::Hiv],
    }
}

/// Rui, for Maria, as Maria sees it.
pub(crate) fn delegation(n: u128, name: &str, status: DelegationStatus) -> DelegationFacts {
    let ended = match status {
        DelegationStatus::Ended => Some(Some(DelegationEndCause::EndedByPatient)),
        DelegationStatus::Expired | DelegationStatus::Lapsed => Some(None),
        _ => None,
    };
    DelegationFacts {
        id: delegation_id(n),
        name: name.to_owned(),
        by_me: false,
        relationship: Relationship::Friend,
        basis: Basis::Invited,
        status,
        limits: some_limits(),
        since: days(-60),
        topics_until: days(30),
        until: if status == DelegationStatus::EndsSoon {
            days(5)
        } else {
            days(120)
        },
        last_look: Some(LastLook {
            at: days(-1),
            categories: CategorySet::of(DataCategory::LabResults),
            count: 3,
        }),
        ended: ended.map(|cause| DelegationEnded {
            at: days(-2),
            cause,
        }),
        quiet: false,
    }
}

/// A parent, by law.
pub(crate) fn guardian(n: u128, name: &str) -> DelegationFacts {
    DelegationFacts {
        basis: Basis::Guardian,
        relationship: Relationship::Parent,
        limits: Limits::of_a_child(),
        topics_until: days(2000),
        until: days(2000),
        last_look: None,
        ..delegation(n, name, DelegationStatus::Active)
    }
}

pub(crate) fn by_password() -> RequiredProof {
    RequiredProof {
        password: true,
        code: true,
        mail: true,
        ..no_way()
    }
}

pub(crate) fn by_passkey() -> RequiredProof {
    RequiredProof {
        passkey: Some(PasskeyChallenge {
            ceremony: ceremony(),
            options: "{}".to_owned(),
        }),
        has_passkey: true,
        ..no_way()
    }
}

/// A passkey that is still worth what let it in.
pub(crate) fn by_new_passkey() -> RequiredProof {
    RequiredProof {
        full_from: Some(days(2)),
        ..by_passkey()
    }
}

/// What stops a recovery.
pub(crate) fn by_passkey_or_paper() -> RequiredProof {
    RequiredProof {
        code: true,
        ..by_passkey()
    }
}

/// There is a passkey, but it is too new.
pub(crate) fn too_new() -> RequiredProof {
    RequiredProof {
        passkey: None,
        ..by_new_passkey()
    }
}

/// Nothing that this person has is enough.
pub(crate) fn no_way() -> RequiredProof {
    RequiredProof::default()
}
