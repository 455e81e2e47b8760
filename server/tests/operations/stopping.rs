//! A real process is told to stop while many use it: whoever was heard is answered, nobody else was served, and what was
//! to be told is told once.

use std::{
    collections::BTreeSet,
    sync::{Arc, atomic::AtomicUsize},
};

use domain::{
    ids::CorrelationId,
    notice::{NoticeFacts, NoticeKind},
};
use futures::future::join_all;
use reqwest::RequestBuilder;
use sea_orm::{ConnectionTrait, Statement};
use server::{
    audit,
    clock::{Clock, SystemClock},
};
use tokio::task::JoinHandle;

use crate::{
    on_every_database,
    operations::smtp::SmtpServer,
    support::{
        World,
        program::{Answered, Program, ask_until_gone, until_heard},
        samples::{EMAIL, PASSWORD, Shared},
    },
};

const MAILS: usize = 300;

on_every_database!(at_a_stop_everybody_is_answered_and_nothing_is_lost);

async fn at_a_stop_everybody_is_answered_and_nothing_is_lost(world: World) {
    world.clock.set(SystemClock.now());
    let shared = world.shared().await;
    wait_to_be_mailed(&world, &shared).await;
    let mails = SmtpServer::start().await;
    let server = Program::serve(
        world.database.url(),
        &[
            ("SAYSO_MAIL", &mails.url()),
            ("SAYSO_MAIL_FROM", "a@b.example"),
        ],
    );
    let (read, sign_in) = requests(&server, &shared);
    let heard = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
    let ask = |request: &RequestBuilder, heard: &Arc<AtomicUsize>| {
        let request = request.try_clone().unwrap();
        tokio::spawn(ask_until_gone(request, heard.clone()))
    };
    let reading: Vec<_> = (0..25).map(|_| ask(&read, &heard[0])).collect();
    let signing_in: Vec<_> = (0..25).map(|_| ask(&sign_in, &heard[1])).collect();
    for answers in &heard {
        until_heard(answers, 60).await;
    }
    let stopped = tokio::task::spawn_blocking(|| server.stop());
    assert!(stopped.await.unwrap().success());
    assert_evidence(&world, &all(reading).await, &all(signing_in).await).await;
    assert_mails(&world, &mails).await;
}

async fn all(asking: Vec<JoinHandle<Vec<Answered>>>) -> Vec<Answered> {
    let asked = join_all(asking).await;
    asked.into_iter().flat_map(Result::unwrap).collect()
}

fn requests(server: &Program, shared: &Shared) -> (RequestBuilder, RequestBuilder) {
    let client = || {
        let stays = reqwest::redirect::Policy::none();
        reqwest::Client::builder().redirect(stays).build().unwrap()
    };
    let read = client().get(format!("{}/fhir/Observation", server.origin));
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let sign_in = client().post(format!("{}/api/sign-in", server.origin));
    (
        read.bearer_auth(shared.access.expose()),
        sign_in.form(&form),
    )
}

async fn wait_to_be_mailed(world: &World, shared: &Shared) {
    let tx = world.store().begin().await.unwrap();
    for number in 0..MAILS {
        let (kind, facts) = (NoticeKind::AppConnected, NoticeFacts::default());
        let notice = world
            .deps
            .notice(world.now(), shared.person.id, kind, number, facts);
        tx.notices().insert(&notice).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Each answer has its evidence, and there is no evidence of anything that nobody was answered.
async fn assert_evidence(world: &World, reading: &[Answered], signing_in: &[Answered]) {
    let opens = |answer: &Answered| {
        let set = answer.headers.get_all("set-cookie").iter();
        set.into_iter()
            .any(|cookie| cookie.to_str().unwrap().starts_with("sayso=sayso_session_"))
    };
    let came_in: BTreeSet<_> = signing_in
        .iter()
        .filter(|answer| opens(answer))
        .collect_ids();
    let read: BTreeSet<_> = reading
        .iter()
        .filter(|answer| answer.status == 200)
        .collect_ids();
    assert!(
        came_in.len() > 5 && read.len() > 20,
        "{} {}",
        came_in.len(),
        read.len()
    );
    assert_eq!(
        evidence(world, "action = 'sign-in' and outcome = 'done'").await,
        came_in
    );
    assert_eq!(evidence(world, "resource_type = 'Observation'").await, read);
    audit::seal_waiting(world.store()).await.unwrap();
    let found = audit::verify(&world.store().read()).await.unwrap();
    assert_eq!(found.findings, []);
}

trait CollectIds {
    fn collect_ids(self) -> BTreeSet<CorrelationId>;
}

impl<'a, I: Iterator<Item = &'a Answered>> CollectIds for I {
    fn collect_ids(self) -> BTreeSet<CorrelationId> {
        self.map(|answer| answer.correlation).collect()
    }
}

async fn evidence(world: &World, that: &str) -> BTreeSet<CorrelationId> {
    let raw = world.database.raw().await;
    let sql = format!("select correlation from audit_event where {that}");
    let statement = Statement::from_string(raw.get_database_backend(), sql);
    let rows = raw.query_all_raw(statement).await.unwrap();
    let ids = rows.iter().map(|row| row.try_get_by_index(0).unwrap());
    let ids = ids.map(CorrelationId::from_uuid).collect();
    raw.close().await.unwrap();
    ids
}

/// What was sent was sent once and is noted as sent; the rest still waits.
async fn assert_mails(world: &World, mails: &SmtpServer) {
    let taken = mails.taken();
    let different: BTreeSet<_> = taken.iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(different.len(), taken.len(), "a mail left twice");
    let count = async |state: &str| {
        let touch =
            format!("update notice set mail_state = mail_state where mail_state = '{state}'");
        usize::try_from(world.database.execute(&touch).await.unwrap()).unwrap()
    };
    assert_eq!(count("sent").await, taken.len());
    // Of 300, and what the people themselves were told meanwhile.
    let all = world.database.execute("update notice set key = key").await;
    let all = usize::try_from(all.unwrap()).unwrap();
    assert_eq!(count("sent").await + count("waiting").await, all);
    assert!(all >= MAILS);
}
