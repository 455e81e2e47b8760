//! A statement says what its event says, and nothing else.

use domain::{
    actor::Actor,
    audit::{
        AuditAction, AuditEvent, ExceptionKind, Outcome, RecordReference, Statement, StatementFacts,
    },
    catalogue::{PurposeOfUse, ResourceType},
    decision::Reason,
    ids::{AuditEventId, ConsentId, CorrelationId, ResourceId},
};
use proptest::{collection::vec, prelude::*, sample::select};
use uuid::Uuid;

use crate::given::{ada, categories, days, now, person};

prop_compose! {
    fn event()(
        number: u128,
        at in 0_i64..400,
        action in select(AuditAction::ALL),
        outcome in select(Outcome::ALL),
        reasons in vec(select(Reason::ALL), 0..4),
        categories in categories(),
        consent in prop::option::of(any::<u128>()),
        purpose in prop::option::of(select(PurposeOfUse::ALL)),
        exception in prop::option::of(select(ExceptionKind::ALL)),
        count in prop::option::of(any::<u32>()),
    ) -> AuditEvent {
        let record = RecordReference {
            resource: ResourceType::Observation,
            id: Some(ResourceId::parse("o1").unwrap()),
        };
        let correlation = CorrelationId::from_uuid(Uuid::from_u128(7));
        let actor = Actor::Patient { person: person() };
        let id = AuditEventId::from_uuid(Uuid::from_u128(number));
        AuditEvent {
            outcome,
            reasons,
            subject: Some(ada()),
            consent: consent.map(|number| ConsentId::from_uuid(Uuid::from_u128(number))),
            consent_version: consent.map(|_| 1),
            purpose,
            categories,
            record: Some(record),
            count,
            exception,
            ..AuditEvent::new(id, days(at), correlation, actor, action)
        }
    }
}

proptest! {
    #[test]
    fn a_statement_says_what_its_event_says(event in event()) {
        let facts = StatementFacts {
            app: Some("Sugar Coach".to_owned()),
            actor: None,
            caregiver: None,
            subject: None,
            consent_given_at: Some(now()),
        };
        let said = Statement::of(&event, facts.clone());
        prop_assert_eq!((said.event, said.at), (event.id, event.at));
        prop_assert_eq!((said.action, said.outcome), (event.action, event.outcome));
        prop_assert_eq!(&said.reasons, &event.reasons);
        prop_assert_eq!((said.categories, said.count), (event.categories, event.count));
        prop_assert_eq!(said.consent_code, event.consent.map(ConsentId::code));
        prop_assert_eq!((said.purpose, said.facts), (event.purpose, facts));
    }

    #[test]
    fn an_event_is_stored_and_read_back_whole(event in event()) {
        let stored = serde_json::to_string(&event).unwrap();
        prop_assert_eq!(serde_json::from_str::<AuditEvent>(&stored).unwrap(), event);
    }

    #[test]
    fn a_refused_event_keeps_everything_but_its_outcome(event in event()) {
        let refused = event.clone().refused([Reason::OtherPatient]);
        prop_assert_eq!((refused.outcome, &refused.reasons), (Outcome::Refused, &vec![Reason::OtherPatient]));
        let back = AuditEvent { outcome: event.outcome, reasons: event.reasons.clone(), ..refused };
        prop_assert_eq!(back, event);
    }
}
