//! An app that only wants to know who somebody is: `openid fhirUser` without any resource shows no record and shares none.

use axum::http::{HeaderMap, StatusCode, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ids::AuthorizationRequestId;
use serde_json::Value;
use server::http::session;

use crate::{
    protocol::story::{CALLBACK, Call, Question, Reply, Story as World, asked_for},
    support::caregivers::{DANIEL, usual},
};

const SCOPE: &str = "openid fhirUser";

crate::on_every_database!(
    a_sign_in_tells_who_it_is_and_shows_no_record,
    a_sign_in_stands_beside_what_the_app_may_read,
    a_sign_in_is_listed_and_can_be_stopped,
    a_caregiver_is_told_of_no_sign_in,
    no_is_told_to_the_app,
    a_sign_in_has_no_patient_in_context_and_does_not_come_back,
    a_trust_change_ends_what_the_app_holds
);

pub(super) fn question() -> Question {
    Question::of_sugar_coach()
        .with("scope", SCOPE)
        .with("nonce", "n-1")
}

pub(super) async fn browser(story: &World, email: &str) -> HeaderMap {
    let signed_in = story.world.signed_in(email).await;
    let cookie = session::cookie(&story.world.deps, &signed_in.secret);
    let pair = cookie.split(';').next().unwrap();
    HeaderMap::from_iter([(header::COOKIE, pair.parse().unwrap())])
}

pub(super) fn with(call: Call, browser: &HeaderMap) -> Call {
    call.with_header("cookie", browser[header::COOKIE].to_str().unwrap())
        .with_header("accept", "text/html")
}

pub(super) async fn open(story: &World, browser: &HeaderMap, path: &str) -> Reply {
    story.call(with(Call::get(path), browser)).await
}

pub(super) fn page_of(request: AuthorizationRequestId) -> String {
    format!("/consent/{request}/who")
}

/// What the page was, as its form says it.
pub(super) fn shown(page: &Reply) -> String {
    let text = page.text();
    let at = text.find("name=\"shown\" value=\"").unwrap() + "name=\"shown\" value=\"".len();
    text[at..].split('"').next().unwrap().to_owned()
}

async fn press(
    story: &World,
    browser: &HeaderMap,
    request: AuthorizationRequestId,
    press: &str,
) -> Reply {
    let page = open(story, browser, &page_of(request)).await;
    let form = format!("request={request}&press={press}&shown={}", shown(&page));
    story
        .call(with(Call::post("/api/identify", &form), browser))
        .await
}

/// Maria says yes to this question.
async fn yes(story: &World, question: &Question) -> Reply {
    let browser = story.sign_in().await;
    let request = asked_for(&story.ask_as(&browser, question).await);
    press(story, &browser, request, "share").await
}

async fn tokens(story: &World) -> Value {
    let code = yes(story, &question()).await.code();
    story.exchange(&code).await.json()
}

fn access(body: &Value) -> &str {
    body["access_token"].as_str().unwrap()
}

fn claims(body: &Value) -> Value {
    let part = body["id_token"].as_str().unwrap().split('.').nth(1);
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part.unwrap()).unwrap()).unwrap()
}

async fn read(story: &World, token: &str, path: &str) -> Reply {
    let bearer = format!("Bearer {token}");
    let call = Call::get(path).with_header("authorization", &bearer);
    story.call(call).await
}

