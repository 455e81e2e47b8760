//! Somebody saves a copy of a record: all that they may see of it, for a proof that is theirs and about this record.

mod file;

use chrono::TimeDelta;
use domain::{
    audit::AuditAction,
    catalogue::{CategorySet, DataCategory, SensitiveTopic, TopicSet},
    decision::Reason,
    delegation::{Ability, Delegation, Limits},
    ids::PatientId,
    proof::ProofFor,
};
use serde_json::{Value, json};
use server::operations::{
    acting::{Acting, ActingError},
    consents::list_activity::{ActivityFilter, ActivityKind, list_activity},
    delegations::end_delegation::end_delegation,
    records::{
        export_record::{ExportError, RecordCopy, export_record, offer_copy},
        import_records::Import,
        view_records::{Wanted, view_records},
    },
};

use crate::{
    on_every_database,
    operations::caregivers::{count, written},
    support::{
        World,
        caregivers::{acting, may, usual},
    },
};

fn about(world: &World, acting: &Acting) -> ProofFor {
    let (_, topics) = acting.reach(Ability::Export, world.now());
    ProofFor::ExportRecord {
        patient: acting.subject.clone(),
        topics: topics.intersection(TopicSet::for_apps()),
    }
}

async fn copied(
    world: &World,
    acting: &Acting,
    proof: ProofFor,
) -> Result<RecordCopy, ExportError> {
    let proof = world.proof(acting.person, proof);
    export_record(&world.deps, world.ctx(), acting, &proof).await
}

/// What somebody gets, by name.
async fn saved(world: &World, acting: &Acting) -> Result<Vec<String>, ExportError> {
    let mut copy = copied(world, acting, about(world, acting)).await?;
    let mut names = Vec::new();
    while let Some(part) = copy.next(&world.deps).await? {
        names.extend(part.iter().map(|one| one.key.to_string()));
    }
    Ok(names)
}

fn refused<T: std::fmt::Debug>(answer: Result<T, ExportError>) -> Reason {
    match answer {
        Err(ExportError::Acting(ActingError::Refused(reason))) => reason,
        other => unreachable!("{other:?}"),
    }
}

/// So many entries more, too many for one part of a copy.
async fn longer_record(world: &World, more: usize) {
    let visit = |n: usize| {
        json!({ "resource": {
            "resourceType": "Encounter",
            "id": format!("visit-{n}"),
            "status": "finished",
            "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB" },
            "subject": { "reference": "Patient/maria" },
        }})
    };
    let entries: Vec<Value> = (0..more).map(visit).collect();
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": entries });
    let mut import = Import::new(&world.deps, world.ctx());
    import.text("more", &bundle.to_string()).await.unwrap();
    assert_eq!(import.report().refused, 0);
}

on_every_database!(
    a_patient_gets_all_of_it_and_reads_of_it_later,
    a_caregiver_gets_what_is_ticked_if_they_may_save_at_all,
    who_may_only_look_saves_nothing_and_is_not_told_why,
    help_that_ended_saves_nothing,
    help_that_ends_breaks_a_copy_off,
    notes_that_are_kept_apart_stay_apart,
    a_proof_counts_for_this_record_and_for_five_minutes
);

async fn a_patient_gets_all_of_it_and_reads_of_it_later(world: World) {
    let maria = acting(&world.maria().await);
    world.small_record().await;
    let copy = saved(&world, &maria).await.unwrap();
    assert_eq!(
        copy,
        [
            "Condition/knee",
            "Condition/mood",
            "Condition/hiv",
            "Immunization/shot",
            "Observation/lab",
            "Patient/maria",
        ]
    );
    let event = &written(&world).await[0];
    assert_eq!(
        (event.action, event.count),
        (AuditAction::RecordExported, Some(6))
    );
    assert!(event.categories.contains(DataCategory::Immunizations));
}

