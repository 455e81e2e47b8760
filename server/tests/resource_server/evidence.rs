//! Evidence: one event for each request by a known app, committed before the data leaves, with the reasons of refusals.

use domain::{
    audit::{AuditAction, AuditEvent, Outcome},
    catalogue::DataCategory::{LabResults, VitalSigns},
    decision::Reason,
    ids::CorrelationId,
};

use crate::{
    resource_server::{
        samples::{LAB, a_record_with_much_to_hide},
        world::{App, World},
    },
    support::Answer,
};

crate::on_every_database!(
    a_read_and_a_search_say_who_what_and_under_which_consent,
    the_categories_are_those_that_left_and_not_those_that_could_have,
    a_refusal_keeps_its_reason_though_the_app_is_told_less,
    the_patient_sees_the_try_after_the_stop,
    without_evidence_nothing_is_served
);

async fn told(app: &App<'_>, path: &str) -> (Answer, AuditEvent) {
    let before = app.world.evidence(app).await.len();
    let answer = app.get(path).await;
    let mut events = app.world.evidence(app).await;
    assert_eq!(events.len(), before + 1, "{path}");
    (answer, events.pop().unwrap())
}

async fn a_read_and_a_search_say_who_what_and_under_which_consent(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world
        .app("patient/Observation.rs", &[LabResults, VitalSigns])
        .await;
    let (answer, read) = told(&app, "Observation/shared").await;
    assert_eq!(
        (read.action, read.outcome, read.count),
        (AuditAction::RecordRead, Outcome::Done, Some(1))
    );
    assert_eq!(read.categories, [LabResults].into_iter().collect());
    assert_eq!(
        (read.consent, read.consent_version),
        (Some(app.consent.id), Some(1))
    );
    assert_eq!(read.subject, Some(crate::resource_server::world::alice()));
    assert_eq!(read.client, Some(app.consent.client.clone()));
    assert!(
        read.scope
            .unwrap()
            .starts_with("patient/Observation.rs?category=")
    );
    assert_eq!(
        answer.header("x-correlation-id").parse::<CorrelationId>(),
        Ok(read.correlation)
    );

    let (_, search) = told(&app, "Observation").await;
    assert_eq!(
        (search.action, search.count),
        (AuditAction::RecordSearched, Some(3))
    );
    assert_eq!(
        search.categories,
        [LabResults, VitalSigns].into_iter().collect()
    );
}

async fn the_categories_are_those_that_left_and_not_those_that_could_have(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world
        .app("patient/Observation.rs", &[LabResults, VitalSigns])
        .await;
    let (_, event) = told(&app, "Observation?_id=pressure").await;
    assert_eq!(event.categories, [VitalSigns].into_iter().collect());
    let (_, event) = told(&app, "Observation?_id=nothing").await;
    assert_eq!((event.categories.is_empty(), event.count), (true, Some(0)));
}

async fn a_refusal_keeps_its_reason_though_the_app_is_told_less(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world.app("patient/Observation.rs", &[LabResults]).await;
    for (path, status, reason) in [
        (
            "Observation/about-hiv",
            404,
            Reason::SensitiveTopicNotGranted,
        ),
        ("Observation/unsorted", 404, Reason::Unclassified),
        ("Observation/bobs", 404, Reason::OtherPatient),
        ("Observation?patient=bob", 200, Reason::OtherPatient),
        ("Condition", 403, Reason::ScopeInsufficient),
    ] {
        let (answer, event) = told(&app, path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert_eq!(event.outcome, Outcome::Refused, "{path}");
        assert!(
            event.reasons.contains(&reason),
            "{path}: {:?}",
            event.reasons
        );
    }
    let (_, event) = told(&app, "Observation/never-was").await;
    assert_eq!((event.outcome, event.count), (Outcome::Done, Some(0)));
}

async fn the_patient_sees_the_try_after_the_stop(world: World) {
    let app = world.app(LAB, &[LabResults]).await;
    app.is_stopped().await;
    let (answer, event) = told(&app, "Observation").await;
    answer.assert_outcome(401);
    assert_eq!(event.outcome, Outcome::Refused);
    assert!(
        event.reasons.contains(&Reason::ConsentRevoked),
        "{:?}",
        event.reasons
    );
}

async fn without_evidence_nothing_is_served(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world.app("patient/Observation.rs", &[LabResults]).await;
    assert_eq!(app.get("Observation/shared").await.status, 200);
    world.break_the_evidence_log().await;
    for path in [
        "Observation/shared",
        "Observation",
        "Observation/about-hiv",
        "Observation/never-was",
        "Condition",
    ] {
        app.get(path).await.assert_outcome(503);
    }
}
