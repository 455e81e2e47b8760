//! The golden table of caregivers: each action × each state of the delegation, with what is seen of a record that holds
//! ticked and unticked kinds and topics. The answers are the operations' own.

use std::fmt::Write;

use chrono::TimeDelta;
use domain::{
    acr::Demand,
    actor::Actor,
    catalogue::DataCategory,
    client::Client,
    consent::{AuthorizationRequest, PkceChallenge, Stage},
    delegation::{
        Ability, AgeEvents, Basis, Delegation, DelegationEndCause, DelegationState, Limits,
    },
    ids::AuthorizationRequestId,
    person::Person,
    scope::ScopeSet,
};
use server::operations::{
    acting::Acting,
    connect::consent_offer::consent_offer,
    consents::{
        list_activity::{ActivityFilter, list_activity},
        list_connected_apps::list_connected_apps,
    },
    delegations::{
        change_delegation::{ChangeDelegation, change_delegation},
        invite_caregiver::invite_caregiver,
        list_people::list_people,
    },
    records::view_records::{Wanted, view_records},
};

use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{may, usual},
        samples::SUGAR_COACH,
    },
};

/// One state in which a delegation can be.
struct State {
    is: &'static str,
    set: fn(&mut Delegation, domain::Timestamp),
}

const fn state(is: &'static str, set: fn(&mut Delegation, domain::Timestamp)) -> State {
    State { is, set }
}

const STATES: &[State] = &[
    state("active", |_, _| ()),
    state("ends today", |one, now| {
        one.until = now + TimeDelta::hours(1);
    }),
    state("topics over", |one, now| one.topics_until = now),
    state("over", |one, now| one.until = now),
    state("unused for 180 days", |one, now| {
        one.last_used_at = now - Delegation::LAPSES_AFTER;
    }),
    state("on hold", |one, now| {
        one.state = DelegationState::NeedsReview { since: now }
    }),
    state("ended by the patient", |one, now| {
        ended(one, now, DelegationEndCause::EndedByPatient);
    }),
    state("ended by the caregiver", |one, now| {
        ended(one, now, DelegationEndCause::EndedByCaregiver);
    }),
    state("may see records only", |one, _| {
        one.limits = may(&[Ability::SeeRecords]);
    }),
    state("may see activity only", |one, _| {
        one.limits = may(&[Ability::SeeActivity]);
    }),
    state("may manage apps only", |one, _| {
        one.limits = may(&[Ability::ManageApps]);
    }),
    state("nothing ticked", |one, _| one.limits = Limits::default()),
    state("guardian of a child", |one, now| guardian(one, now, 10)),
    state("guardian of a teenager", |one, now| guardian(one, now, 0)),
    state("guardian of one of 16", |one, now| guardian(one, now, -10)),
    state("guardian of a grown-up", |one, now| guardian(one, now, -20)),
];

fn ended(one: &mut Delegation, now: domain::Timestamp, cause: DelegationEndCause) {
    one.state = DelegationState::Ended {
        by: Actor::System,
        at: now,
        cause,
    };
}

/// Access narrows in so many days, waits for a yes 10 days later, and ends after 10 more.
fn guardian(one: &mut Delegation, now: domain::Timestamp, narrows_in: i64) {
    let at = |days| now + TimeDelta::days(narrows_in + days);
    one.basis = Basis::Guardian;
    one.limits = Limits::of_a_child();
    one.ages = Some(AgeEvents {
        narrow_at: at(0),
        suspend_at: Some(at(10)),
        end_at: at(20),
    });
    one.created_at = at(-1);
    one.decided_at = at(-1);
    one.until = at(20);
    one.topics_until = at(20);
}

/// What a caregiver finds under one kind, by the names of the records.
async fn looks(world: &World, acting: &Acting, kind: DataCategory) -> String {
    match view_records(
        &world.deps,
        world.ctx(),
        acting,
        Some(kind),
        &Wanted::default(),
    )
    .await
    {
        Err(_) => "refused".to_owned(),
        Ok(seen) => {
            let titles = seen.entries.into_iter().filter_map(|one| one.title);
            titles.collect::<Vec<_>>().join(" + ")
        }
    }
}

