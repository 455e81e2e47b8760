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
    entries_are_found_by_part_of_their_name_and_a_sign_is_a_sign
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
    let browser = Browser::of(&world, EMAIL).await;
    let shown = async |path: &str| {
        let page = browser.get(path).await.text();
        (page.matches("data-app=").count(), page)
    };
    for (path, cards) in [("/apps", 10), ("/apps?page=2", 10), ("/apps?page=3", 0)] {
        assert_eq!(shown(path).await.0, cards, "{path}");
    }
    let (cards, page) = shown("/apps?find=pULSE").await;
    assert!(cards == 1 && page.contains("Pulse Diary"));
    assert!(
        shown("/apps?find=nothing")
            .await
            .1
            .contains("No app is called")
    );
    let (cards, home) = shown("/").await;
    assert!(cards == 3 && home.contains("Show 27 more"));
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
    let browser = Browser::of(&world, EMAIL).await;
    let found = async |query: &str| {
        let page = browser
            .get(&format!("/records?kind=lab-results{query}"))
            .await;
        page.text().matches("data-entry").count()
    };
    assert_eq!(found("").await, 50);
    assert_eq!(found("&page=1").await, 7);
    assert_eq!(found("&find=SUGAR&page=1").await, 4);
    for index in ["%C3%8Dndice", "%C3%ADNDICE", "AZ%C3%9ACAR"] {
        assert_eq!(found(&format!("&find={index}")).await, 1, "{index}");
    }
    for (sign, entries) in [("%25", 2), ("_", 2), ("n_A", 2), ("o_s", 0), ("%5C", 0)] {
        assert_eq!(found(&format!("&find={sign}")).await, entries, "{sign}");
    }
}
