//! A record that came in wrongly leaves: for apps, people and later imports, with who and why as evidence.

use domain::{
    actor::StaffRole,
    audit::AuditAction,
    catalogue::{DataCategory, ResourceType},
    ids::ResourceId,
};
use serde_json::json;
use server::operations::{
    administration::{
        account_care::Care,
        withdraw_record::{WithdrawRecordError, readmit_record, withdraw_record},
    },
    records::{
        import_records::Import,
        view_records::{Wanted, view_records},
    },
};

use crate::{
    on_every_database,
    operations::activation::{new, newest},
    support::{World, caregivers::acting},
};

fn care(world: &World) -> Care {
    Care {
        by: domain::actor::Actor::Staff {
            person: world.deps.new_id(world.now()),
            role: StaffRole::PrivacyOfficer,
        },
        reason: "it is somebody else's".parse().unwrap(),
    }
}

fn lab() -> ResourceId {
    ResourceId::parse("lab").unwrap()
}

on_every_database!(
    it_is_gone_at_once_and_a_later_import_leaves_it_out,
    a_patient_with_an_account_or_records_stays
);

async fn labs(world: &World, maria: &domain::person::Person) -> usize {
    let kind = Some(DataCategory::LabResults);
    let seen = view_records(
        &world.deps,
        world.ctx(),
        &acting(maria),
        kind,
        &Wanted::default(),
    )
    .await;
    seen.unwrap().entries.len()
}

/// The same file comes once more. Returns how much of it is refused.
async fn brought_again(world: &World) -> u64 {
    let lab = json!({
        "resourceType": "Observation",
        "id": "lab",
        "status": "final",
        "category": [{ "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "code": "laboratory",
        }] }],
        "code": { "text": "Sugar", "coding": [{ "system": "http://loinc.org", "code": "4548-4" }] },
        "subject": { "reference": "Patient/maria" },
        "effectiveDateTime": "2026-04-01",
    });
    let mut import = Import::new(&world.deps, world.ctx());
    import.text("again", &lab.to_string()).await.unwrap();
    import.report().refused
}

async fn it_is_gone_at_once_and_a_later_import_leaves_it_out(world: World) {
    let maria = world.maria().await;
    world.small_record().await;
    assert_eq!(labs(&world, &maria).await, 1);
    let (care, kind) = (care(&world), ResourceType::Observation);
    let withdrawn = withdraw_record(&world.deps, world.ctx(), kind, &lab(), &care).await;
    assert_eq!(withdrawn.unwrap(), maria.patient);
    assert_eq!(labs(&world, &maria).await, 0);
    let event = world.last_event(AuditAction::RecordWithdrawn).await;
    assert_eq!(event.record.unwrap().id, Some(lab()));
    assert_eq!(
        (event.actor, event.stated_reason),
        (care.by.clone(), Some(care.reason.clone()))
    );
    assert_eq!(brought_again(&world).await, 1);
    assert_eq!(labs(&world, &maria).await, 0);
    let again = withdraw_record(&world.deps, world.ctx(), kind, &lab(), &care).await;
    assert!(matches!(again, Err(WithdrawRecordError::NotFound)));
    readmit_record(&world.deps, world.ctx(), kind, &lab(), &care)
        .await
        .unwrap();
    assert_eq!(brought_again(&world).await, 0);
    assert_eq!(labs(&world, &maria).await, 1);
}

async fn a_patient_with_an_account_or_records_stays(world: World) {
    world.small_record().await;
    let (care, kind) = (care(&world), ResourceType::Patient);
    let maria = ResourceId::parse("maria").unwrap();
    let refused = withdraw_record(&world.deps, world.ctx(), kind, &maria, &care).await;
    assert!(matches!(
        refused,
        Err(WithdrawRecordError::InUse("other records"))
    ));
    world.maria().await;
    let refused = withdraw_record(&world.deps, world.ctx(), kind, &maria, &care).await;
    assert!(matches!(
        refused,
        Err(WithdrawRecordError::InUse("an account"))
    ));
    world.record_of("alone", Some("1990-01-01"), "9").await;
    world.make(new("alone", None)).await.unwrap();
    let alone = ResourceId::parse("alone").unwrap();
    assert!(
        withdraw_record(&world.deps, world.ctx(), kind, &alone, &care)
            .await
            .is_ok()
    );
    let letter = newest(&world, AuditAction::ActivationWithdrawn).await;
    assert_eq!(letter.stated_reason, Some(care.reason));
}
