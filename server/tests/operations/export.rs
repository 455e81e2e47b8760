//! Somebody saves a copy of a record: all that they may see of it, for a proof that is theirs and about this record.

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    assurance::ProofFor,
    audit::AuditAction,
    catalogue::{CategorySet, DataCategory},
    decision::Reason,
    delegation::{Ability, Delegation, Limits},
    ids::PatientId,
};
use serde_json::Value;
use server::operations::{
    acting::{Acting, ActingError},
    end_delegation::end_delegation,
    export_record::{ExportError, export_record, offer_copy},
};

use crate::{
    caregivers::{count, written},
    on_every_database,
    people_pages::Browser,
    support::{
        World,
        caregivers::{DANIEL, acting, may, usual},
        samples::{EMAIL, PASSWORD},
    },
};

fn about(acting: &Acting) -> ProofFor {
    ProofFor::ExportRecord(acting.subject.clone())
}

/// What somebody gets, by name, for a proof of this.
async fn saved(
    world: &World,
    acting: &Acting,
    proof: ProofFor,
) -> Result<Vec<String>, ExportError> {
    let proof = world.proof(acting.person, proof);
    let mut copy = export_record(&world.deps, world.ctx(), acting, &proof).await?;
    let mut names = Vec::new();
    while let Some(piece) = copy.next(&world.deps).await? {
        names.extend(piece.iter().map(|one| one.key.to_string()));
    }
    Ok(names)
}

on_every_database! {
    async fn a_patient_gets_all_of_it_and_reads_of_it_later(world: World) {
        let maria = acting(&world.maria().await);
        world.small_record().await;
        let copy = saved(&world, &maria, about(&maria)).await.unwrap();
        assert_eq!(copy, [
            "Condition/knee",
            "Condition/mood",
            "Condition/hiv",
            "Immunization/shot",
            "Observation/lab",
            "Patient/maria",
        ]);
        let event = &written(&world).await[0];
        assert_eq!((event.action, event.count), (AuditAction::RecordExported, Some(6)));
        assert!(event.categories.contains(DataCategory::Immunizations));
    }

    async fn a_caregiver_gets_what_is_ticked_if_they_may_save_at_all(world: World) {
        let (maria, daniel) = (world.maria().await, world.daniel().await);
        world.small_record().await;
        let labs = Limits { categories: CategorySet::of(DataCategory::LabResults), ..may(&[Ability::Export]) };
        let helping = Acting::for_another(world.helping(&maria, &daniel, labs).await);
        assert_eq!(offer_copy(&world.deps, world.ctx(), &helping).await.unwrap(), Some(labs));
        assert_eq!(saved(&world, &helping, about(&helping)).await.unwrap(), ["Observation/lab"]);
        let event = &written(&world).await[0];
        assert_eq!((event.actor.person(), event.count), (Some(daniel.id), Some(1)));
    }

    async fn who_may_only_look_saves_nothing_and_is_not_told_why(world: World) {
        let (maria, daniel) = (world.maria().await, world.daniel().await);
        world.small_record().await;
        let delegation = world.helping(&maria, &daniel, may(&[Ability::SeeRecords])).await;
        // The second is what a browser that was open for longer believes.
        let wider = Delegation { limits: usual(), ..delegation.clone() };
        for known in [delegation, wider] {
            let helping = Acting::for_another(known);
            let refused = saved(&world, &helping, about(&helping)).await;
            assert!(matches!(refused, Err(ExportError::Acting(ActingError::Refused(Reason::DelegationTooNarrow)))));
        }
        assert_eq!(count(&world, AuditAction::RecordExported).await, (0, 2));
    }

    async fn help_that_ended_saves_nothing(world: World) {
        let (maria, daniel) = (world.maria().await, world.daniel().await);
        world.small_record().await;
        let delegation = world.helping(&maria, &daniel, usual()).await;
        let helping = Acting::for_another(delegation.clone());
        end_delegation(&world.deps, world.ctx(), maria.id, delegation.id).await.unwrap();
        let refused = saved(&world, &helping, about(&helping)).await;
        assert!(matches!(refused, Err(ExportError::Acting(ActingError::Refused(Reason::DelegationEnded)))));
        assert_eq!(count(&world, AuditAction::RecordExported).await, (0, 1));
    }

    async fn a_proof_counts_for_this_record_and_for_five_minutes(world: World) {
        let (maria, daniel) = (world.maria().await, world.daniel().await);
        world.small_record().await;
        let own = acting(&maria);
        let other = ProofFor::ExportRecord(PatientId::parse("bob").unwrap());
        let old = world.proof(maria.id, about(&own));
        let of_daniel = world.proof(daniel.id, about(&own));
        world.later(TimeDelta::seconds(301));
        let of_another_record = world.proof(maria.id, other);
        let of_another_action = world.proof(maria.id, ProofFor::ChangePassword);
        for proof in [old, of_daniel, of_another_record, of_another_action] {
            let refused = export_record(&world.deps, world.ctx(), &own, &proof).await;
            assert!(matches!(refused, Err(ExportError::StepUpRequired)), "{proof:?}");
        }
        assert_eq!(count(&world, AuditAction::RecordExported).await, (0, 4));
    }

    async fn the_file_is_a_fhir_bundle_of_the_records_as_they_are_stored(world: World) {
        world.maria().await;
        world.small_record().await;
        let browser = Browser::of(&world, EMAIL).await;
        let file = browser.post("/records/copy", &format!("password={PASSWORD}")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.header("content-type"), "application/fhir+json");
        assert_eq!(file.header("cache-control"), "no-store");
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"sayso-record-"));
        let bundle: Value = serde_json::from_str(&file.text()).unwrap();
        assert_eq!((&bundle["resourceType"], &bundle["type"]), (&"Bundle".into(), &"collection".into()));
        let entries = bundle["entry"].as_array().unwrap();
        assert_eq!(entries.len(), 6);
        let knee = &entries[0];
        assert!(knee["fullUrl"].as_str().unwrap().ends_with("/fhir/Condition/knee"));
        assert_eq!(knee["resource"]["code"]["text"], "Knee pain");
    }

    async fn without_the_right_proof_the_form_comes_back_and_nothing_leaves(world: World) {
        let (maria, daniel) = (world.maria().await, world.daniel().await);
        world.small_record().await;
        let browser = Browser::of(&world, EMAIL).await;
        for (form, problem) in [("", "password-missing"), ("password=wrong", "wrong-password")] {
            let back = browser.post("/records/copy", form).await;
            assert_eq!(back.status, StatusCode::SEE_OTHER);
            assert_eq!(back.header("location"), format!("/records/copy?problem={problem}"));
        }
        world.helping(&maria, &daniel, may(&[Ability::SeeRecords])).await;
        let nobody = Browser { world: &world, cookie: String::new() };
        assert_eq!(nobody.post("/records/copy", "").await.header("location"), "/sign-in?next=/records/copy");
        let without_record = Browser::of(&world, DANIEL).await;
        let led = without_record.post("/records/copy", &format!("password={PASSWORD}")).await;
        assert_eq!(led.header("location"), "/people");
        assert_eq!(count(&world, AuditAction::RecordExported).await, (0, 0));
    }
}
