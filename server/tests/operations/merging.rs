//! Two records of one person become one, and an account gets another record: nothing that was shared goes over by itself.

use axum::http::StatusCode;
use domain::{
    activation::{ActivationBasis, ActivationStatus},
    actor::{Actor, StaffRole},
    audit::AuditAction,
    catalogue::ResourceType,
    consent::{ConsentState, ConsentStatus, SuspensionCause},
    delegation::DelegationStatus,
    ids::{PatientId, ResourceId},
    notice::NoticeKind,
};
use serde_json::json;
use server::operations::{
    activation::make_activation::NewActivation,
    administration::{
        account_care::Care,
        merge_records::{MergeError, MergedRecords, merge_records},
        move_record::{MoveRecordError, move_record},
        withdraw_record::{WithdrawRecordError, readmit_record},
    },
    records::import_records::Import,
};

use crate::{
    on_every_database,
    operations::{
        activation::{id, new, newest},
        people_pages::Browser,
    },
    support::{
        World,
        caregivers::usual,
        samples::{EMAIL, patient},
    },
};

on_every_database!(
    what_belonged_to_the_old_record_belongs_to_the_kept_one_now_and_later,
    what_is_shared_from_the_kept_record_waits_for_a_new_yes,
    what_was_shared_from_the_old_record_ends_and_its_account_gets_the_kept_one,
    of_two_accounts_the_one_of_the_kept_record_stays,
    letters_to_the_old_record_open_nothing_also_those_of_guardians,
    a_letter_to_the_kept_record_opens_nothing_once_it_has_the_account,
    an_account_gets_another_record_and_nothing_goes_over
);

fn care(world: &World) -> Care {
    Care {
        by: Actor::Staff {
            person: world.deps.new_id(world.now()),
            role: StaffRole::PrivacyOfficer,
        },
        reason: "they are one person".parse().unwrap(),
    }
}

pub(super) async fn merge(
    world: &World,
    old: &str,
    kept: &str,
) -> Result<MergedRecords, MergeError> {
    let (old, kept) = (old.parse().unwrap(), kept.parse().unwrap());
    merge_records(&world.deps, world.ctx(), (&old, &kept), &care(world)).await
}

async fn count(world: &World, patient: &PatientId) -> u64 {
    let reader = world.store().read();
    reader.records().count_of(patient).await.unwrap()
}

/// A file of one patient, as the source sends it again and again. Returns how many entries are refused.
async fn visit_of(world: &World, patient: &str) -> u64 {
    let subject = json!({ "reference": format!("Patient/{patient}") });
    let entries = [
        json!({ "resourceType": "Patient", "id": patient, "name": [{ "text": "Maria K" }] }),
        json!({ "resourceType": "Encounter", "id": "visit", "status": "finished", "subject": subject,
            "class": { "code": "AMB" } }),
        json!({ "resourceType": "Procedure", "id": "scan", "status": "completed", "subject": subject,
            "encounter": { "reference": "Encounter/visit" }, "code": { "text": "Scan" } }),
    ];
    let entries = entries.map(|resource| json!({ "resource": resource }));
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": entries });
    let mut import = Import::new(&world.deps, world.ctx());
    import.text("visit", &bundle.to_string()).await.unwrap();
    import.report().refused
}

async fn what_belonged_to_the_old_record_belongs_to_the_kept_one_now_and_later(world: World) {
    world.small_record().await;
    assert_eq!(visit_of(&world, "twin").await, 0);
    let (before, twin) = (count(&world, &patient()).await, id("twin"));
    let merged = merge(&world, "twin", "maria").await.unwrap();
    assert_eq!(merged.records, 2);
    assert_eq!(count(&world, &patient()).await, before + 2);
    let texts = async || {
        world
            .store()
            .read()
            .records()
            .texts_of(&patient())
            .await
            .unwrap()
    };
    let stored = texts().await;
    assert!(
        stored
            .iter()
            .all(|text| !text.body.contains("Patient/twin"))
    );
    let event = world.last_event(AuditAction::RecordsMerged).await;
    assert_eq!(event.stated_reason, Some(care(&world).reason));
    // What became another one is not brought back as what it was.
    let old = ResourceId::parse("twin").unwrap();
    let care = care(&world);
    let back = readmit_record(&world.deps, world.ctx(), ResourceType::Patient, &old, &care);
    assert!(matches!(
        back.await,
        Err(WithdrawRecordError::Merged(kept)) if kept == "maria"
    ));
    // The source still tells them apart: its Patient stays out, and what names it is Maria's.
    assert_eq!(visit_of(&world, "twin").await, 1);
    assert_eq!(texts().await, stored);
    assert_eq!(count(&world, &twin).await, 0);
    for again in [
        merge(&world, "twin", "maria").await,
        merge(&world, "maria", "maria").await,
    ] {
        assert!(matches!(
            again,
            Err(MergeError::Record(_) | MergeError::Same)
        ));
    }
}

