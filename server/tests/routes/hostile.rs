//! Whatever people and apps are called, no page gains an element, a character reference or a hidden letter from it.

use std::collections::BTreeSet;

use domain::{
    name::{AppName, PersonName},
    notice::{NoticeFacts, NoticeKind},
};

use server::operations::delegations::invite_caregiver::invite_caregiver;

use super::{
    people::{Ids, Who},
    rows::ROWS,
};
use crate::support::{
    World,
    caregivers::{acting, usual},
};

const MARKUP: &str = "\"'></title><meta http-equiv=refresh><script>x</script>&lt;b>";
const HIDDEN: &str = "Dan\u{202e}iel\u{200b}\u{2066} Koch";

/// As rows may hold it that are older than the rule about names.
async fn everybody_is_called(world: &World, name: &str) {
    let name = name.replace('\'', "''");
    for sql in [
        format!("update person set name = '{name}'"),
        format!("update client set name = '{name}', maker = '{name}'"),
        format!("update invitation set name = '{name}'"),
    ] {
        world.database.execute(&sql).await.unwrap();
    }
}

/// Something in every list: a look, an invitation that waits, and each kind of news.
async fn busy(world: &World, ids: &Ids, name: &str) {
    let maria = ids.owner();
    let mut invite = world.invite(maria, usual());
    invite.email = "another@b.example".parse().unwrap();
    invite.proof = Some(world.proof(maria.id, invite.proof_for()));
    invite_caregiver(&world.deps, world.ctx(), &acting(maria), invite)
        .await
        .unwrap();
    world.deps.audit.record(world.read_event()).await.unwrap();
    let tx = world.store().begin().await.unwrap();
    for kind in NoticeKind::ALL.iter().filter(|kind| kind.is_listed()) {
        let facts = NoticeFacts {
            app: Some(AppName::kept(name)),
            person: Some(PersonName::kept(name)),
            ..NoticeFacts::default()
        };
        let (now, to) = (world.now(), ids.owner().id);
        let notice = world.deps.notice(now, to, *kind, name, facts);
        tx.notices().insert(&notice).await.unwrap();
    }
    tx.commit().await.unwrap();
    everybody_is_called(world, name).await;
}

/// Every page that each of them gets.
async fn pages(world: &World, ids: &Ids) -> Vec<(&'static str, String)> {
    let mut pages = Vec::new();
    for who in [Who::Owner, Who::Caregiver, Who::Nobody] {
        for row in ROWS.iter().filter(|row| row.method == "GET" && !row.by_app) {
            let answer = ids.ask(world, row, who).await;
            if answer.header("content-type").starts_with("text/html") {
                pages.push((row.path, answer.text()));
            }
        }
    }
    pages
}

fn title(html: &str) -> &str {
    let (_, rest) = html.split_once("<title>").unwrap_or_default();
    rest.split("</title>").next().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_name_becomes_markup_on_any_page() {
    let world = World::new().await;
    let ids = Ids::prepare(&world).await;
    busy(&world, &ids, MARKUP).await;
    let (mut shown, mut titles) = (0, 0);
    for (path, html) in pages(&world, &ids).await {
        for part in [
            "<meta http-equiv",
            "<script>x",
            "</title><meta",
            "'></title>",
            " &lt;b",
        ] {
            assert!(!html.contains(part), "{path}: {part}");
        }
        assert!(html.matches("</title>").count() <= 1, "{path}");
        shown += usize::from(html.contains("&lt;script&gt;x"));
        titles +=
            usize::from(title(&html).contains("&lt;/title&gt;&lt;meta http-equiv=refresh&gt;"));
    }
    assert!(
        shown > 20 && titles > 5,
        "the name stands on {shown} pages and in {titles} titles"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_page_shows_what_nobody_sees_or_a_name_without_end() {
    let world = World::new().await;
    let ids = Ids::prepare(&world).await;
    busy(&world, &ids, HIDDEN).await;
    for (path, html) in pages(&world, &ids).await {
        assert!(
            !html.contains(['\u{202e}', '\u{200b}', '\u{2066}']),
            "{path}"
        );
    }
    everybody_is_called(&world, &"x".repeat(10_000)).await;
    let long = "x".repeat(61);
    for (path, html) in pages(&world, &ids).await {
        assert!(!html.contains(&long), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_name_that_runs_the_other_way_takes_no_sentence_along() {
    let world = World::new().await;
    let ids = Ids::prepare(&world).await;
    busy(&world, &ids, "مريم").await;
    let (mut shown, mut loose) = (0, BTreeSet::new());
    for (path, html) in pages(&world, &ids).await {
        for (before, name) in html.match_indices("مريم") {
            // Initials, fields and properties of islands are no sentences; nor is what an element holds alone.
            let (before, after) = (&html[..before], &html[before + name.len()..]);
            let apart = ["<bdi>", "\u{2068}", "value=\"", "&quot;"];
            let alone = before.ends_with('>') && after.trim_start_matches("<!>").starts_with("</");
            if !alone && !apart.iter().any(|apart| before.ends_with(apart)) {
                let last: Vec<_> = before.chars().rev().take(80).collect();
                let last: String = last.into_iter().rev().collect();
                loose.insert(format!("{path}: …{last}"));
            }
            shown += 1;
        }
    }
    assert!(loose.is_empty(), "{loose:#?}");
    assert!(shown > 20, "{shown}");
}
