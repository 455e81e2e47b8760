//! The leak matrix: is anything of a hidden record in any answer, on any channel, for any topic and for what is not known?
//!
//! The oracle is a table of what was planted (`leaks/planted.txt`), written without the server's lists. To add a channel, add a
//! path to [`channels`].

mod channels;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use domain::catalogue::{DataCategory, SensitiveTopic};
use serde_json::Value;

use super::world::{App, World};
use crate::on_every_database;

on_every_database!(nothing_of_a_hidden_record_leaves_on_any_channel);

const TABLE: &str = include_str!("leaks/planted.txt");

/// What a planted record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Secret {
    Plain,
    Topic(SensitiveTopic),
    Unknown,
    AnotherPatients,
}

struct Planted {
    secret: Secret,
    body: Value,
}

impl Planted {
    fn kind(&self) -> &str {
        self.body["resourceType"].as_str().unwrap()
    }

    fn id(&self) -> &str {
        self.body["id"].as_str().unwrap()
    }

    fn is_shown(&self, given: &[SensitiveTopic]) -> bool {
        match self.secret {
            Secret::Plain => true,
            Secret::Topic(SensitiveTopic::PsychotherapyNotes)
            | Secret::Unknown
            | Secret::AnotherPatients => false,
            Secret::Topic(topic) => given.contains(&topic),
        }
    }
}

fn planted() -> Vec<Planted> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| {
        let (secret, body) = line.split_once('\t').unwrap();
        let secret = match secret {
            "plain" => Secret::Plain,
            "unknown" => Secret::Unknown,
            "another" => Secret::AnotherPatients,
            topic => Secret::Topic(SensitiveTopic::from_key(topic).unwrap()),
        };
        Planted {
            secret,
            body: serde_json::from_str(body).unwrap(),
        }
    };
    rows.map(row).collect()
}

/// What each app was given beside all kinds of data: nothing, one topic each, and all that can be given.
fn given() -> Vec<Vec<SensitiveTopic>> {
    let topics = || {
        SensitiveTopic::ALL
            .iter()
            .copied()
            .filter(|one| one.may_be_shared_with_apps())
    };
    let mut given = vec![Vec::new(), topics().collect()];
    given.extend(topics().map(|topic| vec![topic]));
    given
}

/// The scopes of an app that asks for everything, and for these topics by their labels.
fn asked(topics: &[SensitiveTopic]) -> String {
    let label = |topic: &SensitiveTopic| {
        let code = topic.codes()[0];
        format!(" patient/*.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|{code}")
    };
    let labels: String = topics.iter().map(label).collect();
    format!("patient/*.rs{labels}")
}

/// What was tried, and what went wrong.
#[derive(Default)]
struct Tried {
    combinations: usize,
    leaks: Vec<String>,
    withheld: Vec<String>,
}

async fn nothing_of_a_hidden_record_leaves_on_any_channel(world: World) {
    let planted = planted();
    let bodies: Vec<Value> = planted.iter().map(|one| one.body.clone()).collect();
    world.import(&bodies).await;
    let mut tried = Tried::default();
    for topics in given() {
        let app = world
            .connect(&asked(&topics), DataCategory::ALL, &topics, None)
            .await;
        let (shown, hidden): (Vec<_>, Vec<_>) =
            planted.iter().partition(|one| one.is_shown(&topics));
        let hidden: BTreeSet<&str> = hidden.into_iter().map(Planted::id).collect();
        tried.reads(&app, &planted, &hidden).await;
        // Every search without a topic and with all; with one of them, the pages of each type.
        let every_search = topics.len() != 1;
        tried
            .searches(&app, &planted, (&hidden, every_search))
            .await;
        tried.counts(&app, &shown).await;
    }
    println!(
        "{} combinations of record, channel and consent were tried",
        tried.combinations
    );
    assert!(
        tried.leaks.is_empty(),
        "{} leaks:\n{}",
        tried.leaks.len(),
        tried.leaks.join("\n")
    );
    assert!(
        tried.withheld.is_empty(),
        "over-hidden:\n{}",
        tried.withheld.join("\n")
    );
    assert!(tried.combinations > 50_000, "{}", tried.combinations);
}

