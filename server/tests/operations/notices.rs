//! What people are told: each piece of news once, to the one whose record it is, and by mail only if they want it.

use std::{collections::BTreeSet, sync::Arc};

use chrono::TimeDelta;
use domain::{
    consent::{Access, Consent},
    ids::PersonId,
    notice::{NoticeFacts, NoticeKind},
    person::Person,
    proof::ProofFor,
};
use server::{
    operations::{
        administration::seal_audit::seal_audit,
        notices::{
            choose_mails::{choose_mails, switchable},
            deliver_mail::deliver_mail,
            list_notices::{count_unread, list_notices},
            list_outbox::list_outbox,
            mark_notices_read::mark_notices_read,
            remind::remind,
            tell_first_reads::tell_first_reads,
        },
        tokens::signing_keys::ensure_signing_keys,
    },
    state::Deps,
};

use crate::{
    on_every_database,
    support::{
        World,
        samples::{SUGAR_COACH, Shared},
    },
};

async fn tell(world: &World, to: PersonId, kind: NoticeKind, key: &str) {
    let facts = NoticeFacts::default();
    let notice = world.deps.notice(world.now(), to, kind, key, facts);
    let tx = world.store().begin().await.unwrap();
    tx.notices().insert(&notice).await.unwrap();
    tx.commit().await.unwrap();
}

/// Somebody shows who they are and picks their mails.
async fn choose(world: &World, person: &Person, wanted: &BTreeSet<NoticeKind>) {
    let proof = world.proof(person.id, ProofFor::MuteMails { recovery: None });
    choose_mails(&world.deps, world.ctx(), person, wanted, Some(&proof))
        .await
        .unwrap();
}

async fn told(world: &World, person: PersonId) -> Vec<NoticeKind> {
    let listed = list_notices(&world.deps, person).await.unwrap();
    listed.told.into_iter().map(|one| one.kind).collect()
}

/// A consent of Maria's that runs for so long.
async fn given(world: &World, lasts: TimeDelta, access: Access) -> Consent {
    let (person, client) = (world.maria().await, world.app(SUGAR_COACH).await);
    let consent = Consent {
        expires_at: world.now() + lasts,
        access,
        ..world.decision(&person, &client)
    };
    world.give(&consent).await;
    consent
}

fn of(consent: &Consent) -> PersonId {
    match consent.grantor {
        domain::actor::Actor::Patient { person } => person,
        _ => unreachable!("Maria decides herself"),
    }
}

async fn read(world: &World, shared: &Shared, count: u32) {
    let mut event = world.read_event();
    event.consent = Some(shared.consent.id);
    event.consent_version = Some(shared.consent.version);
    event.count = Some(count);
    world.deps.audit.record(event).await.unwrap();
    seal_audit(&world.deps).await.unwrap();
}

fn demo(world: &World) -> Deps {
    let mut config = (*world.deps.config).clone();
    config.demo = true;
    Deps {
        config: Arc::new(config),
        ..world.deps.clone()
    }
}

on_every_database!(
    what_was_read_stays_and_what_came_since_is_new,
    a_mail_that_is_turned_off_stays_away_and_the_list_still_says_it,
    what_guards_the_account_comes_even_with_every_mail_off,
    a_reminder_comes_two_weeks_ahead_and_once,
    a_short_consent_is_reminded_of_half_way,
    a_late_job_tells_only_the_end,
    an_end_that_is_long_ago_is_no_news,
    one_look_ends_without_a_word,
    the_first_look_that_shows_something_is_told_once,
    two_nodes_find_a_first_look_once
);

async fn what_was_read_stays_and_what_came_since_is_new(world: World) {
    let maria = world.maria().await.id;
    tell(&world, maria, NoticeKind::AppConnected, "1").await;
    let seen = world.now();
    world.later(TimeDelta::minutes(1));
    tell(&world, maria, NoticeKind::FirstRead, "2").await;
    tell(&world, maria, NoticeKind::SignInCode, "3").await;
    assert_eq!(
        count_unread(&world.deps, maria).await.unwrap(),
        2,
        "a code is not listed"
    );
    mark_notices_read(&world.deps, maria, seen).await.unwrap();
    let listed = list_notices(&world.deps, maria).await.unwrap();
    let listed: Vec<_> = listed
        .told
        .iter()
        .map(|one| (one.kind, one.unread))
        .collect();
    assert_eq!(
        listed,
        [
            (NoticeKind::FirstRead, true),
            (NoticeKind::AppConnected, false)
        ]
    );
    let nobody = world.deps.new_id(world.now());
    assert!(told(&world, nobody).await.is_empty());
    mark_notices_read(&world.deps, nobody, world.now())
        .await
        .unwrap();
    assert_eq!(count_unread(&world.deps, maria).await.unwrap(), 1);
}

