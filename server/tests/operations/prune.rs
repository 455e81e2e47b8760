//! What ended goes; what lives and what happened stays.

use std::num::NonZeroU16;

use chrono::TimeDelta;
use domain::{
    ids::{ConsentId, PersonId},
    notice::{NoticeFacts, NoticeKind},
};
use server::{
    config::NoticeDays,
    operations::{administration::prune::prune, notices::deliver_mail::deliver_mail},
};

use crate::{
    on_every_database,
    operations::people_pages::Browser,
    support::{World, samples::EMAIL},
};

on_every_database!(
    only_what_ended_a_day_ago_goes,
    notices_go_after_the_days_that_are_set_and_evidence_stays
);

async fn tell(world: &World, to: PersonId) {
    let (now, kind, facts) = (
        world.now(),
        NoticeKind::SessionsEnded,
        NoticeFacts::default(),
    );
    let notice = world.deps.notice(now, to, kind, to, facts);
    let tx = world.store().begin().await.unwrap();
    tx.notices().insert(&notice).await.unwrap();
    tx.commit().await.unwrap();
    // What has still to leave stays.
    deliver_mail(&world.deps).await.unwrap();
}

/// What the server's pages say of a connection before it is stopped, and of notices.
async fn pages(world: &World, consent: ConsentId) -> [String; 2] {
    let browser = Browser::of(world, EMAIL).await;
    let stop = browser.get(&format!("/apps/{consent}/stop")).await.text();
    [stop, browser.get("/notices").await.text()]
}

async fn notices_go_after_the_days_that_are_set_and_evidence_stays(world: World) {
    let shared = world.shared().await;
    tell(&world, shared.person.id).await;
    let told = world.told().await.len();
    let events = world.store().read().events().page(0, 100).await.unwrap();
    let [stop, notices] = pages(&world, shared.consent.id).await;
    assert!(stop.contains("We keep it for good.") && !notices.contains("A notice goes after"));
    let world = world.with(|config| {
        config.notice_days = Some(NoticeDays::try_from(90).unwrap());
        config.evidence_years = NonZeroU16::new(7);
    });
    let [stop, notices] = pages(&world, shared.consent.id).await;
    assert!(stop.contains("7 years") && !stop.contains("for good"));
    assert!(notices.contains("A notice goes after") && notices.contains("90 days"));
    world.later(TimeDelta::days(89));
    prune(&world.deps).await.unwrap();
    assert_eq!(world.told().await.len(), told);
    world.later(TimeDelta::days(365 * 8));
    prune(&world.deps).await.unwrap();
    assert_eq!(world.told().await, [""; 0]);
    let kept = world.store().read().events().page(0, 100).await.unwrap();
    assert_eq!(kept[..events.len()], events[..]);
}

async fn only_what_ended_a_day_ago_goes(world: World) {
    let shared = world.shared().await;
    world.later(TimeDelta::hours(24));
    let newer = world.access_token(&shared.grant, &shared.consent).await;
    assert_eq!(prune(&world.deps).await.unwrap(), 0);
    world.later(TimeDelta::minutes(11));
    assert_eq!(prune(&world.deps).await.unwrap(), 1);
    let reader = world.store().read();
    assert!(
        reader
            .access_basis(&shared.access.digest())
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        reader
            .access_basis(&newer.digest())
            .await
            .unwrap()
            .is_some()
    );
}