async fn what_is_shared_from_the_kept_record_waits_for_a_new_yes(world: World) {
    world.small_record().await;
    visit_of(&world, "twin").await;
    let (shared, daniel) = (world.shared().await, world.daniel().await);
    let delegation = world.delegation_to(&shared.person, &daniel, usual()).await;
    let merged = merge(&world, "twin", "maria").await.unwrap();
    assert_eq!((merged.held.consents, merged.held.delegations), (1, 1));
    let reader = world.store().read();
    let consent = reader
        .consents()
        .find(shared.consent.id)
        .await
        .unwrap()
        .unwrap();
    assert!(matches!(
        consent.state,
        ConsentState::NeedsReview {
            cause: SuspensionCause::RecordsMerged,
            ..
        }
    ));
    let event = world.last_event(AuditAction::ConsentSuspended).await;
    assert_eq!(event.stated_reason, Some(care(&world).reason));
    let delegation = reader
        .delegations()
        .find(delegation.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        delegation.status(world.now()),
        DelegationStatus::NeedsReview
    );
    let told = world.told().await;
    for kind in [NoticeKind::ConsentOnHold, NoticeKind::RecordMerged] {
        assert!(
            told.iter().any(|one| one == kind.key()),
            "{kind:?}: {told:?}"
        );
    }
}

async fn what_was_shared_from_the_old_record_ends_and_its_account_gets_the_kept_one(world: World) {
    world.small_record().await;
    visit_of(&world, "twin").await;
    let (shared, daniel) = (world.shared().await, world.daniel().await);
    let delegation = world.delegation_to(&shared.person, &daniel, usual()).await;
    let browser = Browser::of(&world, EMAIL).await;
    let merged = merge(&world, "maria", "twin").await.unwrap();
    assert_eq!((merged.ended.consents, merged.ended.delegations), (1, 1));
    let reader = world.store().read();
    let consent = reader
        .consents()
        .find(shared.consent.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(consent.status(world.now()), ConsentStatus::Stopped);
    let ended = reader
        .delegations()
        .find(delegation.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ended.status(world.now()), DelegationStatus::Ended);
    let account = reader
        .people()
        .find(shared.person.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(account.patient, Some(id("twin")));
    assert_eq!(browser.get("/apps").await.status, StatusCode::FOUND);
    assert!(
        reader
            .consents()
            .list_for(&id("twin"))
            .await
            .unwrap()
            .is_empty()
    );
    let told = world.told().await;
    for kind in [NoticeKind::ConsentEnded, NoticeKind::RecordMoved] {
        assert!(
            told.iter().any(|one| one == kind.key()),
            "{kind:?}: {told:?}"
        );
    }
}

async fn of_two_accounts_the_one_of_the_kept_record_stays(world: World) {
    let (maria, ana) = (world.maria_at_home().await, world.ana_at_home().await);
    for (record, mrn) in [("maria", "1"), ("ana", "2")] {
        world.record_of(record, None, mrn).await;
    }
    merge(&world, "ana", "maria").await.unwrap();
    let reader = world.store().read();
    let record_of = async |one| reader.people().find(one).await.unwrap().unwrap().patient;
    assert_eq!(record_of(maria.person.id).await, Some(patient()));
    assert_eq!(record_of(ana.person.id).await, None);
}

async fn letters_to_the_old_record_open_nothing_also_those_of_guardians(world: World) {
    world.record_of("leo", Some("2020-05-09"), "12").await;
    world.record_of("leon", Some("2020-05-09"), "13").await;
    let guardian = NewActivation {
        basis: ActivationBasis::Guardian,
        ..new("leo", Some("nadia@mail.example"))
    };
    world.make(guardian).await.unwrap();
    merge(&world, "leo", "leon").await.unwrap();
    let reader = world.store().read();
    let letters = reader.activations().of_patient(&id("leo")).await.unwrap();
    assert_eq!(letters[0].status(world.now()), ActivationStatus::Withdrawn);
    let event = newest(&world, AuditAction::ActivationWithdrawn).await;
    assert_eq!(event.stated_reason, Some(care(&world).reason));
}

async fn a_letter_to_the_kept_record_opens_nothing_once_it_has_the_account(world: World) {
    world.maria().await;
    world.marias_record().await;
    let born = Some("1984-03-07");
    world.record_of("bob", born, "12").await;
    world.make(new("bob", None)).await.unwrap();
    merge(&world, "maria", "bob").await.unwrap();
    let reader = world.store().read();
    let letters = reader.activations().of_patient(&id("bob")).await.unwrap();
    assert_eq!(letters[0].status(world.now()), ActivationStatus::Withdrawn);
}

async fn an_account_gets_another_record_and_nothing_goes_over(world: World) {
    world.small_record().await;
    world.record_of("bob", None, "12").await;
    let (shared, ana) = (world.shared().await, world.ana_at_home().await);
    let account = EMAIL.parse().unwrap();
    let to = async |record: &str| {
        let (to, care) = (record.parse().unwrap(), care(&world));
        move_record(&world.deps, world.ctx(), &account, &to, &care).await
    };
    assert!(matches!(to("maria").await, Err(MoveRecordError::Same)));
    world.record_of("ana", None, "2").await;
    assert!(matches!(to("ana").await, Err(MoveRecordError::Taken)));
    let moved = to("urn:mrn|12").await.unwrap();
    assert_eq!(
        (moved.person.patient, moved.ended.consents),
        (Some(id("bob")), 1)
    );
    let reader = world.store().read();
    let consent = reader
        .consents()
        .find(shared.consent.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(consent.status(world.now()), ConsentStatus::Stopped);
    // The record that was wrongly theirs is as it was, for whoever it belongs to.
    assert!(count(&world, &patient()).await > 0);
    let event = world.last_event(AuditAction::RecordMoved).await;
    assert_eq!(event.account, Some(shared.person.id));
    assert_ne!(ana.person.id, shared.person.id);
}
