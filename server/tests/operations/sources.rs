//! Where requests came from: told apart in the evidence, and said to nobody.

use std::{
    io,
    net::IpAddr,
    sync::{Arc, Mutex},
};

use chrono::TimeDelta;
use domain::audit::AuditEvent;
use server::{
    audit::{Finding, seal_waiting, verify},
    context::Context,
    operations::{
        sign_in::sign_in_with_password::{Credentials, sign_in},
        source_keys::{digests_of, renew_source_key},
    },
    store::AuditFilter,
};

use crate::{
    on_every_database,
    support::{
        World,
        samples::{EMAIL, patient},
    },
};

const HOME: &str = "192.0.2.7";
const TYPED: &str = "a password that is wrong";

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

async fn guess(world: &World, email: &str, from: Option<&str>) {
    let ctx: Context = world.ctx().from(from.map(ip));
    let credentials = Credentials {
        email: email.to_owned(),
        password: TYPED.to_owned(),
    };
    assert!(sign_in(&world.deps, ctx, credentials).await.is_err());
}

/// What the evidence holds about Maria, oldest first.
async fn events(world: &World) -> Vec<AuditEvent> {
    let filter = AuditFilter {
        limit: 100,
        ..AuditFilter::default()
    };
    let reader = world.store().read();
    let found = reader.events().for_subject(&patient(), &filter).await;
    found
        .unwrap()
        .into_iter()
        .rev()
        .map(|one| one.event)
        .collect()
}

async fn renew(world: &World) {
    renew_source_key(&world.deps).await.unwrap();
}

async fn digests(world: &World) -> Vec<String> {
    digests_of(&world.deps, ip(HOME)).await.unwrap()
}

on_every_database!(
    evidence_tells_one_source_from_another,
    a_source_that_is_changed_or_taken_away_is_found,
    the_key_changes_each_month_and_is_kept_for_a_year,
    rows_with_and_without_a_source_are_one_chain
);

async fn evidence_tells_one_source_from_another(world: World) {
    world.maria().await;
    renew(&world).await;
    for from in [Some(HOME), Some("192.0.2.8"), None] {
        guess(&world, EMAIL, from).await;
    }
    let sources: Vec<_> = events(&world)
        .await
        .into_iter()
        .map(|one| one.source)
        .collect();
    assert_eq!(sources[0], digests(&world).await.pop());
    assert!(sources[1].is_some() && sources[1] != sources[0]);
    assert_eq!(sources[2], None);
}

async fn a_source_that_is_changed_or_taken_away_is_found(world: World) {
    world.maria().await;
    renew(&world).await;
    guess(&world, EMAIL, Some(HOME)).await;
    let guard = "update audit_event set source = null";
    assert!(
        world.database.execute(guard).await.is_err(),
        "the guard knows the column"
    );
    let off = if world.database.is_sqlite() {
        "drop trigger audit_event_content_stays; drop trigger audit_event_sealed_once;"
    } else {
        "alter table audit_event disable trigger user"
    };
    world.database.execute(off).await.unwrap();
    for changed in ["source = null", "source = '1.00'", "operator = 'root'"] {
        let sql = format!("update audit_event set {changed}");
        world.database.execute(&sql).await.unwrap();
        let found = verify(&world.store().read()).await.unwrap().findings;
        assert!(
            matches!(found[..], [Finding::Changed { .. }]),
            "{changed}: {found:?}"
        );
    }
}

async fn the_key_changes_each_month_and_is_kept_for_a_year(world: World) {
    for _ in 0..2 {
        renew(&world).await;
    }
    let first = digests(&world).await;
    assert_eq!(first.len(), 1);
    world.later(TimeDelta::days(30));
    renew(&world).await;
    let both = digests(&world).await;
    assert_eq!((both.len(), &both[1]), (2, &first[0]));
    world.later(TimeDelta::days(340));
    renew(&world).await;
    assert!(!digests(&world).await.contains(&first[0]));
}

async fn rows_with_and_without_a_source_are_one_chain(world: World) {
    world.maria().await;
    guess(&world, EMAIL, Some(HOME)).await;
    seal_waiting(world.store()).await.unwrap();
    renew(&world).await;
    guess(&world, EMAIL, Some(HOME)).await;
    seal_waiting(world.store()).await.unwrap();
    let found = verify(&world.store().read()).await.unwrap();
    assert_eq!((found.sealed, found.findings), (2, vec![]));
}

/// What was written to the log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_refused_sign_in_is_a_log_line_without_what_was_typed() {
    let world = World::new().await;
    world.maria().await;
    renew(&world).await;
    let log = Log::default();
    let writer = log.clone();
    // For the whole process: whether a place in the code is watched is remembered for all threads. Other tests write here,
    // too; the digest tells whose a line is.
    tracing_subscriber::fmt()
        .with_env_filter("server::operations::proof=warn")
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    for email in [EMAIL, "nobody@mail.example"] {
        guess(&world, email, Some(HOME)).await;
    }
    let digest = digests(&world).await.pop().unwrap();
    let written = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<_> = written
        .lines()
        .filter(|line| line.contains(&digest))
        .collect();
    assert_eq!(lines.len(), 2, "{written}");
    for line in lines {
        assert!(line.contains("sign-in refused") && line.contains("method=\"password\""));
        for typed in [TYPED, EMAIL, "nobody@", HOME] {
            assert!(!line.contains(typed), "{line}");
        }
    }
}
