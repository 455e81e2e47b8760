//! The file and the form that it comes from.

use axum::http::StatusCode;
use domain::{audit::AuditAction, delegation::Ability};
use serde_json::{Value, json};

use super::longer_record;
use crate::{
    on_every_database,
    operations::{caregivers::count, people_pages::Browser},
    support::{
        World,
        caregivers::{DANIEL, may, usual},
        samples::{EMAIL, PASSWORD},
    },
};

on_every_database!(
    the_file_is_a_fhir_bundle_of_the_records_as_they_are_stored,
    a_long_record_is_one_bundle_and_an_empty_one_has_no_entries,
    a_copy_to_read_is_a_page_with_what_the_records_say,
    the_form_is_about_the_record_that_its_page_was_about,
    without_the_right_proof_the_form_comes_back_and_nothing_leaves
);

async fn the_file_is_a_fhir_bundle_of_the_records_as_they_are_stored(world: World) {
    world.maria().await;
    world.small_record().await;
    let browser = Browser::of(&world, EMAIL).await;
    let file = browser
        .post("/records/copy", &format!("password={PASSWORD}"))
        .await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), "application/fhir+json");
    assert_eq!(file.header("cache-control"), "no-store");
    assert!(
        file.header("content-disposition")
            .starts_with("attachment; filename=\"sayso-record-")
    );
    let bundle: Value = serde_json::from_str(&file.text()).unwrap();
    assert_eq!(
        (&bundle["resourceType"], &bundle["type"]),
        (&"Bundle".into(), &"collection".into())
    );
    let entries = bundle["entry"].as_array().unwrap();
    assert_eq!(entries.len(), 6);
    let knee = &entries[0];
    assert!(
        knee["fullUrl"]
            .as_str()
            .unwrap()
            .ends_with("/fhir/Condition/knee")
    );
    assert_eq!(knee["resource"]["code"]["text"], "Knee pain");
}

async fn a_long_record_is_one_bundle_and_an_empty_one_has_no_entries(world: World) {
    world.maria().await;
    let mut browser = Browser::of(&world, EMAIL).await;
    let mut file = async || {
        let file = browser
            .post("/records/copy", &format!("password={PASSWORD}"))
            .await;
        browser.keep(&file);
        serde_json::from_str::<Value>(&file.text()).unwrap()
    };
    assert_eq!(
        file().await,
        json!({ "resourceType": "Bundle", "type": "collection" })
    );
    world.small_record().await;
    longer_record(&world, 450).await;
    assert_eq!(file().await["entry"].as_array().unwrap().len(), 456);
}

async fn a_copy_to_read_is_a_page_with_what_the_records_say(world: World) {
    world.maria().await;
    let mut browser = Browser::of(&world, EMAIL).await;
    let mut page = async || {
        let form = format!("password={PASSWORD}&as=page");
        let file = browser.post("/records/copy", &form).await;
        browser.keep(&file);
        assert_eq!(file.header("content-type"), "text/html; charset=utf-8");
        let name = file.header("content-disposition");
        assert!(
            name.starts_with("attachment; ") && name.ends_with(".html\""),
            "{name}"
        );
        file.text()
    };
    assert!(page().await.contains("There is nothing in it."));
    world.small_record().await;
    let told = page().await;
    assert!(told.contains("<title>The record of Maria"), "{told}");
    assert!(told.contains("<h2>Health conditions</h2>") && told.contains("Knee pain"));
    assert!(!told.contains("<script") && !told.contains("resourceType"));
}

async fn the_form_is_about_the_record_that_its_page_was_about(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let browser = Browser::of(&world, DANIEL).await;
    browser.acts_for(&delegation).await;
    let own = browser
        .post("/records/copy", &format!("acting=&password={PASSWORD}"))
        .await;
    assert_eq!(
        own.header("location"),
        "/records/copy?problem=changed-meanwhile"
    );
    let hers = browser
        .post(
            "/records/copy",
            &format!("acting={}&password={PASSWORD}", delegation.id),
        )
        .await;
    assert_eq!(hers.status, StatusCode::OK);
    assert_eq!(count(&world, AuditAction::RecordExported).await, (1, 0));
}

async fn without_the_right_proof_the_form_comes_back_and_nothing_leaves(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let browser = Browser::of(&world, EMAIL).await;
    for (form, problem) in [
        ("", "password-missing"),
        ("password=wrong", "wrong-password"),
    ] {
        let back = browser.post("/records/copy", form).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        assert_eq!(
            back.header("location"),
            format!("/records/copy?problem={problem}")
        );
    }
    world
        .delegation_to(&maria, &daniel, may(&[Ability::SeeRecords]))
        .await;
    let nobody = Browser {
        world: &world,
        cookie: String::new(),
    };
    assert_eq!(
        nobody.post("/records/copy", "").await.header("location"),
        "/sign-in?next=/records/copy"
    );
    let without_record = Browser::of(&world, DANIEL).await;
    let led = without_record
        .post("/records/copy", &format!("password={PASSWORD}"))
        .await;
    assert_eq!(led.header("location"), "/people");
    assert_eq!(count(&world, AuditAction::RecordExported).await, (0, 0));
}
