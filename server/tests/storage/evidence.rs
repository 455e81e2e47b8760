//! The evidence log: written once, asked often, changed never.

use chrono::TimeDelta;
use domain::{
    audit::{AuditEvent, Outcome},
    catalogue::DataCategory,
    decision::Reason,
};
use server::store::AuditFilter;

use crate::{
    on_every_database,
    support::{
        World,
        samples::{categories, patient},
    },
};

async fn record(world: &World, event: AuditEvent) {
    world.deps.audit.record(event).await.unwrap();
}

fn ten() -> AuditFilter {
    AuditFilter {
        limit: 10,
        ..AuditFilter::default()
    }
}

on_every_database!(
    an_event_reads_back_as_it_was,
    evidence_cannot_be_changed_or_removed,
    a_sealed_row_keeps_its_place,
    a_page_continues_behind_the_last_event,
    filters_narrow,
    the_last_read_of_each_category_is_known,
    looks_are_counted_by_day
);

async fn an_event_reads_back_as_it_was(world: World) {
    let shared = world.shared().await;
    let event = AuditEvent {
        consent: Some(shared.consent.id),
        consent_version: Some(1),
        scope: Some("patient/Observation.rs".to_owned()),
        record: Some(domain::audit::RecordReference {
            resource: "Observation".parse().unwrap(),
            id: Some("o-1".parse().unwrap()),
        }),
        ..world
            .read_event()
            .refused([Reason::ConsentRevoked, Reason::GrantEnded])
    };
    record(&world, event.clone()).await;
    let found = world.store().read().events().find(event.id).await.unwrap();
    assert_eq!(found.unwrap().event, event);
}

async fn evidence_cannot_be_changed_or_removed(world: World) {
    record(&world, world.read_event()).await;
    for sql in [
        "delete from audit_event",
        "update audit_event set outcome = 'refused'",
        "update audit_event set at = at + 10",
        "update audit_event set digest = prev_hash",
    ] {
        let refused = world.database.execute(sql).await.unwrap_err();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
}

async fn a_sealed_row_keeps_its_place(world: World) {
    record(&world, world.read_event()).await;
    server::audit::seal_waiting(world.store()).await.unwrap();
    let moved = world
        .database
        .execute("update audit_event set sealed_seq = 9")
        .await;
    assert!(moved.unwrap_err().contains("append-only"));
}

async fn a_page_continues_behind_the_last_event(world: World) {
    for _ in 0..5 {
        record(&world, world.read_event()).await;
        world.later(TimeDelta::seconds(1));
    }
    let events = world.store().read();
    let first = AuditFilter { limit: 3, ..ten() };
    let newest = events
        .events()
        .for_subject(&patient(), &first)
        .await
        .unwrap();
    let last = newest.last().unwrap();
    let rest = AuditFilter {
        before: Some((last.event.at, last.seq)),
        ..ten()
    };
    let older = events
        .events()
        .for_subject(&patient(), &rest)
        .await
        .unwrap();
    assert_eq!((newest.len(), older.len()), (3, 2));
    assert!(older[0].event.at < last.event.at);
}

async fn filters_narrow(world: World) {
    record(&world, world.read_event()).await;
    record(
        &world,
        world.read_event().refused([Reason::CategoryNotGranted]),
    )
    .await;
    let reader = world.store().read();
    let count = async |filter: AuditFilter| {
        reader
            .events()
            .for_subject(&patient(), &filter)
            .await
            .unwrap()
            .len()
    };
    assert_eq!(count(ten()).await, 2);
    assert_eq!(
        count(AuditFilter {
            outcome: Some(Outcome::Refused),
            ..ten()
        })
        .await,
        1
    );
    assert_eq!(
        count(AuditFilter {
            category: Some(DataCategory::LabResults),
            ..ten()
        })
        .await,
        2
    );
    assert_eq!(
        count(AuditFilter {
            category: Some(DataCategory::Visits),
            ..ten()
        })
        .await,
        0
    );
    assert_eq!(
        count(AuditFilter {
            from: Some(world.now() + TimeDelta::seconds(1)),
            ..ten()
        })
        .await,
        0
    );
}

async fn the_last_read_of_each_category_is_known(world: World) {
    let shared = world.shared().await;
    let both = categories(&[DataCategory::LabResults, DataCategory::VitalSigns]);
    let under = |event| AuditEvent {
        consent: Some(shared.consent.id),
        ..event
    };
    record(
        &world,
        under(AuditEvent {
            categories: both,
            ..world.read_event()
        }),
    )
    .await;
    let first = world.now();
    world.later(TimeDelta::hours(1));
    record(&world, under(world.read_event())).await;
    let reads = world
        .store()
        .read()
        .events()
        .last_reads(shared.consent.id)
        .await
        .unwrap();
    assert_eq!(reads[&DataCategory::VitalSigns], first);
    assert_eq!(reads[&DataCategory::LabResults], world.now());
}

async fn looks_are_counted_by_day(world: World) {
    let shared = world.shared().await;
    for _ in 0..3 {
        record(
            &world,
            AuditEvent {
                consent: Some(shared.consent.id),
                ..world.read_event()
            },
        )
        .await;
        world.later(TimeDelta::hours(12));
    }
    let reader = world.store().read();
    let days = reader
        .events()
        .by_day(shared.consent.id, 30, world.now())
        .await
        .unwrap();
    let looks: Vec<_> = days.iter().map(|day| day.looks).collect();
    assert_eq!(looks.iter().sum::<u32>(), 3);
    assert_eq!(looks.len(), 2);
    let all = reader
        .events()
        .by_day_of_subject(&patient(), 30, world.now())
        .await
        .unwrap();
    assert_eq!(all, days);
}
