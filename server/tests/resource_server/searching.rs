//! Searches: matches, totals, pages and links, as if only what is shared existed.

use domain::catalogue::DataCategory::{LabResults, VitalSigns};

use crate::resource_server::{
    samples::{LAB, a_record_with_much_to_hide, lab, patient},
    world::{App, World},
};

crate::on_every_database!(
    a_search_finds_and_counts_only_what_is_shared,
    another_patient_or_category_is_an_empty_answer,
    pages_lead_through_everything_once_and_back,
    a_page_under_a_consent_that_was_narrowed_says_to_start_again,
    a_search_by_form_is_the_search_by_address,
    a_form_of_another_kind_or_size_is_refused,
    unknown_parameters_are_left_out_or_refused_as_the_app_prefers
);

const FORM: &str = "application/x-www-form-urlencoded";

async fn a_search_finds_and_counts_only_what_is_shared(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world.app(LAB, &[LabResults]).await;
    for path in [
        "Observation",
        "Observation?patient=alice",
        "Observation?patient=Patient/alice&code=http://loinc.org%7C4548-4",
        "Observation?code=4548-4&status=final",
        "Observation?_id=shared,old,about-hiv,unsorted,pressure,bobs",
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.ids(), ["shared", "old"], "{path}");
        assert_eq!(answer.json()["total"], 2, "{path}");
    }
    let count = app.get("Observation?_summary=count").await.json();
    assert_eq!(
        (count["total"].as_u64(), count.get("entry")),
        (Some(2), None)
    );
}

async fn another_patient_or_category_is_an_empty_answer(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world.app(LAB, &[LabResults]).await;
    for path in [
        "Observation?patient=bob",
        "Observation?patient=nobody",
        "Observation?patient=alice&subject=Patient/bob",
        "Observation?category=vital-signs",
        "Observation?_id=bobs",
        "Observation?date=gt2026-04-01",
    ] {
        let answer = app.get(path).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["total"]),
            (200, &0.into()),
            "{path}"
        );
    }
}

async fn pages(app: &App<'_>, path: &str, relation: &str) -> Vec<Vec<String>> {
    let mut next = Some(path.to_owned());
    let mut pages = Vec::new();
    while let Some(path) = next {
        let answer = app.get(&path).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["total"]),
            (200, &7.into()),
            "{path}"
        );
        pages.push(answer.ids());
        next = answer.link(relation);
    }
    pages
}

async fn pages_lead_through_everything_once_and_back(world: World) {
    let mut records = a_record_with_much_to_hide();
    records.extend((1..6).map(|day| lab(&format!("l{day}"), &format!("2026-05-0{day}"))));
    world.import(&records).await;
    let app = world.app(LAB, &[LabResults]).await;
    let forth = pages(&app, "Observation?_count=3&_sort=-date", "next").await;
    assert_eq!(
        forth,
        [
            vec!["l5", "l4", "l3"],
            vec!["l2", "l1", "shared"],
            vec!["old"]
        ]
    );
    let first = app
        .get("Observation?_count=3&_sort=-date")
        .await
        .link("next")
        .unwrap();
    let last = app.get(&first).await.link("next").unwrap();
    assert_eq!(
        pages(&app, &last, "previous").await,
        [
            vec!["old"],
            vec!["l2", "l1", "shared"],
            vec!["l5", "l4", "l3"]
        ]
    );
}

async fn a_page_under_a_consent_that_was_narrowed_says_to_start_again(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world
        .app("patient/Observation.rs", &[LabResults, VitalSigns])
        .await;
    let next = app
        .get("Observation?_count=1&_sort=-date")
        .await
        .link("next")
        .unwrap();
    let narrowed = domain::consent::Consent {
        granted: [LabResults].into_iter().collect(),
        ..app.consent.clone()
    };
    let tx = world.deps.store.begin().await.unwrap();
    tx.consents().save(&narrowed).await.unwrap();
    tx.commit().await.unwrap();
    app.get(&next).await.assert_outcome(400);
}

async fn a_search_by_form_is_the_search_by_address(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world.app(LAB, &[LabResults]).await;
    let by_address = app
        .get("Observation?date=ge2020&code=4548-4&_count=5")
        .await;
    let by_form = app
        .post_search("Observation/_search", "date=ge2020&code=4548-4&_count=5")
        .await;
    assert_eq!(by_form.text(), by_address.text());
    let by_both = app
        .post_search("Observation/_search?date=ge2020", "code=4548-4&_count=5")
        .await;
    assert_eq!(by_both.text(), by_address.text());
    assert_eq!(by_address.ids(), ["shared"]);
}

async fn a_form_of_another_kind_or_size_is_refused(world: World) {
    let app = world.app(LAB, &[LabResults]).await;
    let post = |content_type: &str, body: String| {
        let request = app
            .request("POST", "Observation/_search")
            .header("content-type", content_type);
        world.send(request.body(body.into()).unwrap())
    };
    post("application/json", "{}".to_owned())
        .await
        .assert_outcome(415);
    post(FORM, format!("code={}", "a".repeat(40_000)))
        .await
        .assert_outcome(413);
    post(FORM, "code=%FF".to_owned()).await.assert_outcome(400);
}

async fn unknown_parameters_are_left_out_or_refused_as_the_app_prefers(world: World) {
    world
        .import(&[patient("alice"), lab("l", "2026-04-01")])
        .await;
    let app = world.app(LAB, &[LabResults]).await;
    let lenient = app.get("Observation?colour=red&code=4548-4").await;
    assert_eq!(lenient.link("self").unwrap(), "Observation?code=4548-4");
    let strict = app
        .request("GET", "Observation?colour=red")
        .header("prefer", "handling=strict");
    world
        .send(strict.body(String::new().into()).unwrap())
        .await
        .assert_outcome(400);
}
