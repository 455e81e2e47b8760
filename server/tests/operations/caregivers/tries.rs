//! A try to go further than one may changes nothing, says nothing, and is there for the patient to read.

use domain::{
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod},
    audit::{AuditAction, AuditEvent, Outcome},
    catalogue::{CategorySet, DataCategory, SensitiveTopic, TopicSet},
    consent::{AccessChoice, Choice, ChoiceError},
    decision::Reason,
    session::Session,
};
use server::operations::{
    acting::Acting,
    connect::choose::{ChooseError, choose},
    consents::list_activity::{ActivityFilter, ActivityKind, list_activity},
    delegations::act_for::{ActForError, act_for},
};

use super::{count, matrix::asked, written};
use crate::{
    on_every_database,
    operations::people_pages::Browser,
    support::{
        World,
        caregivers::{DANIEL, acting, usual},
        samples::{SUGAR_COACH, categories},
    },
};

const BEYOND: [DataCategory; 2] = [DataCategory::LabResults, DataCategory::Immunizations];

fn choice(kinds: CategorySet, topics: TopicSet) -> Choice {
    Choice {
        categories: kinds,
        topics,
        access: AccessChoice::Days(30),
        period: None,
    }
}

/// What the newest evidence says of a try to share more than is ticked.
fn is_refused(event: &AuditEvent, on_behalf: &Acting) -> bool {
    event.action == AuditAction::ConsentGiven
        && event.outcome == Outcome::Refused
        && event.reasons == [Reason::DelegationTooNarrow]
        && event.actor == on_behalf.actor()
        && event.delegation == on_behalf.delegation.as_ref().map(|one| one.id)
        && event.client.is_some()
}

on_every_database!(
    sharing_more_than_is_ticked_is_kept_nowhere_and_written_down,
    a_form_with_more_than_its_page_offered_leaves_its_trace,
    whoever_tries_the_help_of_somebody_else_is_told_nothing_and_the_patient_reads_of_it
);

async fn sharing_more_than_is_ticked_is_kept_nowhere_and_written_down(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let on_behalf = Acting::for_another(world.delegation_to(&maria, &daniel, usual()).await);
    let request = asked(&world, &world.app(SUGAR_COACH).await).await;
    let tried = async |acting: &Acting, choice: Choice| {
        let assurance = Assurance {
            method: AuthenticationMethod::Password,
            authenticated_at: world.now(),
        };
        let session = Session::begin(
            world.deps.new_id(world.now()),
            acting.person,
            assurance,
            world.now(),
        );
        let sign_in = session.sign_in();
        let chosen = choose(&world.deps, world.ctx(), acting, request, choice, sign_in).await;
        chosen
            .map(|_| ())
            .map_err(|error| matches!(error, ChooseError::Choice(ChoiceError::NotOffered)))
    };
    let kinds = choice(categories(&BEYOND), TopicSet::EMPTY);
    assert_eq!(tried(&on_behalf, kinds.clone()).await, Err(true));
    let event = &written(&world).await[0];
    assert!(is_refused(event, &on_behalf), "{event:?}");
    assert_eq!(event.categories, categories(&BEYOND));
    world.later(chrono::TimeDelta::seconds(1));
    let topic = choice(usual().categories, TopicSet::of(SensitiveTopic::Hiv));
    assert_eq!(tried(&on_behalf, topic).await, Err(true));
    assert!(is_refused(&written(&world).await[0], &on_behalf));
    let kept = world
        .store()
        .read()
        .requests()
        .find(request)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.draft, None);
    // A patient who sends what was not offered hurts nobody, and the same kinds are hers to share.
    let strange = choice(categories(&BEYOND), TopicSet::of(SensitiveTopic::Violence));
    assert_eq!(tried(&acting(&maria), strange).await, Err(true));
    assert_eq!(tried(&acting(&maria), kinds).await, Ok(()));
    assert_eq!(count(&world, AuditAction::ConsentGiven).await, (0, 2));
}

async fn a_form_with_more_than_its_page_offered_leaves_its_trace(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let request = asked(&world, &world.app(SUGAR_COACH).await).await;
    let browser = Browser::of(&world, DANIEL).await;
    browser.acts_for(&delegation).await;
    let form = format!(
        "request={request}&acting={}&press=share&share[]=immunizations&length=date&until_date=never",
        delegation.id
    );
    let answer = browser.post("/api/decide", &form).await;
    assert_eq!(
        answer.header("location"),
        format!("/consent/{request}?problem=not-offered")
    );
    let on_behalf = Acting::for_another(delegation);
    assert!(is_refused(&written(&world).await[0], &on_behalf));
    let refused = ActivityFilter {
        kind: ActivityKind::Refused,
        ..ActivityFilter::default()
    };
    let told = list_activity(&world.deps, world.ctx(), &acting(&maria), &refused)
        .await
        .unwrap();
    assert_eq!(
        told.entries[0].statement.facts.actor.as_deref(),
        Some("Daniel")
    );
}

async fn whoever_tries_the_help_of_somebody_else_is_told_nothing_and_the_patient_reads_of_it(
    world: World,
) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let eve = world.somebody("eve@b.example", "Eve Miller").await;
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let browser = world.signed_in("eve@b.example").await;
    let nobodys = world.deps.new_id(world.now());
    for tried in [delegation.id, nobodys] {
        let answer = act_for(&world.deps, world.ctx(), &browser.session, Some(tried)).await;
        assert!(matches!(answer, Err(ActForError::NotFound)));
    }
    assert_eq!(count(&world, AuditAction::ActingBegan).await, (0, 1));
    let events = written(&world).await;
    let event = events
        .iter()
        .find(|event| event.action == AuditAction::ActingBegan)
        .unwrap();
    assert_eq!(
        (&event.actor, event.delegation),
        (&Actor::Patient { person: eve.id }, None)
    );
    assert_eq!(event.reasons, [Reason::RoleNotAllowed]);
    let told = Browser::of(&world, crate::support::samples::EMAIL)
        .await
        .get("/activity")
        .await;
    assert!(
        told.text()
            .contains("Eve tried to open your pages. We said no.")
    );
    assert!(
        world
            .store()
            .read()
            .delegations()
            .find(delegation.id)
            .await
            .unwrap()
            == Some(delegation)
    );
}