/// What they could share with an app that asks for everything.
async fn could_share(world: &World, acting: &Acting, request: AuthorizationRequestId) -> String {
    match consent_offer(&world.deps, world.ctx(), acting, request).await {
        Err(_) => "refused".to_owned(),
        Ok(offer) => {
            let kinds = offer.offer.asked().iter().map(DataCategory::key);
            let topics = offer
                .offer
                .topics
                .iter()
                .map(domain::catalogue::SensitiveTopic::key);
            let shared: Vec<_> = kinds.chain(topics).collect();
            let days = offer.offer.limits.max_days;
            match shared.len() {
                0 => "nothing".to_owned(),
                1..8 => format!("{} for {days} days", shared.join(" + ")),
                many => format!("{many} kinds and topics for {days} days"),
            }
        }
    }
}

/// An app asks for everything, mental health and HIV among it.
pub(super) async fn asked(world: &World, client: &Client) -> AuthorizationRequestId {
    let now = world.now();
    let topic = "patient/*.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode";
    let request = AuthorizationRequest {
        id: world.deps.new_id(now),
        client: client.id.clone(),
        redirect_uri: "http://127.0.0.1/callback".to_owned(),
        scope: ScopeSet::parse(&format!(
            "patient/*.rs {topic}|MH {topic}|HIV offline_access"
        )),
        purpose: client.purposes[0],
        challenge: PkceChallenge::parse("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM").unwrap(),
        demand: Demand::NONE,
        state: None,
        nonce: None,
        opened_at: None,
        draft: None,
        created_at: now,
        stage: Stage::Pending,
    };
    let tx = world.store().begin().await.unwrap();
    tx.requests().insert(&request).await.unwrap();
    tx.commit().await.unwrap();
    request.id
}

fn answer(allowed: bool) -> &'static str {
    if allowed { "yes" } else { "refused" }
}

/// Every answer to one caregiver in one state.
async fn answers(
    world: &World,
    (maria, daniel): (&Person, &Person),
    delegation: &Delegation,
    request: AuthorizationRequestId,
) -> Vec<(&'static str, String)> {
    let acting = Acting::for_another(delegation.clone());
    let (deps, all) = (&world.deps, ActivityFilter::default());
    let mut invite = world.invite(maria, usual());
    invite.email = "eve@b.example".parse().unwrap();
    invite.proof = Some(world.proof(daniel.id, invite.proof_for()));
    let mut widen = ChangeDelegation {
        delegation: delegation.id,
        limits: Limits::of_a_child(),
        lasting: None,
        proof: None,
    };
    widen.proof = Some(world.proof(daniel.id, widen.proof_for()));
    let activity = list_activity(deps, world.ctx(), &acting, &all)
        .await
        .is_ok();
    let apps = list_connected_apps(deps, world.ctx(), &acting)
        .await
        .is_ok();
    let people = list_people(deps, world.ctx(), &acting).await.is_ok();
    let invites = invite_caregiver(deps, world.ctx(), &acting, invite)
        .await
        .is_ok();
    let widens = change_delegation(deps, world.ctx(), &acting, widen)
        .await
        .is_ok();
    vec![
        (
            "looks at lab results",
            looks(world, &acting, DataCategory::LabResults).await,
        ),
        (
            "looks at conditions",
            looks(world, &acting, DataCategory::Problems).await,
        ),
        (
            "looks at vaccines",
            looks(world, &acting, DataCategory::Immunizations).await,
        ),
        ("could share", could_share(world, &acting, request).await),
        ("sees the history", answer(activity).to_owned()),
        ("sees the apps", answer(apps).to_owned()),
        ("sees who helps", answer(people).to_owned()),
        ("invites", answer(invites).to_owned()),
        ("widens", answer(widens).to_owned()),
    ]
}

on_every_database!(each_action_of_a_caregiver_has_its_answer_in_each_state);

async fn each_action_of_a_caregiver_has_its_answer_in_each_state(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let app = world.app(SUGAR_COACH).await;
    world.small_record().await;
    let active = world.delegation_to(&maria, &daniel, usual()).await;
    // Late enough for every end to lie behind the beginning.
    world.later(TimeDelta::days(60));
    let request = asked(&world, &app).await;
    let mut table = String::new();
    for state in STATES {
        let mut delegation = active.clone();
        (state.set)(&mut delegation, world.now());
        delegation.topics_until = delegation.topics_until.min(delegation.until);
        let tx = world.store().begin().await.unwrap();
        tx.delegations().save(&delegation).await.unwrap();
        tx.commit().await.unwrap();
        writeln!(table, "{}", state.is).unwrap();
        for (action, answer) in answers(&world, (&maria, &daniel), &delegation, request).await {
            writeln!(table, "    {action:<24} {answer}").unwrap();
        }
    }
    insta::assert_snapshot!("caregivers", table);
}