async fn a_sign_in_tells_who_it_is_and_shows_no_record(story: World) {
    story.with_keys().await;
    story.world.small_record().await;
    let browser = story.sign_in().await;
    let asked = story.ask_as(&browser, &question()).await;
    let request = asked_for(&asked);
    assert_eq!(asked.location(), page_of(request));
    let page = open(&story, &browser, asked.location()).await;
    assert!(!page.text().contains("share[]"));
    let code = press(&story, &browser, request, "share").await.code();
    let body = story.exchange(&code).await.json();
    let user = format!("http://localhost:3000/fhir/Patient/{}", story.patient_id());
    assert_eq!(claims(&body)["fhirUser"], user.as_str());
    assert_eq!(claims(&body)["nonce"], "n-1");
    assert_eq!(body["scope"], SCOPE);
    let said = story.userinfo(access(&body)).await.json();
    assert_eq!(said["sub"], claims(&body)["sub"]);
    for path in ["/fhir/Patient", "/fhir/Observation?code=1", "/fhir/Goal"] {
        let status = read(&story, access(&body), path).await.status;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
    // `fhirUser` leads to the number that it names, and to nothing else.
    let named = read(&story, access(&body), "/fhir/Patient/maria").await;
    let named = named.json();
    assert_eq!(named["id"], "maria");
    for withheld in ["name", "birthDate", "identifier", "telecom", "address"] {
        assert!(named.get(withheld).is_none(), "{withheld}");
    }
    let actions = story.actions().await;
    let evidence = ["app-connected", "consent-given", "consent-requested"];
    for action in evidence {
        assert!(actions.contains(&action), "{action}");
    }
    assert!(story.told().await.is_empty());
}

async fn a_sign_in_stands_beside_what_the_app_may_read(story: World) {
    story.with_keys().await;
    let held = story.connect().await;
    let first = tokens(&story).await;
    assert_eq!(story.consents().await, ["active", "active"]);
    assert!(story.is_active(&held.access).await);
    assert_ne!(
        read(&story, &held.access, "/fhir/Observation").await.status,
        StatusCode::FORBIDDEN
    );
    // A second one is the next version of the first, and shares no more.
    let second = tokens(&story).await;
    assert_eq!(story.consents().await.len(), 2);
    assert_eq!(claims(&first)["sub"], claims(&second)["sub"]);
    assert_ne!(
        read(&story, access(&second), "/fhir/Observation")
            .await
            .status,
        StatusCode::OK
    );
    // And a new consent for data does not take its place.
    story.connect().await;
    assert_eq!(story.consents().await, ["active", "active"]);
}

async fn a_sign_in_is_listed_and_can_be_stopped(story: World) {
    story.with_keys().await;
    let body = tokens(&story).await;
    let browser = story.sign_in().await;
    let apps = open(&story, &browser, "/apps").await.text().to_owned();
    assert!(apps.contains("Ask who you are"));
    assert!(apps.contains("No app can see your record."));
    let at = apps.find("/apps/consent_").unwrap() + "/apps/".len();
    let consent = apps[at..].split(['"', '/']).next().unwrap();
    for page in ["", "/stop", "/receipt"] {
        let page = open(&story, &browser, &format!("/apps/{consent}{page}")).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    let form = format!("consent={consent}");
    story
        .call(with(Call::post("/api/stop", &form), &browser))
        .await;
    assert_eq!(story.consents().await, ["revoked"]);
    let after = story.userinfo(access(&body)).await;
    assert_eq!(after.status, StatusCode::UNAUTHORIZED);
    // Half an hour later nothing of another one works either.
    let again = tokens(&story).await;
    story.wait_seconds(3_601);
    let late = story.userinfo(access(&again)).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
}

async fn a_caregiver_is_told_of_no_sign_in(story: World) {
    story.with_keys().await;
    tokens(&story).await;
    let daniel = story.world.daniel().await;
    let delegation = story
        .world
        .delegation_to(&story.maria, &daniel, usual())
        .await;
    let browser = browser(&story, DANIEL).await;
    let form = format!("delegation={}", delegation.id);
    story
        .call(with(Call::post("/api/act-for", &form), &browser))
        .await;
    for path in ["/apps", "/activity"] {
        let page = open(&story, &browser, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text().contains("Sugar Coach"), "{path}");
    }
}

async fn no_is_told_to_the_app(story: World) {
    let browser = story.sign_in().await;
    let request = asked_for(&story.ask_as(&browser, &question()).await);
    let from = format!("http://localhost:3000{}", page_of(request));
    let other = with(Call::post("/api/sign-out", ""), &story.sign_in().await);
    let other = story.call(other.with_header("referer", &from)).await;
    assert_eq!(
        other.location(),
        format!("/sign-in?next={}", page_of(request))
    );
    let back = press(&story, &browser, request, "deny").await;
    assert!(back.location().starts_with(CALLBACK));
    assert_eq!(back.parameter("error").as_deref(), Some("access_denied"));
    assert_eq!(back.parameter("state").as_deref(), Some("s1"));
    assert!(story.consents().await.is_empty());
    assert_eq!(story.actions().await[0], "consent-denied");
}

async fn a_sign_in_has_no_patient_in_context_and_does_not_come_back(story: World) {
    story.with_keys().await;
    let wide = "openid profile launch/patient offline_access email";
    let code = yes(&story, &question().with("scope", wide)).await.code();
    let body = story.exchange(&code).await.json();
    assert_eq!(body["scope"], "openid");
    for absent in ["patient", "refresh_token"] {
        assert!(body.get(absent).is_none(), "{absent}");
    }
    assert!(claims(&body).get("fhirUser").is_none());
    let said = story.introspect(access(&body)).await.json();
    assert_eq!(said["active"], true);
    assert!(said.get("patient").is_none());
}

async fn a_trust_change_ends_what_the_app_holds(story: World) {
    story.with_keys().await;
    let body = tokens(&story).await;
    story.change_password("nine green apples fall").await;
    let after = story.userinfo(access(&body)).await;
    assert_eq!(after.status, StatusCode::UNAUTHORIZED);
    assert_eq!(story.consents().await, ["active"]);
}
