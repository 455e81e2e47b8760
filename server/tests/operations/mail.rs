//! Mail: each notice leaves once, in the reader's language, if the reader wants it, and its secret is forgotten.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{
    language::Language,
    name::AppName,
    notice::{Notice, NoticeFacts, NoticeKind, Recipient, retry_after},
    person::{Email, Person},
};
use futures::future::join_all;
use server::{
    config::Config,
    operations::{
        notices::{deliver_mail::deliver_mail, list_outbox::list_outbox},
        sign_in::save_language::save_language,
    },
    state::Deps,
};

use crate::{on_every_database, operations::smtp::SmtpServer, support::World};

fn about(app: &str) -> NoticeFacts {
    NoticeFacts {
        app: Some(AppName::kept(app)),
        ..NoticeFacts::default()
    }
}

fn with(world: &World, change: impl FnOnce(&mut Config)) -> Deps {
    let mut config = (*world.deps.config).clone();
    change(&mut config);
    Deps {
        config: Arc::new(config),
        ..world.deps.clone()
    }
}

fn over(world: &World, server: &SmtpServer) -> Deps {
    with(world, |config| {
        config.mail = server.url().try_into().unwrap();
        config.mail_from = "Sayso <no-reply@hospital.example>"
            .to_owned()
            .try_into()
            .unwrap();
    })
}

fn demo(world: &World) -> Deps {
    with(world, |config| config.demo = true)
}

async fn tell(world: &World, notice: &Notice) {
    let tx = world.store().begin().await.unwrap();
    tx.notices().insert(notice).await.unwrap();
    tx.commit().await.unwrap();
}

async fn connected(world: &World, person: &Person) -> Notice {
    let (kind, facts) = (NoticeKind::AppConnected, about("Sugar Coach"));
    let notice = world
        .deps
        .notice(world.now(), person.id, kind, "once", facts);
    tell(world, &notice).await;
    notice
}

fn code(world: &World, person: &Person) -> Notice {
    let (kind, facts) = (NoticeKind::SignInCode, NoticeFacts::default());
    Notice {
        secret: Some("48151623".to_owned()),
        ..world
            .deps
            .notice(world.now(), person.id, kind, "a code", facts)
    }
}

async fn count(world: &World, state: &str) -> u64 {
    let touch = format!("update notice set tries = tries where mail_state = '{state}'");
    world.database.execute(&touch).await.unwrap()
}

async fn secrets(world: &World) -> u64 {
    let touch = "update notice set tries = tries where secret is not null";
    world.database.execute(touch).await.unwrap()
}

on_every_database!(
    a_notice_becomes_one_message_at_a_real_mail_server,
    the_same_news_twice_is_one_mail,
    eight_mailers_at_once_send_each_mail_once,
    what_a_mail_server_refuses_is_tried_again_and_given_up_after_a_day,
    a_try_lasts_from_when_it_begins_and_not_from_when_the_first_of_many_did,
    a_mail_server_that_comes_back_gets_the_mail,
    a_code_that_came_too_late_is_not_sent,
    a_mail_speaks_the_language_of_its_reader,
    only_the_demo_keeps_mails_and_their_secrets,
    without_a_way_for_mail_nothing_leaves_and_no_secret_stays,
    a_row_that_cannot_be_holds_nothing_up
);

async fn a_notice_becomes_one_message_at_a_real_mail_server(world: World) {
    let person = world.maria().await;
    let notice = connected(&world, &person).await;
    let server = SmtpServer::start().await;
    let deps = over(&world, &server);
    assert_eq!(deliver_mail(&deps).await.unwrap(), 1);
    assert_eq!(deliver_mail(&deps).await.unwrap(), 0);
    let [mail] = &server.taken()[..] else {
        unreachable!("one mail")
    };
    assert_eq!(mail.receivers, [person.email.as_str()]);
    assert_eq!(mail.header("Subject"), "Sugar Coach is connected");
    assert_eq!(
        mail.header("Message-ID"),
        format!("<{}@localhost>", notice.id)
    );
    assert_eq!(mail.header("From"), "Sayso <no-reply@hospital.example>");
    assert!(mail.message.contains("Hello Maria Keller,"));
    // RFC 4616: NUL, name, NUL, password.
    assert_eq!(mail.credentials.as_deref(), Some("AHNheXNvAGh1bnRlcjI="));
}

async fn the_same_news_twice_is_one_mail(world: World) {
    let person = world.maria().await;
    connected(&world, &person).await;
    connected(&world, &person).await;
    let server = SmtpServer::start().await;
    assert_eq!(deliver_mail(&over(&world, &server)).await.unwrap(), 1);
    assert_eq!(server.taken().len(), 1);
}

async fn eight_mailers_at_once_send_each_mail_once(world: World) {
    let person = world.maria().await;
    for app in 0..12 {
        let (kind, facts) = (NoticeKind::FirstRead, about(&format!("App {app}")));
        tell(
            &world,
            &world.deps.notice(world.now(), person.id, kind, app, facts),
        )
        .await;
    }
    let server = SmtpServer::start().await;
    let deps = over(&world, &server);
    let sent = join_all((0..8).map(|_| deliver_mail(&deps))).await;
    assert_eq!(sent.into_iter().map(Result::unwrap).sum::<u64>(), 12);
    let mut subjects: Vec<_> = server
        .taken()
        .iter()
        .map(|mail| mail.header("Subject"))
        .collect();
    subjects.sort();
    subjects.dedup();
    assert_eq!((server.taken().len(), subjects.len()), (12, 12));
}

