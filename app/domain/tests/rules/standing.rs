//! What does a token rest on? Bend one thing of a basis that stands, and nothing rests on it any more.

use domain::{
    actor::Actor,
    catalogue::{CategorySet, DataCategory, PurposeOfUse, TopicSet},
    client::ReviewState,
    consent::{Access, ConsentState},
    decision::{AccessBasis, Reason, effective_scope, may_share},
    delegation::{Ability, AbilitySet, Basis, Delegation, DelegationState, Limits, Relationship},
    grant::{Grant, GrantEndCause, GrantState},
    ids::{ClientId, ConsentId, DelegationId, GrantId, PatientId, PersonId},
    scope::ScopeSet,
    token::AccessToken,
};
use uuid::Uuid;

use crate::given::{ada, assurance, client, consent, days, grant_id, minutes, now, person, set};

pub(crate) const SCOPE: &str = "patient/Observation.rs?category=laboratory patient/MedicationRequest.r \
                     patient/RelatedPerson.r offline_access";

fn other(n: u128) -> Uuid {
    Uuid::from_u128(0xFFFF + n)
}

/// A token of ten minutes, for lab results, given by the patient for thirty days.
pub(crate) fn basis() -> AccessBasis {
    let consent = consent(&[DataCategory::LabResults], 30);
    let grant = Grant {
        id: grant_id(),
        consent: consent.id,
        client: consent.client.clone(),
        subject: ada(),
        person: person(),
        scope: ScopeSet::parse(SCOPE),
        authentication: assurance(),
        created_at: now(),
        state: GrantState::Live,
    };
    AccessBasis {
        token: AccessToken::issue(
            grant.id,
            grant.scope.clone(),
            consent.access,
            consent.expires_at,
            now(),
        ),
        grant,
        client: client("", ReviewState::Verified),
        consent,
        delegation: None,
    }
}

/// The same, given by a caregiver who may see lab results and act for ninety days.
pub(crate) fn basis_of_a_caregiver() -> AccessBasis {
    let delegation = Delegation {
        id: DelegationId::from_uuid(other(1)),
        subject: ada(),
        caregiver: PersonId::from_uuid(other(2)),
        basis: Basis::Invited,
        relationship: Relationship::Child,
        limits: Limits {
            categories: set(&[DataCategory::LabResults]),
            topics: TopicSet::EMPTY,
            abilities: AbilitySet::of(Ability::ManageApps),
        },
        created_at: now(),
        decided_at: now(),
        topics_until: days(90),
        until: days(90),
        last_used_at: now(),
        ages: None,
        state: DelegationState::Active,
    };
    let mut basis = basis();
    basis.consent.grantor = Actor::Caregiver {
        person: delegation.caregiver,
        delegation: delegation.id,
    };
    basis.delegation = Some(delegation);
    basis
}

fn bent(start: AccessBasis, bend: impl FnOnce(&mut AccessBasis)) -> Option<Reason> {
    let mut basis = start;
    bend(&mut basis);
    basis.standing(now())
}

#[test]
fn what_is_whole_stands() {
    assert_eq!(basis().standing(now()), None);
    assert_eq!(basis_of_a_caregiver().standing(now()), None);
}

#[test]
fn nothing_rests_on_records_that_are_about_something_else() {
    let someone = || PatientId::parse("ben").unwrap();
    let somewhere = || ClientId::parse("other").unwrap();
    let bends: [fn(&mut AccessBasis); 7] = [
        |b| b.token.grant = GrantId::from_uuid(other(3)),
        |b| b.grant.consent = ConsentId::from_uuid(other(3)),
        |b| b.grant.client = ClientId::parse("other").unwrap(),
        |b| b.grant.subject = PatientId::parse("ben").unwrap(),
        |b| b.consent.client = ClientId::parse("other").unwrap(),
        |b| b.consent.state = ConsentState::Superseded { by_version: 2 },
        |b| b.delegation = basis_of_a_caregiver().delegation,
    ];
    for (n, bend) in bends.into_iter().enumerate() {
        assert_eq!(bent(basis(), bend), Some(Reason::Unavailable), "{n}");
    }
    let both = |b: &mut AccessBasis| {
        (b.grant.client, b.consent.client) = (somewhere(), somewhere());
    };
    assert_eq!(bent(basis(), both), Some(Reason::Unavailable));
    let moved = |b: &mut AccessBasis| (b.grant.subject, b.consent.subject) = (someone(), someone());
    assert_eq!(bent(basis(), moved), None);
}