async fn a_mail_that_is_turned_off_stays_away_and_the_list_still_says_it(world: World) {
    let person = world.maria().await;
    let maria = person.id;
    let all_but_one: BTreeSet<_> = switchable()
        .filter(|kind| *kind != NoticeKind::FirstRead)
        .collect();
    choose(&world, &person, &all_but_one).await;
    // One last mail: that mails were turned off.
    assert_eq!(deliver_mail(&demo(&world)).await.unwrap(), 1);
    tell(&world, maria, NoticeKind::FirstRead, "1").await;
    tell(&world, maria, NoticeKind::AppConnected, "2").await;
    assert_eq!(deliver_mail(&demo(&world)).await.unwrap(), 1);
    assert_eq!(told(&world, maria).await.len(), 3);
    choose(&world, &person, &switchable().collect()).await;
    tell(&world, maria, NoticeKind::FirstRead, "3").await;
    assert_eq!(deliver_mail(&demo(&world)).await.unwrap(), 1);
}

async fn what_guards_the_account_comes_even_with_every_mail_off(world: World) {
    let person = world.maria().await;
    let maria = person.id;
    choose(&world, &person, &BTreeSet::new()).await;
    assert_eq!(deliver_mail(&demo(&world)).await.unwrap(), 1);
    for kind in NoticeKind::ALL {
        tell(&world, maria, *kind, "1").await;
    }
    let always = NoticeKind::ALL
        .iter()
        .filter(|kind| kind.is_always_sent())
        .count();
    assert_eq!(deliver_mail(&demo(&world)).await.unwrap(), always as u64);
    let forced = format!(
        "insert into notice_setting (person, kind) select id, '{}' from person",
        NoticeKind::PasswordChanged.key()
    );
    assert!(
        world.database.execute(&forced).await.is_err(),
        "the database knows no such switch"
    );
}

async fn a_reminder_comes_two_weeks_ahead_and_once(world: World) {
    let consent = given(&world, TimeDelta::days(30), Access::Until).await;
    world.later(TimeDelta::days(16) - TimeDelta::seconds(1));
    assert_eq!(remind(&world.deps).await.unwrap(), 0);
    world.later(TimeDelta::seconds(1));
    assert_eq!(remind(&world.deps).await.unwrap(), 1);
    world.later(TimeDelta::days(1));
    assert_eq!(remind(&world.deps).await.unwrap(), 0);
    assert_eq!(
        told(&world, of(&consent)).await,
        [NoticeKind::ConsentEndsSoon]
    );
    let mails = list_outbox(&demo(&world)).await.unwrap().unwrap();
    assert_eq!(mails[0].subject, "Sugar Coach can look until 3 June 2026");
    assert!(mails[0].text.contains(&format!("/apps/{}", consent.id)));
}

async fn a_short_consent_is_reminded_of_half_way(world: World) {
    given(&world, TimeDelta::days(7), Access::Until).await;
    assert_eq!(remind(&world.deps).await.unwrap(), 0);
    world.later(TimeDelta::hours(84));
    assert_eq!(remind(&world.deps).await.unwrap(), 1);
}

async fn a_late_job_tells_only_the_end(world: World) {
    let consent = given(&world, TimeDelta::days(30), Access::Until).await;
    world.later(TimeDelta::days(31));
    assert_eq!(remind(&world.deps).await.unwrap(), 1);
    assert_eq!(remind(&world.deps).await.unwrap(), 0);
    assert_eq!(told(&world, of(&consent)).await, [NoticeKind::ConsentEnded]);
}

async fn an_end_that_is_long_ago_is_no_news(world: World) {
    given(&world, TimeDelta::days(30), Access::Until).await;
    world.later(TimeDelta::days(33));
    assert_eq!(remind(&world.deps).await.unwrap(), 0);
}

async fn one_look_ends_without_a_word(world: World) {
    given(&world, TimeDelta::hours(1), Access::OneTime).await;
    world.later(TimeDelta::minutes(45));
    assert_eq!(remind(&world.deps).await.unwrap(), 0);
    world.later(TimeDelta::hours(1));
    assert_eq!(remind(&world.deps).await.unwrap(), 0);
}

async fn the_first_look_that_shows_something_is_told_once(world: World) {
    ensure_signing_keys(&world.deps).await.unwrap();
    let shared = world.shared().await;
    read(&world, &shared, 0).await;
    assert_eq!(
        tell_first_reads(&world.deps).await.unwrap(),
        0,
        "nothing was shown"
    );
    read(&world, &shared, 12).await;
    assert_eq!(tell_first_reads(&world.deps).await.unwrap(), 1);
    read(&world, &shared, 3).await;
    assert_eq!(tell_first_reads(&world.deps).await.unwrap(), 0);
    assert_eq!(
        told(&world, shared.person.id).await,
        [NoticeKind::FirstRead]
    );
}

async fn two_nodes_find_a_first_look_once(world: World) {
    ensure_signing_keys(&world.deps).await.unwrap();
    let shared = world.shared().await;
    read(&world, &shared, 12).await;
    let found = tokio::join!(tell_first_reads(&world.deps), tell_first_reads(&world.deps));
    assert_eq!(found.0.unwrap() + found.1.unwrap(), 1);
    assert_eq!(told(&world, shared.person.id).await.len(), 1);
}
