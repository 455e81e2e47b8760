//! What does not become a sign-in to an app: requests for data, people without a record, a page that showed something else.

use axum::http::StatusCode;

use crate::protocol::{
    signing_in::{browser, open, page_of, question, shown, with},
    story::{Call, Question, Story as World, asked_for},
};

const STAFF: &str = "desk@demo.sayso.example";

crate::on_every_database!(
    who_has_no_record_goes_back_to_the_app,
    a_request_for_data_never_becomes_a_sign_in,
    what_another_page_showed_is_not_said_yes_to,
    a_stronger_sign_in_is_asked_for_and_not_a_proof
);

async fn who_has_no_record_goes_back_to_the_app(story: World) {
    story.world.somebody(STAFF, "Front Desk").await;
    let browser = browser(&story, STAFF).await;
    let request = asked_for(&story.ask_as(&browser, &question()).await);
    let page = open(&story, &browser, &page_of(request)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("/api/identify"));
    let forced = format!("request={request}&press=share&shown=x");
    let forced = story
        .call(with(Call::post("/api/identify", &forced), &browser))
        .await;
    assert!(forced.location().contains("problem="));
    let form = format!("request={request}");
    let back = story
        .call(with(Call::post("/api/leave-request", &form), &browser))
        .await;
    assert_eq!(back.parameter("error").as_deref(), Some("access_denied"));
}

async fn a_request_for_data_never_becomes_a_sign_in(story: World) {
    for scope in [
        "openid fhirUser patient/Unheard.rs",
        "openid system/Observation.rs",
        "openid user/*.read",
        "openid patient/Observation.c",
        "fhirUser",
        "fhirUser launch/patient offline_access",
        "profile",
    ] {
        let refused = story.ask(&question().with("scope", scope)).await;
        let error = refused.parameter("error");
        assert_eq!(error.as_deref(), Some("invalid_scope"), "{scope}");
    }
    // And the pages of one are not those of the other.
    story.world.small_record().await;
    let browser = story.sign_in().await;
    let data = asked_for(&story.ask_as(&browser, &Question::of_sugar_coach()).await);
    let who = asked_for(&story.ask_as(&browser, &question()).await);
    for path in [page_of(data), format!("/consent/{who}")] {
        let page = open(&story, &browser, &path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn what_another_page_showed_is_not_said_yes_to(story: World) {
    let browser = story.sign_in().await;
    let request = asked_for(&story.ask_as(&browser, &question()).await);
    let narrow = asked_for(
        &story
            .ask_as(&browser, &question().with("scope", "openid"))
            .await,
    );
    let other = shown(&open(&story, &browser, &page_of(narrow)).await);
    let form = format!("request={request}&press=share&shown={other}");
    let refused = story
        .call(with(Call::post("/api/identify", &form), &browser))
        .await;
    assert!(refused.location().contains("problem=changed-meanwhile"));
    assert!(story.consents().await.is_empty());
}

async fn a_stronger_sign_in_is_asked_for_and_not_a_proof(story: World) {
    let browser = story.sign_in().await;
    story.wait_seconds(120);
    let newer = question().with("max_age", "60");
    let asked = story.ask_as(&browser, &newer).await;
    assert!(asked.location().starts_with("/sign-in?next=/consent/"));
    assert!(asked.location().contains("/who"));
    // Nobody has a passkey here: the app hears that it cannot be.
    let strong = question().with("acr_values", "phr");
    let refused = story.ask_as(&browser, &strong).await;
    let error = refused.parameter("error");
    assert_eq!(error.as_deref(), Some("unmet_authentication_requirements"));
}
