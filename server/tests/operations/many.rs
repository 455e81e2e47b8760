//! Many apps and many entries: pages stay short, and what is looked for is found by part of its name.

use domain::{ids::ClientId, person::Person};
use serde_json::json;
use server::{
    demo::clients,
    operations::{
        administration::register_client::{Credential, register_client},
        records::import_records::Import,
    },
};

use crate::{
    on_every_database,
    operations::people_pages::Browser,
    support::{World, samples::EMAIL},
};

on_every_database!(
    thirty_apps_come_ten_to_a_page_and_are_found_by_name,
    entries_are_found_by_part_of_their_name_and_a_sign_is_a_sign,
    what_is_looked_for_stands_in_no_address
);

async fn connects(world: &World, maria: &Person, name: &str, number: usize) {
    let (mut client, _) = clients::clients().swap_remove(0);
    client.id = ClientId::parse(format!("app-{number}")).unwrap();
    client.name = name.parse().unwrap();
    let (deps, ctx) = (&world.deps, world.ctx());
    let registered = register_client(deps, ctx, client, Credential::None).await;
    let consent = world.decision(maria, &registered.unwrap().client);
    world.give(&consent).await;
}

async fn thirty_apps_come_ten_to_a_page_and_are_found_by_name(world: World) {
    let maria = world.maria().await;
    for number in 0..29 {
        connects(&world, &maria, &format!("Step Counter {number}"), number).await;
    }
    connects(&world, &maria, "Pulse Diary", 29).await;
    let mut browser = Browser::of(&world, EMAIL).await;
    for (path, cards) in [("/apps", 10), ("/apps?page=2", 10), ("/apps?page=3", 0)] {
        assert_eq!(cards_on(&browser.get(path).await.text()), cards, "{path}");
    }
    let found = looks_for(&mut browser, "find=pULSE").await;
    assert!(cards_on(&found) == 1 && found.contains("Pulse Diary"));
    let nothing = looks_for(&mut browser, "find=nothing").await;
    assert!(nothing.contains("No app is called"));
    let home = browser.get("/").await.text();
    assert!(cards_on(&home) == 3 && home.contains("Show 27 more"));
    assert!(home.contains("30 apps can see"));
}

async fn entries_are_found_by_part_of_their_name_and_a_sign_is_a_sign(world: World) {
    world.maria().await;
    let result = |at: usize| {
        let name = if at < 55 {
            "Blood sugar"
        } else {
            "Protein_A 100%"
        };
        json!({ "resource": {
            "resourceType": "Observation", "id": format!("lab-{at}"), "status": "final",
            "category": [{ "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory",
            }] }],
            "code": { "text": name, "coding": [{ "system": "http://loinc.org", "code": "2339-0" }] },
            "subject": { "reference": "Patient/maria" },
            "effectiveDateTime": "2026-04-01", "valueQuantity": { "value": at, "unit": "mg/dL" },
        }})
    };
    let mut entries: Vec<_> = (0..57).map(result).collect();
    entries[0]["resource"]["code"]["text"] = json!("Índice de azúcar");
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": entries });
    let mut import = Import::new(&world.deps, world.ctx());
    import.text("many", &bundle.to_string()).await.unwrap();
    assert_eq!(import.report().refused, 0);
    let mut browser = Browser::of(&world, EMAIL).await;
    let entries_on = |page: &str| page.matches("data-entry").count();
    for (page, entries) in [("", 50), ("&page=1", 7)] {
        let path = format!("/records?kind=lab-results{page}");
        assert_eq!(entries_on(&browser.get(&path).await.text()), entries);
    }
    for index in ["%C3%8Dndice", "%C3%ADNDICE", "AZ%C3%9ACAR"] {
        let found = looks_for(&mut browser, &format!("kind=lab-results&find={index}")).await;
        assert_eq!(entries_on(&found), 1, "{index}");
    }
    for (sign, entries) in [("%25", 2), ("_", 2), ("n_A", 2), ("o_s", 0), ("%5C", 0)] {
        let found = looks_for(&mut browser, &format!("kind=lab-results&find={sign}")).await;
        assert_eq!(entries_on(&found), entries, "{sign}");
    }
}

/// What is looked for may name an illness: it stands in no address, and no other list and nobody else is shown it.
async fn what_is_looked_for_stands_in_no_address(world: World) {
    let maria = world.maria().await;
    for number in 0..7 {
        connects(&world, &maria, &format!("Step Counter {number}"), number).await;
    }
    let mut browser = Browser::of(&world, EMAIL).await;
    let answer = browser
        .post("/api/find", "kind=lab-results&find=Syphilis")
        .await;
    assert_eq!(
        answer.header("location"),
        "/records?kind=lab-results&found=yes"
    );
    browser.keep(&answer);
    assert!(!browser.cookie.contains("Syphilis"));
    let page = browser
        .get("/records?kind=lab-results&found=yes")
        .await
        .text();
    assert!(page.contains("is called “Syphilis”"));
    for other in [
        "/records?kind=lab-results",
        "/records?kind=visits&found=yes",
        "/apps?found=yes",
    ] {
        assert!(
            !browser.get(other).await.text().contains("Syphilis"),
            "{other}"
        );
    }
    let forgets = browser.post("/api/find", "kind=lab-results&find=+").await;
    assert_eq!(forgets.header("location"), "/records?kind=lab-results");
}

fn cards_on(page: &str) -> usize {
    page.matches("data-app=").count()
}

/// The list that a search leads to.
async fn looks_for(browser: &mut Browser<'_>, form: &str) -> String {
    let answer = browser.post("/api/find", form).await;
    browser.keep(&answer);
    browser.get(answer.header("location")).await.text()
}
