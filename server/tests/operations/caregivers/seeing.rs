//! What a caregiver learns of apps, of what happened and of who else helps: nothing beyond what was ticked for them.

mod history;

use chrono::TimeDelta;
use domain::{
    audit::AuditEvent,
    catalogue::{CategorySet, DataCategory, ResourceType, SensitiveTopic, TopicSet},
    client::Client,
    consent::Consent,
    delegation::Limits,
    ids::DelegationId,
    person::Person,
};
use serde_json::json;
use server::operations::{
    acting::Acting,
    consents::{
        list_connected_apps::list_connected_apps,
        revoke_consent::{RevokeConsent, revoke_consent},
        show_connected_app::{ShowError, receipt, show_connected_app, show_end},
    },
    records::{
        import_records::Import,
        view_records::{Wanted, view_records},
    },
};

use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{acting, usual},
        samples::{BILL_HELPER, SUGAR_COACH, categories},
    },
};

const LABS: CategorySet = CategorySet::of(DataCategory::LabResults);
const VITALS: CategorySet = CategorySet::of(DataCategory::VitalSigns);

/// Maria and Daniel, who helps her with lab results and health conditions.
async fn patients(world: &World) -> (Person, Acting) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    (maria, Acting::for_another(delegation))
}

/// Maria shares more kinds and topics with an app than Daniel may see, and refused some of both.
async fn shares_much(world: &World, maria: &Person, app: &Client) -> Consent {
    let topics = |list: &[SensitiveTopic]| list.iter().copied().collect::<TopicSet>();
    let consent = Consent {
        refused: categories(&[DataCategory::Medications, DataCategory::Problems]),
        topics: topics(&[SensitiveTopic::MentalHealth, SensitiveTopic::Hiv]),
        refused_topics: topics(&[SensitiveTopic::Genetics]),
        ..world.decision(maria, app)
    };
    world.give(&consent).await;
    consent
}

/// The app reads these kinds under the consent.
async fn reads(world: &World, consent: &Consent, kinds: CategorySet, count: u32) {
    let event = AuditEvent {
        client: Some(consent.client.clone()),
        consent: Some(consent.id),
        consent_version: Some(consent.version),
        categories: kinds,
        count: Some(count),
        ..world.read_event()
    };
    world.deps.audit.record(event).await.unwrap();
    world.later(TimeDelta::minutes(2));
}

on_every_database!(
    of_what_the_patient_shares_a_caregiver_sees_what_is_ticked,
    a_receipt_is_for_who_decided,
    of_what_an_app_read_before_its_end_a_caregiver_sees_what_is_ticked,
    a_caregiver_does_not_meet_the_others_who_help
);

async fn of_what_the_patient_shares_a_caregiver_sees_what_is_ticked(world: World) {
    let (maria, on_behalf) = patients(&world).await;
    let app = world.app(SUGAR_COACH).await;
    let consent = shares_much(&world, &maria, &app).await;
    reads(&world, &consent, LABS, 12).await;
    reads(&world, &consent, LABS.union(VITALS), 20).await;
    reads(&world, &consent, VITALS, 3).await;
    let (deps, ctx) = (&world.deps, world.ctx());
    let told = list_connected_apps(deps, ctx, &on_behalf)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(
        (told.client.name.as_str(), told.consent.granted),
        ("Sugar Coach", LABS)
    );
    assert_eq!(
        told.consent.topics,
        TopicSet::of(SensitiveTopic::MentalHealth)
    );
    assert_eq!(
        told.consent.refused,
        CategorySet::of(DataCategory::Problems)
    );
    assert!(told.consent.refused_topics.is_empty());
    assert_eq!(
        told.last_look.map(|look| (look.categories, look.count)),
        Some((LABS, 12))
    );
    assert_eq!(told.days.iter().map(|day| day.looks).sum::<u32>(), 1);
    let shown = show_connected_app(deps, ctx, &on_behalf, consent.id)
        .await
        .unwrap();
    assert_eq!(
        shown
            .versions
            .iter()
            .map(|one| one.granted)
            .collect::<Vec<_>>(),
        [LABS]
    );
    assert_eq!(
        shown.last_reads.keys().copied().collect::<CategorySet>(),
        LABS
    );
    let all = list_connected_apps(deps, ctx, &acting(&maria))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(
        (all.consent, all.last_look.unwrap().categories),
        (consent, VITALS)
    );
}

async fn a_receipt_is_for_who_decided(world: World) {
    let (maria, on_behalf) = patients(&world).await;
    let hers = shares_much(&world, &maria, &world.app(SUGAR_COACH).await).await;
    let his = Consent {
        grantor: on_behalf.actor(),
        granted: LABS,
        ..world.decision(&maria, &world.app(BILL_HELPER).await)
    };
    world.give(&his).await;
    let read = async |acting: &Acting, consent: &Consent| {
        let shown = receipt(&world.deps, world.ctx(), acting, consent.id, None).await;
        shown.map(|shown| shown.version)
    };
    assert!(matches!(
        read(&on_behalf, &hers).await,
        Err(ShowError::NotFound)
    ));
    assert_eq!(read(&on_behalf, &his).await.unwrap(), his);
    for consent in [hers, his] {
        assert_eq!(read(&acting(&maria), &consent).await.unwrap(), consent);
    }
}

async fn of_what_an_app_read_before_its_end_a_caregiver_sees_what_is_ticked(world: World) {
    let (maria, on_behalf) = patients(&world).await;
    let consent = shares_much(&world, &maria, &world.app(SUGAR_COACH).await).await;
    reads(&world, &consent, LABS, 12).await;
    reads(&world, &consent, VITALS, 3).await;
    let stop = RevokeConsent {
        consent: consent.id,
        acting: on_behalf.clone(),
    };
    revoke_consent(&world.deps, world.ctx(), stop)
        .await
        .unwrap();
    for (acting, read) in [
        (on_behalf, (LABS, 12)),
        (acting(&maria), (LABS.union(VITALS), 15)),
    ] {
        let end = show_end(&world.deps, world.ctx(), &acting, consent.id)
            .await
            .unwrap();
        assert_eq!(
            end.read_before.map(|look| (look.categories, look.count)),
            Some(read)
        );
    }
}

async fn a_caregiver_does_not_meet_the_others_who_help(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let limits = Limits {
        categories: CategorySet::of(DataCategory::AboutYou),
        ..usual()
    };
    let on_behalf = Acting::for_another(world.delegation_to(&maria, &daniel, limits).await);
    let other: DelegationId = world.deps.new_id(world.now());
    let ana = json!({
        "resourceType": "RelatedPerson",
        "id": other.related_person(),
        "patient": { "reference": "Patient/maria" },
        "name": [{ "text": "Ana Costa" }],
    });
    let mut import = Import::new(&world.deps, world.ctx());
    import.text("ana", &ana.to_string()).await.unwrap();
    assert_eq!(import.report().refused, 0);
    let seen = async |acting: &Acting| {
        let about_you = Some(DataCategory::AboutYou);
        let seen = view_records(
            &world.deps,
            world.ctx(),
            acting,
            about_you,
            &Wanted::default(),
        )
        .await
        .unwrap();
        let helpers = seen
            .entries
            .iter()
            .filter(|one| one.resource == ResourceType::RelatedPerson);
        (
            helpers.count(),
            seen.counts.categories[0].count,
            seen.counts.total,
        )
    };
    assert_eq!(seen(&on_behalf).await, (1, 2, 2));
    let (helpers, about_you, _) = seen(&acting(&maria)).await;
    assert_eq!((helpers, about_you), (2, 3));
}