impl Tried {
    /// Each record by its id, and with the ETag that a first version has.
    async fn reads(&mut self, app: &App<'_>, planted: &[Planted], hidden: &BTreeSet<&str>) {
        for one in planted {
            app.world.pass(TimeDelta::milliseconds(200));
            let (kind, id) = (one.kind(), one.id());
            let path = format!("{kind}/{id}");
            let read = app.get(&path).await;
            let again = app.request("GET", &path).header("if-none-match", "W/\"1\"");
            let again = app
                .world
                .send(again.body(String::new().into()).unwrap())
                .await;
            self.combinations += 2 * hidden.len();
            if hidden.contains(id) {
                let absent = app.get(&format!("{kind}/never-was")).await;
                let same =
                    |text: String, id: &str| channels::without_correlation(&text.replace(id, "*"));
                if read.status != 404 || same(read.text(), id) != same(absent.text(), "never-was") {
                    self.leaks
                        .push(format!("{path}: {} {}", read.status, read.text()));
                }
                if again.status != read.status {
                    self.leaks
                        .push(format!("{path} if-none-match: {}", again.status));
                }
            } else {
                if read.status != 200 {
                    self.withheld.push(format!("{path}: {}", read.status));
                }
                self.look(&path, &read.text(), hidden);
            }
        }
    }

    /// Each channel that answers with a bundle, on all its pages.
    async fn searches(
        &mut self,
        app: &App<'_>,
        planted: &[Planted],
        (hidden, every_search): (&BTreeSet<&str>, bool),
    ) {
        let paths = channels::of(app, planted).await.into_iter();
        for path in paths.filter(|path| every_search || path.ends_with(channels::WHOLE_TYPE)) {
            app.world.pass(TimeDelta::milliseconds(200));
            let mut next = Some(path.clone());
            while let Some(page) = next {
                let answer = app.get(&page).await;
                self.combinations += hidden.len();
                // What was asked for by its id stands in the address of the answer, as it was typed.
                let asked = hidden.iter().any(|id| page.contains(*id));
                let text = if asked {
                    answer.json()["entry"].to_string()
                } else {
                    answer.text()
                };
                self.look(&page, &text, hidden);
                next = (answer.status == 200)
                    .then(|| answer.link("next"))
                    .flatten();
            }
        }
        for (kind, id) in planted.iter().map(|one| (one.kind(), one.id())) {
            let form = format!("_id={id}");
            let answer = app.post_search(&format!("{kind}/_search"), &form).await;
            self.combinations += hidden.len();
            self.look(
                &format!("POST {kind} {form}"),
                &answer.json()["entry"].to_string(),
                hidden,
            );
        }
    }

    /// Totals are of what is shown, and of nothing else.
    async fn counts(&mut self, app: &App<'_>, shown: &[&Planted]) {
        let mut of_kind: BTreeMap<&str, usize> = BTreeMap::new();
        for one in shown {
            *of_kind.entry(one.kind()).or_default() += 1;
        }
        for (kind, count) in of_kind {
            app.world.pass(TimeDelta::milliseconds(200));
            for asked in ["_summary=count", "_count=1&_total=accurate"] {
                self.combinations += 1;
                let total = app.get(&format!("{kind}?{asked}")).await.json()["total"].clone();
                if total != count {
                    self.leaks
                        .push(format!("{kind}?{asked}: {total} and not {count}"));
                }
            }
        }
    }

    fn look(&mut self, channel: &str, text: &str, hidden: &BTreeSet<&str>) {
        let found = hidden.iter().filter(|id| text.contains(**id));
        self.leaks
            .extend(found.map(|id| format!("{id} in {channel}")));
    }
}
