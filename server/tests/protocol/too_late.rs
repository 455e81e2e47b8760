//! Whoever comes too late to answer an app still finds the way back to it, and the app hears why (RFC 6749 §4.1.2.1).

use axum::http::{HeaderMap, StatusCode, header};
use domain::ids::AuthorizationRequestId;
use server::{http::session, operations::administration::prune::prune};

use crate::protocol::story::{CALLBACK, Call, Question, Reply, Story as World, asked_for};

const STAFF: &str = "desk@demo.sayso.example";
const LATE: &str = "error=access_denied&error_description=the%20request%20has%20expired";
const QUARTER: i64 = 15 * 60;

crate::on_every_database!(
    who_comes_too_late_goes_back_and_the_app_hears_why,
    who_has_no_record_and_comes_too_late_goes_back_too,
    an_answer_that_comes_too_late_leads_back_too,
    a_sign_in_that_waited_too_long_leads_back_too,
    an_answered_request_is_not_answered_again,
    a_stopped_app_hears_that_it_may_not_ask,
    an_unopened_request_is_found_for_two_hours
);

fn with(call: Call, browser: &HeaderMap) -> Call {
    call.with_header("cookie", browser[header::COOKIE].to_str().unwrap())
        .with_header("accept", "text/html")
}

async fn open(story: &World, browser: &HeaderMap, path: &str) -> Reply {
    story.call(with(Call::get(path), browser)).await
}

async fn send(story: &World, browser: &HeaderMap, path: &str, form: &str) -> Reply {
    story.call(with(Call::post(path, form), browser)).await
}

async fn leave(story: &World, browser: &HeaderMap, request: AuthorizationRequestId) -> Reply {
    let form = format!("request={request}");
    send(story, browser, "/api/leave-request", &form).await
}

async fn asked(story: &World, scope: &str) -> AuthorizationRequestId {
    asked_for(
        &story
            .ask(&Question::of_sugar_coach().with("scope", scope))
            .await,
    )
}

async fn asked_for_labs(story: &World) -> AuthorizationRequestId {
    asked(story, "patient/Observation.rs").await
}

/// From this page of the request to the app, in two steps.
async fn goes_back(
    story: &World,
    browser: &HeaderMap,
    page: &str,
    request: AuthorizationRequestId,
) {
    let led = open(story, browser, page).await;
    assert_eq!(
        led.location(),
        format!("/consent/{request}/whose"),
        "{page}"
    );
    let page = open(story, browser, led.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("This question waited too long"));
    let back = leave(story, browser, request).await;
    assert!(back.location().starts_with(&format!("{CALLBACK}?{LATE}")));
    assert_eq!(back.parameter("state").as_deref(), Some("s1"));
    assert!(back.parameter("iss").is_some());
}

async fn who_comes_too_late_goes_back_and_the_app_hears_why(story: World) {
    let request = asked_for_labs(&story).await;
    story.wait_seconds(QUARTER);
    let maria = story.sign_in().await;
    let before = story.history().await.len();
    goes_back(&story, &maria, &format!("/consent/{request}"), request).await;
    // Nothing was decided, so it can be asked for once more, and nothing is written.
    goes_back(
        &story,
        &maria,
        &format!("/consent/{request}/confirm"),
        request,
    )
    .await;
    assert_eq!(story.history().await.len(), before);
}

async fn who_has_no_record_and_comes_too_late_goes_back_too(story: World) {
    story.world.somebody(STAFF, "Front Desk").await;
    let request = asked_for_labs(&story).await;
    story.wait_seconds(QUARTER);
    let signed_in = story.world.signed_in(STAFF).await;
    let cookie = session::cookie(&story.world.deps, &signed_in.secret);
    let pair = cookie.split(';').next().unwrap().parse().unwrap();
    let browser = HeaderMap::from_iter([(header::COOKIE, pair)]);
    goes_back(&story, &browser, &format!("/consent/{request}"), request).await;
}

async fn an_answer_that_comes_too_late_leads_back_too(story: World) {
    story.world.small_record().await;
    let maria = story.sign_in().await;
    let request = asked_for_labs(&story).await;
    let consent = format!("/consent/{request}");
    assert_eq!(open(&story, &maria, &consent).await.status, StatusCode::OK);
    story.wait_seconds(3_700);
    let maria = story.sign_in().await;
    let yes = format!("request={request}&press=share&share[]=lab-results&length=30");
    let late = send(&story, &maria, "/api/decide", &yes).await;
    assert!(late.location().starts_with(&consent));
    goes_back(&story, &maria, late.location(), request).await;
    let no = yes.replace("press=share", "press=deny");
    let late = send(&story, &maria, "/api/decide", &no).await;
    assert!(late.location().contains(LATE));
    assert!(story.consents().await.is_empty());
}

async fn a_sign_in_that_waited_too_long_leads_back_too(story: World) {
    let request = asked(&story, "openid").await;
    story.wait_seconds(QUARTER);
    let maria = story.sign_in().await;
    goes_back(&story, &maria, &format!("/consent/{request}/who"), request).await;
    let yes = format!("request={request}&press=share&shown=x");
    let late = send(&story, &maria, "/api/identify", &yes).await;
    assert!(
        late.location()
            .starts_with(&format!("/consent/{request}/who"))
    );
}

async fn an_answered_request_is_not_answered_again(story: World) {
    let maria = story.sign_in().await;
    let request = asked_for_labs(&story).await;
    leave(&story, &maria, request).await;
    story.wait_seconds(QUARTER);
    let maria = story.sign_in().await;
    let page = open(&story, &maria, &format!("/consent/{request}/whose")).await;
    assert_eq!(page.status, StatusCode::GONE);
    let again = leave(&story, &maria, request).await;
    assert!(again.location().contains("problem=request-over"));
}

async fn a_stopped_app_hears_that_it_may_not_ask(story: World) {
    story.world.small_record().await;
    let maria = story.sign_in().await;
    let request = asked_for_labs(&story).await;
    story.suspend_sugar_coach().await;
    let led = open(&story, &maria, &format!("/consent/{request}")).await;
    let page = open(&story, &maria, led.location()).await;
    assert!(page.text().contains("The hospital stopped"));
    let back = leave(&story, &maria, request).await;
    let error = back.parameter("error");
    assert_eq!(error.as_deref(), Some("unauthorized_client"));
    let again = leave(&story, &maria, request).await;
    assert!(again.location().contains("problem=request-over"));
}

async fn an_unopened_request_is_found_for_two_hours(story: World) {
    let request = asked_for_labs(&story).await;
    for (waits, status) in [(7_100, StatusCode::FOUND), (200, StatusCode::NOT_FOUND)] {
        story.wait_seconds(waits);
        prune(&story.world.deps).await.unwrap();
        let maria = story.sign_in().await;
        let page = open(&story, &maria, &format!("/consent/{request}")).await;
        assert_eq!(page.status, status, "{waits}");
    }
}
