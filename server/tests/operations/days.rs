//! In whose days is what told, and when does a day end?

use axum::http::StatusCode;
use domain::ids::PatientId;
use serde_json::json;
use server::{config::time_zone::ZoneName, operations::records::import_records::Import};

use crate::{
    on_every_database,
    operations::{patience::asked, people_pages::Browser},
    support::{
        World,
        samples::{EMAIL, PASSWORD},
    },
};

on_every_database!(
    an_evening_is_of_the_day_that_its_sender_wrote,
    a_picked_end_is_the_end_of_that_day_where_the_hospital_is,
    pages_tell_the_hours_of_the_browser_or_of_the_hospital
);

fn in_zone(world: World, name: &str) -> World {
    let zone = ZoneName::try_from(name.to_owned()).unwrap();
    world.with(|config| config.time_zone = zone)
}

async fn an_evening_is_of_the_day_that_its_sender_wrote(world: World) {
    world.maria().await;
    let result = |id: &str, at: &str| {
        json!({ "resource": {
            "resourceType": "Observation", "id": id, "status": "final",
            "category": [{ "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory",
            }] }],
            "code": { "text": id, "coding": [{ "system": "http://loinc.org", "code": "2339-0" }] },
            "subject": { "reference": "Patient/maria" },
            "effectiveDateTime": at, "valueQuantity": { "value": 5, "unit": "mg/dL" },
        }})
    };
    let entries = [
        result("evening", "2026-04-05T20:30:00-05:00"),
        result("new-year", "2025-01-01T00:30:00+01:00"),
    ];
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": entries });
    let mut import = Import::new(&world.deps, world.ctx());
    import.text("days", &bundle.to_string()).await.unwrap();
    let maria = Browser::of(&world, EMAIL).await;
    let page = maria.get("/records?kind=lab-results").await.text();
    for day in ["5 April 2026", "1 January 2025"] {
        assert!(page.contains(day), "{day}");
    }
    assert!(!page.contains("6 April 2026") && !page.contains("31 December 2024"));
}

/// The moment at which the one consent ends.
async fn end(world: &World) -> String {
    let maria = PatientId::parse("maria").unwrap();
    let consents = world.store().read().consents().list_for(&maria).await;
    consents.unwrap()[0].expires_at.to_rfc3339()
}

async fn a_picked_end_is_the_end_of_that_day_where_the_hospital_is(world: World) {
    let world = in_zone(world, "America/Chicago");
    let (mut maria, page) = asked(&world).await;
    // Her own clock is another one: ends go by the hospital's days.
    maria.cookie = format!("{}; sayso_zone=Pacific/Auckland", maria.cookie);
    let request = page.rsplit('/').next().unwrap();
    let choice = format!(
        "request={request}&press=share&share[]=vital-signs&length=date&until_date=2026-05-20"
    );
    let chosen = maria.post("/api/decide", &choice).await;
    let confirm = format!("{page}/confirm");
    assert_eq!(chosen.header("location"), confirm);
    assert!(maria.get(&confirm).await.text().contains("20 May 2026"));
    let shown = maria.shown(&confirm).await;
    let yes = format!("request={request}&press=share&shown={shown}&password={PASSWORD}");
    let back = maria.post("/api/confirm", &yes).await;
    assert!(
        back.header("location").contains("code="),
        "{}",
        back.header("location")
    );
    assert_eq!(end(&world).await, "2026-05-21T05:00:00+00:00");
    // The proof made her cookie new, so she signs in again.
    let mut maria = Browser::of(&world, EMAIL).await;
    maria.cookie = format!("{}; sayso_zone=Pacific/Auckland", maria.cookie);
    let apps = maria.get("/apps").await.text();
    assert!(apps.contains("20 May 2026") && !apps.contains("21 May 2026"));
}

async fn pages_tell_the_hours_of_the_browser_or_of_the_hospital(world: World) {
    let world = in_zone(world, "America/Chicago");
    world.maria().await;
    let maria = Browser::of(&world, EMAIL).await;
    // It is ten in the morning, UTC.
    let page = maria.get("/activity").await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    assert!(page.contains("those of Chicago.") && page.contains("05:00"));
    let cookie = format!("{}; sayso_zone=Asia/Tokyo", maria.cookie);
    let abroad = Browser {
        world: &world,
        cookie,
    };
    let page = abroad.get("/activity").await.text();
    assert!(page.contains("those of Tokyo.") && page.contains("a day of Chicago."));
    assert!(page.contains("19:00") && !page.contains("05:00"));
}
