//! Which records pass, once a request may read at all: rules 6 to 10 as a condition on each record.

use domain::{
    catalogue::{DataCategory, ResourceType, SensitiveTopic, TopicSet},
    client::ReviewState,
    decision::{AccessBasis, Interaction, Reason, RecordFilter, RecordLabels},
    ids::{DelegationId, PatientId},
    scope::ScopeSet,
};
use uuid::Uuid;

use crate::{
    given::{ada, days, now, set},
    standing::{SCOPE, basis, basis_of_a_caregiver},
};

fn filter(basis: &AccessBasis, resource: ResourceType) -> Result<RecordFilter, Reason> {
    RecordFilter::within(basis, resource, Interaction::Read, now())
}

#[test]
fn what_the_scope_the_consent_or_the_delegation_leaves_out_is_refused_with_its_reason() {
    use ResourceType::{AllergyIntolerance, MedicationRequest, Observation};
    assert_eq!(
        filter(&basis(), AllergyIntolerance),
        Err(Reason::ScopeInsufficient)
    );
    assert_eq!(
        filter(&basis(), MedicationRequest),
        Err(Reason::CategoryNotGranted)
    );
    let mut narrowed = basis_of_a_caregiver();
    let delegation = narrowed.delegation.as_mut().unwrap();
    delegation.limits.categories = set(&[DataCategory::CarePlans]);
    assert_eq!(
        filter(&narrowed, Observation),
        Err(Reason::DelegationTooNarrow)
    );
    assert!(RecordFilter::of(&narrowed, Observation, Interaction::Read, now()).is_none());
    assert!(RecordFilter::of(&basis(), Observation, Interaction::Read, now()).is_some());
}

#[test]
fn an_app_that_nobody_checked_gets_no_sensitive_topic() {
    let topics = |review| {
        let mut basis = basis();
        let hiv =
            "patient/Observation.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|HIV";
        basis.token.scope = ScopeSet::parse(&format!("{SCOPE} {hiv}"));
        basis.consent.topics = TopicSet::of(SensitiveTopic::Hiv);
        basis.client.review = review;
        filter(&basis, ResourceType::Observation).unwrap().topics
    };
    assert_eq!(
        topics(ReviewState::Verified),
        TopicSet::of(SensitiveTopic::Hiv)
    );
    assert_eq!(topics(ReviewState::Unverified), TopicSet::EMPTY);
}

/// A lab result of Ada's, of today, sorted and about nobody else.
fn record() -> RecordLabels {
    RecordLabels {
        subject: ada(),
        related: None,
        categories: set(&[DataCategory::LabResults]),
        topics: TopicSet::EMPTY,
        classified: true,
        date: Some(now().date_naive()),
    }
}

#[test]
fn a_record_passes_only_if_all_of_it_may_be_seen() {
    let filter = RecordFilter {
        from: Some(now().date_naive()),
        ..filter(&basis(), ResourceType::Observation).unwrap()
    };
    let admits = |bend: fn(&mut RecordLabels)| {
        let mut record = record();
        bend(&mut record);
        filter.admits(&record)
    };
    assert!(admits(|_| {}));
    assert!(admits(|record| record.date = None));
    assert!(!admits(|record| record.date = Some(days(-1).date_naive())));
    assert!(!admits(
        |record| record.subject = PatientId::parse("ben").unwrap()
    ));
    assert!(!admits(|record| record
        .categories
        .insert(DataCategory::CarePlans)));
    assert!(!admits(|record| record.topics.insert(SensitiveTopic::Hiv)));
    assert!(!admits(|record| record.classified = false));
}

#[test]
fn a_caregiver_sees_no_other_caregiver_of_the_patient() {
    let rui = basis_of_a_caregiver();
    let filter = filter(&rui, ResourceType::Observation).unwrap();
    let own = rui.delegation.unwrap().id.related_person();
    assert_eq!(filter.only_related.as_ref(), Some(&own));
    let about = |related| {
        filter.admits(&RecordLabels {
            related: Some(related),
            ..record()
        })
    };
    assert!(about(own.clone()));
    assert!(!about(
        DelegationId::from_uuid(Uuid::from_u128(7)).related_person()
    ));
}