#[test]
fn what_a_caregiver_gave_rests_on_their_own_delegation_for_this_patient() {
    let delegation = |b: &mut AccessBasis| b.delegation.clone().unwrap();
    let bends: [&dyn Fn(&mut AccessBasis); 3] = [
        &|b| {
            let id = DelegationId::from_uuid(other(9));
            b.delegation = Some(Delegation {
                id,
                ..delegation(b)
            });
        },
        &|b| {
            let caregiver = PersonId::from_uuid(other(9));
            b.delegation = Some(Delegation {
                caregiver,
                ..delegation(b)
            });
        },
        &|b| {
            let subject = PatientId::parse("ben").unwrap();
            b.delegation = Some(Delegation {
                subject,
                ..delegation(b)
            });
        },
    ];
    for (n, bend) in bends.into_iter().enumerate() {
        let said = bent(basis_of_a_caregiver(), bend);
        assert_eq!(said, Some(Reason::Unavailable), "{n}");
    }
    let lost = bent(basis_of_a_caregiver(), |b| b.delegation = None);
    assert_eq!(lost, Some(Reason::DelegationEnded));
}

#[test]
fn each_end_has_its_reason() {
    let cause = GrantEndCause::Replayed;
    let ended = GrantState::Ended { at: now(), cause };
    let said = |bend: &dyn Fn(&mut AccessBasis)| bent(basis(), bend);
    assert_eq!(said(&|b| b.grant.state = ended), Some(Reason::GrantEnded));
    assert_eq!(
        said(&|b| b.client.review = ReviewState::Suspended),
        Some(Reason::ClientSuspended)
    );
    assert_eq!(
        said(&|b| b.client.purposes = vec![PurposeOfUse::Research]),
        Some(Reason::PurposeMismatch)
    );
    assert_eq!(
        said(&|b| b.consent.expires_at = now()),
        Some(Reason::ConsentExpired)
    );
    assert_eq!(basis().standing(minutes(10)), Some(Reason::TokenInvalid));
    assert_eq!(basis().grant_basis().standing(minutes(10)), None);
}

#[test]
fn a_delegation_that_ended_or_shrank_takes_its_consents_along() {
    let said = |bend: fn(&mut Delegation)| {
        let bend = |b: &mut AccessBasis| b.delegation.iter_mut().for_each(bend);
        bent(basis_of_a_caregiver(), bend)
    };
    assert_eq!(said(|one| one.until = now()), Some(Reason::DelegationEnded));
    assert_eq!(
        said(|one| one.limits.categories = set(&[DataCategory::CarePlans])),
        Some(Reason::DelegationTooNarrow)
    );
    assert_eq!(
        said(|one| one.limits.abilities = AbilitySet::EMPTY),
        Some(Reason::DelegationTooNarrow)
    );
}

#[test]
fn a_patient_shares_everything_and_a_caregiver_without_a_delegation_nothing() {
    let everything = (CategorySet::all(), TopicSet::all());
    assert_eq!(may_share(&crate::given::patient(), None, now()), everything);
    let rui = basis_of_a_caregiver();
    let nothing = (CategorySet::EMPTY, TopicSet::EMPTY);
    assert_eq!(may_share(&rui.consent.grantor, None, now()), nothing);
}

#[test]
fn only_a_consent_that_lasts_grants_offline_access() {
    let scope = |access| {
        let mut basis = basis();
        basis.consent.access = access;
        let wanted = ScopeSet::parse("patient/Observation.rs?category=laboratory offline_access");
        effective_scope(&wanted, &basis.consent, None, now()).to_string()
    };
    assert!(scope(Access::Until).contains("offline_access"));
    assert!(!scope(Access::OneTime).contains("offline_access"));
    assert!(scope(Access::OneTime).contains("laboratory"));
}
