//! The hospital's own sign-in: an answer counts once, in the browser that asked, and opens the account that it was
//! linked to and no other.

mod linking;
mod records;
mod roles;
mod strength;

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{
    assurance::{Assurance, AuthenticationMethod},
    audit::{AnonymousRefusal, AuditAction, Outcome},
    ids::PersonId,
    language::Language,
    person::Person,
    proof::ProofFor,
    upstream::{
        UpstreamAttempt, UpstreamClaims, UpstreamContext, UpstreamIdentity, UpstreamSignIn,
    },
};
use server::{
    config::Config,
    operations::{
        activation::finish_upstream::{FinishError, Finished, finish_upstream},
        administration::{
            add_person::{NewPerson, add_person},
            list_refusals::list_refusals,
            save_refusals::save_refusals,
        },
        proof::Proof,
        sign_in::{
            find_session::find_session,
            link_upstream::{LinkError, link_upstream},
            start_upstream::{StartUpstream, Started, start_upstream},
            take_upstream_answer::{AnswerError, take_upstream_answer},
        },
    },
    passwords::Password,
    secret::Secret,
    store::AuditFilter,
};

use crate::{
    on_every_database,
    support::{World, samples::patient},
};

const ISSUER: &str = "https://id.hospital.example";

fn with_provider(mut world: World) -> World {
    world.deps.config = Arc::new(Config {
        upstream_issuer: Some(ISSUER.to_owned()),
        upstream_client_id: Some("sayso".to_owned()),
        ..Config::default()
    });
    world
}

async fn bob(world: &World) -> PersonId {
    let new = NewPerson {
        email: "bob@demo.sayso.example".parse().unwrap(),
        name: "Bob Helper".parse().unwrap(),
        password: Password::new("another long password".to_owned()),
        language: Language::English,
        patient: None,
        role: Some(domain::actor::StaffRole::Support),
    };
    add_person(&world.deps, world.ctx(), new).await.unwrap().id
}

async fn begun(world: &World, person: Option<PersonId>) -> Started {
    let start = StartUpstream {
        issuer: ISSUER.to_owned(),
        next: "/apps".to_owned(),
        person,
    };
    start_upstream(&world.deps, start).await.unwrap()
}

async fn answered(
    world: &World,
    state: &Secret,
    browser: Option<&Secret>,
) -> Result<UpstreamAttempt, AnswerError> {
    take_upstream_answer(&world.deps, world.ctx(), Some(state), browser).await
}

fn as_somebody(world: &World, subject: &str) -> UpstreamSignIn {
    UpstreamSignIn {
        identity: UpstreamIdentity {
            issuer: ISSUER.to_owned(),
            subject: subject.to_owned(),
        },
        authenticated_at: world.now() - TimeDelta::minutes(3),
        said: UpstreamContext {
            acr: Some("urn:hospital:two-factor".to_owned()),
            amr: vec!["pwd".to_owned(), "otp".to_owned()],
        },
        claims: UpstreamClaims::default(),
    }
}

/// There and back, as this subject.
async fn back_as(
    world: &World,
    subject: &str,
    person: Option<PersonId>,
) -> (Started, Result<Finished, FinishError>) {
    let started = begun(world, person).await;
    let attempt = answered(world, &started.state, Some(&started.browser))
        .await
        .unwrap();
    let finished = finish(world, &started, attempt, as_somebody(world, subject)).await;
    (started, finished)
}

async fn finish(
    world: &World,
    started: &Started,
    attempt: UpstreamAttempt,
    sign_in: UpstreamSignIn,
) -> Result<Finished, FinishError> {
    let (deps, ctx, browser) = (&world.deps, world.ctx(), &started.browser);
    finish_upstream(deps, ctx, browser, attempt, sign_in, Language::English).await
}

/// There and back, as this subject of whom the hospital says something.
async fn back_with(
    world: &World,
    subject: &str,
    claims: UpstreamClaims,
) -> Result<Finished, FinishError> {
    let started = begun(world, None).await;
    let attempt = answered(world, &started.state, Some(&started.browser))
        .await
        .unwrap();
    let sign_in = UpstreamSignIn {
        claims,
        ..as_somebody(world, subject)
    };
    finish(world, &started, attempt, sign_in).await
}

fn signed_in(finished: Result<Finished, FinishError>) -> Person {
    match finished.unwrap() {
        Finished::SignedIn(signed_in) => signed_in.person,
        Finished::Unlinked => unreachable!("an account opens"),
    }
}

fn proof(world: &World, person: PersonId, action: ProofFor) -> Proof {
    Proof {
        person,
        action,
        assurance: Assurance {
            method: AuthenticationMethod::Password,
            authenticated_at: world.now(),
        },
    }
}

async fn say_yes(world: &World, person: PersonId, browser: &Secret) -> Result<String, LinkError> {
    let proof = proof(world, person, ProofFor::LinkUpstream);
    link_upstream(&world.deps, world.ctx(), person, browser, Some(&proof)).await
}