async fn a_caregiver_gets_what_is_ticked_if_they_may_save_at_all(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let copies = may(&[Ability::SeeRecords, Ability::Export]);
    let on_behalf = Acting::for_another(world.delegation_to(&maria, &daniel, copies).await);
    let offer = offer_copy(
        &world.deps,
        world.ctx(),
        &on_behalf,
        AuditAction::RecordViewed,
    )
    .await
    .unwrap();
    assert_eq!(
        (offer.limits, offer.action),
        (Some(copies), about(&world, &on_behalf))
    );
    assert_eq!(
        saved(&world, &on_behalf).await.unwrap(),
        ["Condition/knee", "Condition/mood", "Observation/lab"]
    );
    let event = &written(&world).await[0];
    assert_eq!(
        (event.actor.person(), event.count),
        (Some(daniel.id), Some(3))
    );
    // A copy is a look: the patient finds it among them.
    let looks = ActivityFilter {
        kind: ActivityKind::Looks,
        ..ActivityFilter::default()
    };
    let told = list_activity(&world.deps, world.ctx(), &acting(&maria), &looks)
        .await
        .unwrap();
    assert_eq!(
        told.entries[0].statement.action,
        AuditAction::RecordExported
    );
    // What the patient looked at herself is not among the looks of others.
    view_records(
        &world.deps,
        world.ctx(),
        &acting(&maria),
        None,
        &Wanted::default(),
    )
    .await
    .unwrap();
    let others = ActivityFilter {
        kind: ActivityKind::Others,
        ..ActivityFilter::default()
    };
    let told = list_activity(&world.deps, world.ctx(), &acting(&maria), &others)
        .await
        .unwrap();
    let told = told.entries.iter().map(|entry| entry.statement.action);
    assert_eq!(told.collect::<Vec<_>>(), [AuditAction::RecordExported]);
    world.later(TimeDelta::days(90));
    assert_eq!(
        saved(&world, &on_behalf).await.unwrap(),
        ["Condition/knee", "Observation/lab"]
    );
}

async fn who_may_only_look_saves_nothing_and_is_not_told_why(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let delegation = world
        .delegation_to(&maria, &daniel, may(&[Ability::SeeRecords]))
        .await;
    // The second is what a browser that was open for longer believes.
    let wider = Delegation {
        limits: usual(),
        ..delegation.clone()
    };
    for known in [delegation, wider] {
        let on_behalf = Acting::for_another(known);
        assert_eq!(
            refused(saved(&world, &on_behalf).await),
            Reason::DelegationTooNarrow
        );
    }
    assert_eq!(count(&world, AuditAction::RecordExported).await, (0, 2));
}

async fn help_that_ended_saves_nothing(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let on_behalf = Acting::for_another(delegation.clone());
    end_delegation(&world.deps, world.ctx(), maria.id, delegation.id)
        .await
        .unwrap();
    assert_eq!(
        refused(saved(&world, &on_behalf).await),
        Reason::DelegationEnded
    );
    assert_eq!(count(&world, AuditAction::RecordExported).await, (0, 1));
}

async fn help_that_ends_breaks_a_copy_off(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    longer_record(&world, 250).await;
    let all = Limits {
        categories: CategorySet::all(),
        ..usual()
    };
    let delegation = world.delegation_to(&maria, &daniel, all).await;
    let on_behalf = Acting::for_another(delegation.clone());
    let mut copy = copied(&world, &on_behalf, about(&world, &on_behalf))
        .await
        .unwrap();
    assert_eq!(copy.next(&world.deps).await.unwrap().unwrap().len(), 200);
    end_delegation(&world.deps, world.ctx(), maria.id, delegation.id)
        .await
        .unwrap();
    assert_eq!(
        refused(copy.next(&world.deps).await),
        Reason::DelegationEnded
    );
}

async fn notes_that_are_kept_apart_stay_apart(world: World) {
    let maria = acting(&world.maria().await);
    world.small_record().await;
    let notes = TopicSet::of(SensitiveTopic::PsychotherapyNotes).mask();
    let relabel =
        format!("update record set topics = {notes}, own_topics = {notes} where id = 'mood'");
    world.database.execute(&relabel).await.unwrap();
    let copy = saved(&world, &maria).await.unwrap();
    assert!(!copy.contains(&"Condition/mood".to_owned()), "{copy:?}");
    // The page names them, and says no more.
    let problems = Some(DataCategory::Problems);
    let wanted = Wanted::default();
    let seen = view_records(&world.deps, world.ctx(), &maria, problems, &wanted).await;
    let entries = seen.unwrap().entries;
    let is_apart = |topics: TopicSet| topics.contains(SensitiveTopic::PsychotherapyNotes);
    assert!(entries.iter().any(|one| is_apart(one.topics)));
    assert!(
        entries
            .iter()
            .all(|one| one.body.is_empty() == is_apart(one.topics))
    );
}

async fn a_proof_counts_for_this_record_and_for_five_minutes(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let own = acting(&maria);
    let other = ProofFor::ExportRecord {
        patient: PatientId::parse("bob").unwrap(),
        topics: TopicSet::for_apps(),
    };
    let old = world.proof(maria.id, about(&world, &own));
    let of_daniel = world.proof(daniel.id, about(&world, &own));
    world.later(TimeDelta::seconds(301));
    let of_another_record = world.proof(maria.id, other);
    let of_another_action = world.proof(maria.id, ProofFor::ChangePassword);
    for proof in [old, of_daniel, of_another_record, of_another_action] {
        let refused = export_record(&world.deps, world.ctx(), &own, &proof).await;
        assert!(
            matches!(refused, Err(ExportError::StepUpRequired)),
            "{proof:?}"
        );
    }
    assert_eq!(count(&world, AuditAction::RecordExported).await, (0, 4));
}