async fn what_a_mail_server_refuses_is_tried_again_and_given_up_after_a_day(world: World) {
    let person = world.maria().await;
    connected(&world, &person).await;
    let server = SmtpServer::start().await;
    server.answer_receivers_with(451);
    let deps = over(&world, &server);
    for wait in (1..).map_while(retry_after) {
        assert_eq!(deliver_mail(&deps).await.unwrap(), 0);
        assert_eq!(count(&world, "waiting").await, 1);
        world.later(wait - TimeDelta::seconds(1));
        server.answer_receivers_with(250);
        assert_eq!(deliver_mail(&deps).await.unwrap(), 0, "not before its time");
        server.answer_receivers_with(451);
        world.later(TimeDelta::seconds(1));
    }
    assert_eq!(deliver_mail(&deps).await.unwrap(), 0);
    assert_eq!(count(&world, "failed").await, 1);
    server.answer_receivers_with(250);
    world.later(TimeDelta::days(1));
    assert_eq!(deliver_mail(&deps).await.unwrap(), 0);
    assert!(server.taken().is_empty());
}

async fn a_try_lasts_from_when_it_begins_and_not_from_when_the_first_of_many_did(world: World) {
    let person = world.maria().await;
    for app in 0..3 {
        let (kind, facts) = (NoticeKind::FirstRead, about(&format!("App {app}")));
        tell(
            &world,
            &world.deps.notice(world.now(), person.id, kind, app, facts),
        )
        .await;
    }
    let server = SmtpServer::start().await;
    server.answer_receivers_with(451);
    server.take_so_long(&world.clock, TimeDelta::seconds(30));
    let deps = over(&world, &server);
    assert_eq!(deliver_mail(&deps).await.unwrap(), 0);
    server.answer_receivers_with(250);
    server.take_so_long(&world.clock, TimeDelta::zero());
    // A minute and a half went by. The last try began a minute in and is nobody else's for half a minute more.
    assert_eq!(deliver_mail(&deps).await.unwrap(), 2);
    world.later(TimeDelta::seconds(30));
    assert_eq!(deliver_mail(&deps).await.unwrap(), 1);
}

async fn a_mail_server_that_comes_back_gets_the_mail(world: World) {
    let person = world.maria().await;
    tell(&world, &code(&world, &person)).await;
    let server = SmtpServer::start().await;
    server.answer_receivers_with(421);
    let deps = over(&world, &server);
    assert_eq!(deliver_mail(&deps).await.unwrap(), 0);
    assert_eq!(secrets(&world).await, 1);
    server.answer_receivers_with(250);
    world.later(TimeDelta::minutes(1));
    assert_eq!(deliver_mail(&deps).await.unwrap(), 1);
    assert!(server.taken()[0].message.contains("\r\n48151623\r\n"));
    assert_eq!(
        secrets(&world).await,
        0,
        "the secret is forgotten once it left"
    );
}

async fn a_code_that_came_too_late_is_not_sent(world: World) {
    let person = world.maria().await;
    tell(&world, &code(&world, &person)).await;
    world.later(TimeDelta::minutes(11));
    let server = SmtpServer::start().await;
    assert_eq!(deliver_mail(&over(&world, &server)).await.unwrap(), 0);
    assert_eq!((server.taken().len(), secrets(&world).await), (0, 0));
}

async fn a_mail_speaks_the_language_of_its_reader(world: World) {
    let person = world.maria().await;
    save_language(&world.deps, person.id, Language::Spanish)
        .await
        .unwrap();
    connected(&world, &person).await;
    let invited = Notice {
        to: Recipient::Address {
            email: Email::parse("ana@mail.example").unwrap(),
            language: Language::Spanish,
        },
        secret: Some("https://sayso.example/invitation/x".to_owned()),
        ..world.deps.notice(
            world.now(),
            person.id,
            NoticeKind::Invited,
            "ana",
            NoticeFacts::default(),
        )
    };
    tell(&world, &invited).await;
    let mails = list_outbox(&demo(&world)).await.unwrap().unwrap();
    let subjects: Vec<_> = mails
        .iter()
        .map(|mail| (mail.to.as_str(), mail.subject.as_str()))
        .collect();
    assert!(subjects.contains(&(person.email.as_str(), "Sugar Coach está conectada")));
    assert!(subjects.contains(&(
        "ana@mail.example",
        "Alguien le pide ayuda con su expediente"
    )));
}

async fn only_the_demo_keeps_mails_and_their_secrets(world: World) {
    let person = world.maria().await;
    tell(&world, &code(&world, &person)).await;
    assert_eq!(world.get("/demo/mail").await.status, 404);
    let mails = list_outbox(&demo(&world)).await.unwrap().unwrap();
    assert!(mails[0].text.lines().any(|line| line == "48151623"));
    assert_eq!(secrets(&world).await, 1);
}

async fn without_a_way_for_mail_nothing_leaves_and_no_secret_stays(world: World) {
    let person = world.maria().await;
    tell(&world, &code(&world, &person)).await;
    assert_eq!(deliver_mail(&world.deps).await.unwrap(), 0);
    assert_eq!((count(&world, "off").await, secrets(&world).await), (1, 0));
    assert!(list_outbox(&world.deps).await.unwrap().is_none());
}

async fn a_row_that_cannot_be_holds_nothing_up(world: World) {
    let person = world.maria().await;
    connected(&world, &person).await;
    world
        .database
        .execute("update notice set facts = 'broken'")
        .await
        .unwrap();
    tell(&world, &code(&world, &person)).await;
    let server = SmtpServer::start().await;
    assert_eq!(deliver_mail(&over(&world, &server)).await.unwrap(), 1);
}