/// Maria, whose account `hospital-maria` opens.
async fn linked(world: &World) -> PersonId {
    let maria = world.maria().await.id;
    let (started, finished) = back_as(world, "hospital-maria", None).await;
    assert!(matches!(finished, Ok(Finished::Unlinked)));
    assert_eq!(
        say_yes(world, maria, &started.browser).await.unwrap(),
        "/apps"
    );
    maria
}

async fn history(world: &World) -> Vec<(AuditAction, Outcome)> {
    let filter = AuditFilter {
        limit: 20,
        ..AuditFilter::default()
    };
    let reader = world.store().read();
    let mut events = reader
        .events()
        .for_subject(&patient(), &filter)
        .await
        .unwrap();
    events.sort_by_key(|row| row.seq);
    let told = events
        .into_iter()
        .map(|row| (row.event.action, row.event.outcome));
    told.collect()
}

on_every_database!(
    an_answer_counts_once,
    of_many_answers_at_once_one_counts,
    another_browsers_answer_counts_nowhere,
    an_answer_comes_within_ten_minutes,
    an_identity_that_nobody_has_opens_nothing,
    once_linked_it_opens_that_account_as_what_it_is
);

async fn an_answer_counts_once(world: World) {
    let started = begun(&world, None).await;
    let browser = Some(&started.browser);
    assert!(answered(&world, &started.state, browser).await.is_ok());
    let again = answered(&world, &started.state, browser).await;
    assert!(matches!(again, Err(AnswerError::NotAsked)));
}

async fn of_many_answers_at_once_one_counts(world: World) {
    let started = begun(&world, None).await;
    let all = (0..16).map(|_| answered(&world, &started.state, Some(&started.browser)));
    let counted = futures::future::join_all(all).await;
    assert_eq!(counted.iter().filter(|one| one.is_ok()).count(), 1);
}

async fn another_browsers_answer_counts_nowhere(world: World) {
    let (mine, theirs) = (begun(&world, None).await, begun(&world, None).await);
    for browser in [Some(&theirs.browser), None] {
        let refused = answered(&world, &mine.state, browser).await;
        assert!(matches!(refused, Err(AnswerError::NotAsked)));
    }
    // It is used up, so that nobody tries browser after browser.
    let late = answered(&world, &mine.state, Some(&mine.browser)).await;
    assert!(matches!(late, Err(AnswerError::NotAsked)));
    assert!(
        answered(&world, &theirs.state, Some(&theirs.browser))
            .await
            .is_ok()
    );
}

async fn an_answer_comes_within_ten_minutes(world: World) {
    let (in_time, late) = (begun(&world, None).await, begun(&world, None).await);
    world.later(TimeDelta::minutes(10) - TimeDelta::milliseconds(1));
    assert!(
        answered(&world, &in_time.state, Some(&in_time.browser))
            .await
            .is_ok()
    );
    world.later(TimeDelta::milliseconds(1));
    assert!(
        answered(&world, &late.state, Some(&late.browser))
            .await
            .is_err()
    );
}

async fn an_identity_that_nobody_has_opens_nothing(world: World) {
    world.maria().await;
    let (started, finished) = back_as(&world, "patient@demo.sayso.example", None).await;
    assert!(matches!(finished, Ok(Finished::Unlinked)));
    assert!(
        find_session(&world.deps, &started.browser)
            .await
            .unwrap()
            .is_none()
    );
    // It is counted, without a word of whoever came.
    save_refusals(&world.deps).await.unwrap();
    let counted = list_refusals(&world.deps).await.unwrap();
    let counted: Vec<_> = counted
        .iter()
        .map(|one| (one.reason, one.count, &one.client))
        .collect();
    assert_eq!(counted, [(AnonymousRefusal::UnknownAccount, 1, &None)]);
}

async fn once_linked_it_opens_that_account_as_what_it_is(world: World) {
    let maria = linked(&world).await;
    let (_, finished) = back_as(&world, "hospital-maria", None).await;
    let Ok(Finished::SignedIn(signed_in)) = finished else {
        unreachable!("it is linked")
    };
    assert_eq!(signed_in.person.id, maria);
    let shown = signed_in.session.assurance;
    assert_eq!(shown.method, AuthenticationMethod::Upstream);
    assert_eq!(shown.authenticated_at, world.now() - TimeDelta::minutes(3));
    assert!(
        find_session(&world.deps, &signed_in.secret)
            .await
            .unwrap()
            .is_some()
    );
    let (_, other) = back_as(&world, "hospital-Maria", None).await;
    assert!(matches!(other, Ok(Finished::Unlinked)));
    assert_eq!(
        history(&world).await,
        [
            (AuditAction::UpstreamLinked, Outcome::Done),
            (AuditAction::SignIn, Outcome::Done),
        ]
    );
}
