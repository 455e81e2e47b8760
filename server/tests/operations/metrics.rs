//! What the metrics say, to whom, and what they never say.

mod program;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use chrono::TimeDelta;
use domain::notice::{NoticeFacts, NoticeKind};
use server::operations::{
    administration::seal_audit::seal_audit, notices::deliver_mail::deliver_mail,
    tokens::signing_keys::ensure_signing_keys,
};

use crate::{
    on_every_database,
    support::{
        Answer, World,
        samples::{EMAIL, PASSWORD},
    },
};

const TOKEN: &str = "a-token-of-the-monitoring-0123456789";

/// With a token for `/metrics` of the listener that everybody uses.
fn measured(world: World) -> World {
    world.with(|set| set.metrics_token = Some(TOKEN.to_owned().try_into().unwrap()))
}

async fn ask(world: &World, authorization: &str) -> Answer {
    let request = Request::get("/metrics")
        .header("authorization", authorization)
        .header("x-forwarded-for", "127.0.0.1");
    world.send(request.body(Body::empty()).unwrap()).await
}

async fn text(world: &World) -> String {
    let answer = ask(world, &format!("Bearer {TOKEN}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.text().clone()
}

/// The value of a series as it is written, 0 if there is none.
fn value<'t>(text: &'t str, series: &str) -> &'t str {
    let mut lines = text.lines().filter_map(|line| line.strip_prefix(series));
    lines.next().map_or("0", str::trim)
}

fn count(text: &str, series: &str) -> u64 {
    value(text, series).parse().unwrap()
}

#[tokio::test]
async fn nobody_sees_metrics_unless_they_are_set() {
    let answer = ask(&World::new().await, &format!("Bearer {TOKEN}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_does_not_show_the_token_gets_one_answer() {
    let world = measured(World::new().await);
    for wrong in [
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        TOKEN,
        &format!("Bearer {TOKEN}x"),
    ] {
        let answer = ask(&world, wrong).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        assert_eq!(answer.text(), "");
    }
    let answer = ask(&world, &format!("bearer {TOKEN}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
}

#[tokio::test]
async fn requests_are_counted_by_template_and_strangers_add_no_series() {
    let world = measured(World::new().await);
    let send = async |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path);
        world.send(request.body(Body::empty()).unwrap()).await
    };
    send("BREW", "/hidden-0").await;
    send("GET", "/fhir/Patient/hidden-0").await;
    send("GET", "/hidden-0/hidden").await;
    let before = text(&world).await;
    for number in 0..30 {
        send("BREW", &format!("/hidden-{number}")).await;
        send("GET", &format!("/fhir/Patient/hidden-{number}?hidden=1")).await;
        send("GET", &format!("/hidden-{number}/hidden")).await;
    }
    let after = text(&world).await;
    assert!(!after.contains("hidden"), "{after}");
    let own = |line: &&str| !line.contains("/metrics");
    let series = |text: &str| text.lines().filter(own).count();
    assert_eq!(series(&before), series(&after));
    let read =
        "sayso_http_requests_total{method=\"GET\",route=\"/fhir/{type}/{id}\",status=\"401\"}";
    assert!(count(&after, read) >= 31, "{after}");
}

on_every_database!(
    refusals_are_counted_by_reason,
    evidence_that_is_not_sealed_is_told_with_its_age,
    mails_that_wait_are_told_with_their_age,
    pools_and_queues_are_told
);

async fn refusals_are_counted_by_reason(world: World) {
    let world = measured(world);
    world.maria().await;
    for (email, password) in [(EMAIL, "wrong"), ("nobody@mail.example", PASSWORD)] {
        let form = format!("email={email}&password={password}");
        let request = Request::post("/api/sign-in")
            .header("content-type", "application/x-www-form-urlencoded");
        world.send(request.body(Body::from(form)).unwrap()).await;
    }
    let text = text(&world).await;
    assert!(
        count(&text, "sayso_refusals_total{reason=\"sign-in\"}") >= 1,
        "{text}"
    );
    let unknown = "sayso_anonymous_refusals_total{reason=\"unknown-account\"}";
    assert!(count(&text, unknown) >= 1, "{text}");
    assert!(!text.contains("mail.example"), "{text}");
}

async fn evidence_that_is_not_sealed_is_told_with_its_age(world: World) {
    let world = measured(world);
    ensure_signing_keys(&world.deps).await.unwrap();
    for _ in 0..3 {
        world.deps.audit.record(world.read_event()).await.unwrap();
    }
    world.later(TimeDelta::seconds(90));
    let lag = async || {
        let text = text(&world).await;
        assert_eq!(value(&text, "sayso_database_up"), "1");
        let series = [
            "sayso_evidence_unsealed_rows",
            "sayso_evidence_unsealed_age_seconds",
        ];
        series.map(|series| value(&text, series).to_owned())
    };
    assert_eq!(lag().await, ["3", "90.0"]);
    seal_audit(&world.deps).await.unwrap();
    assert_eq!(lag().await, ["0", "0.0"]);
}

async fn mails_that_wait_are_told_with_their_age(world: World) {
    let world = measured(world);
    let maria = world.maria().await;
    let (kind, facts) = (NoticeKind::AppConnected, NoticeFacts::default());
    let notice = world
        .deps
        .notice(world.now(), maria.id, kind, "once", facts);
    let tx = world.store().begin().await.unwrap();
    tx.notices().insert(&notice).await.unwrap();
    tx.commit().await.unwrap();
    world.later(TimeDelta::seconds(30));
    let before = text(&world).await;
    assert_eq!(value(&before, "sayso_mails_waiting"), "1");
    assert_eq!(value(&before, "sayso_mails_waiting_age_seconds"), "30.0");
    deliver_mail(&world.deps).await.unwrap();
    let after = text(&world).await;
    assert_eq!(value(&after, "sayso_mails_waiting"), "0");
    assert_eq!(value(&after, "sayso_mails_total{attempt=\"off\"}"), "1");
}

async fn pools_and_queues_are_told(world: World) {
    let world = measured(world);
    let text = text(&world).await;
    let pool = if world.database.is_sqlite() {
        "writer"
    } else {
        "evidence"
    };
    let most = format!("sayso_database_connections_most{{pool=\"{pool}\"}}");
    assert_eq!(value(&text, &most), "1", "{text}");
    for queue in ["passwords", "evidence"] {
        let series = format!("sayso_queue_waiting{{queue=\"{queue}\"}} 0");
        assert!(text.contains(&series), "{text}");
    }
}
