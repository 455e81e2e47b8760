//! When is a sign-in the proof of an approval? Once, for the request that led to it, and by a passkey where there is one.

use axum::http::header::SET_COOKIE;
use chrono::TimeDelta;
use domain::{
    assurance::AuthenticationMethod::{Passkey, Password, Upstream},
    catalogue::{SensitiveTopic, TopicSet},
    consent::Choice,
    ids::AuthorizationRequestId,
};
use server::{http::session, operations::connect::approve_consent::ApproveError};

use crate::{
    protocol::story::{Call, Question, Reply, Story as World, asked_for, lab_results},
    support::samples::{EMAIL, PASSWORD},
};

const CHOICE: &str = "press=share&share[]=lab-results&length=30";

async fn post(story: &World, cookie: &str, path: &str, form: &str) -> Reply {
    let call = Call::post(path, form)
        .with_header("cookie", cookie)
        .with_header("accept", "text/html");
    story.call(call).await
}

async fn asked(story: &World) -> AuthorizationRequestId {
    asked_for(&story.ask(&Question::of_sugar_coach()).await)
}

/// The session that an answer of the sign-in form begins, or a proof makes new.
fn cookie(answer: &Reply) -> String {
    let set = answer.headers.get_all(SET_COOKIE).iter();
    let mut pairs = set.filter_map(|value| value.to_str().unwrap().split(';').next());
    let own = pairs.find(|pair| pair.starts_with("sayso=sayso_session_"));
    own.unwrap().to_owned()
}

/// Types the password on the sign-in page that leads on to `next`.
async fn sign_in(story: &World, next: &str) -> String {
    let form = format!("email={EMAIL}&password={PASSWORD}&next={next}");
    cookie(&post(story, "", "/api/sign-in", &form).await)
}

/// Presses Share, and says yes on the page that restates it; `proof` is what its form sends beside.
async fn say_yes(
    story: &World,
    cookie: &str,
    request: AuthorizationRequestId,
    proof: &str,
) -> Reply {
    let form = format!("request={request}&{CHOICE}");
    let restated = post(story, cookie, "/api/decide", &form).await;
    assert!(restated.location().ends_with("/confirm"), "{restated:?}");
    let call = Call::get(restated.location()).with_header("cookie", cookie);
    let page = story.call(call.with_header("accept", "text/html")).await;
    let (_, rest) = page.text().split_once("name=\"shown\" value=\"").unwrap();
    let shown = rest.split('"').next().unwrap().replace(' ', "+");
    let form = format!("request={request}&press=share&shown={shown}&{proof}");
    post(story, cookie, "/api/confirm", &form).await
}

fn asks_for_a_proof(answer: &Reply) -> bool {
    answer.location().ends_with("problem=password-missing")
}

crate::on_every_database!(
    who_signs_in_for_an_app_types_the_password_once,
    one_sign_in_connects_one_app_and_not_five,
    no_open_session_says_yes_by_itself,
    the_way_through_another_page_makes_a_sign_in_no_proof,
    a_sign_in_for_one_request_is_used_up_by_it,
    whoever_has_a_passkey_signs_in_with_it_or_is_asked,
    a_passkey_that_is_added_meanwhile_is_asked_for,
    a_renewal_and_a_sensitive_topic_are_proved_anew,
    what_a_provider_saw_before_the_request_is_no_proof,
    a_proof_by_password_kills_the_cookie_that_it_came_with
);

async fn who_signs_in_for_an_app_types_the_password_once(story: World) {
    let request = asked(&story).await;
    let own = sign_in(&story, &format!("/consent/{request}")).await;
    say_yes(&story, &own, request, "").await.code();
    assert_eq!(story.consents().await, ["active"]);
    assert!(!story.actions().await.contains(&"identity-proved"));
}

async fn one_sign_in_connects_one_app_and_not_five(story: World) {
    let led = asked(&story).await;
    let own = sign_in(&story, &format!("/consent/{led}")).await;
    for _ in 0..5 {
        let other = asked(&story).await;
        let answer = say_yes(&story, &own, other, "").await;
        assert!(asks_for_a_proof(&answer), "{answer:?}");
    }
    assert!(story.consents().await.is_empty());
    // What was tried with it did not use it up.
    say_yes(&story, &own, led, "").await.code();
}

async fn no_open_session_says_yes_by_itself(story: World) {
    let own = sign_in(&story, "/apps").await;
    let request = asked(&story).await;
    assert!(asks_for_a_proof(&say_yes(&story, &own, request, "").await));
    let wrong = say_yes(&story, &own, request, "password=wrong").await;
    assert!(wrong.location().ends_with("problem=wrong-password"));
    assert!(story.consents().await.is_empty());
    let proof = format!("password={PASSWORD}");
    say_yes(&story, &own, request, &proof).await.code();
}

async fn the_way_through_another_page_makes_a_sign_in_no_proof(story: World) {
    let request = asked(&story).await;
    for next in [
        format!("/apps?next=/consent/{request}"),
        format!("//evil.example/consent/{request}"),
        format!("/%2e/consent/{request}"),
        format!("/people%23/consent/{request}"),
        "/consent/request_00000000000000000000000000000001".to_owned(),
    ] {
        let own = sign_in(&story, &next).await;
        let answer = say_yes(&story, &own, request, "").await;
        assert!(asks_for_a_proof(&answer), "{next}: {answer:?}");
    }
}

async fn a_sign_in_for_one_request_is_used_up_by_it(story: World) {
    let request = asked(&story).await;
    let session = story.session(story.shown(Password)).led_by(Some(request));
    let given = story
        .approve_in(&session, request, lab_results(), None)
        .await;
    assert!(given.is_ok());
    let tx = story.world.store().begin().await.unwrap();
    let used = tx.sessions().use_sign_in(session.id, request).await;
    assert!(!used.unwrap());
}

async fn whoever_has_a_passkey_signs_in_with_it_or_is_asked(story: World) {
    let holder = story.world.at_home(EMAIL).await;
    let (mut key, _) = story.world.trusted_passkey(&holder).await;
    let request = asked(&story).await;
    let own = sign_in(&story, &format!("/consent/{request}")).await;
    assert!(asks_for_a_proof(&say_yes(&story, &own, request, "").await));
    let asked = story.world.asked_to_sign_in().await;
    let answer = key.answer(&asked.options, |_| {});
    let form = serde_json::json!({ "form": {
        "ceremony": asked.ceremony, "answer": answer, "next": format!("/consent/{request}"),
    }});
    let call = Call::bytes("/api/passkey-sign-in", form.to_string().into_bytes())
        .with_header("content-type", "application/json");
    let own = cookie(&story.call(call).await);
    say_yes(&story, &own, request, "").await.code();
}

async fn a_passkey_that_is_added_meanwhile_is_asked_for(story: World) {
    let request = asked(&story).await;
    let own = sign_in(&story, &format!("/consent/{request}")).await;
    let holder = story.world.at_home(EMAIL).await;
    story.world.passkey(&holder).await;
    assert!(asks_for_a_proof(&say_yes(&story, &own, request, "").await));
}

async fn a_renewal_and_a_sensitive_topic_are_proved_anew(story: World) {
    let topic = Choice {
        topics: TopicSet::of(SensitiveTopic::SubstanceUse),
        ..lab_results()
    };
    let scope = "launch/patient patient/Observation.rs \
                 patient/Condition.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|ETH";
    let question = Question::of_sugar_coach().with("scope", scope);
    for choice in [topic, lab_results()] {
        let request = asked_for(&story.ask(&question).await);
        let (shown, first) = (story.shown(Passkey), choice.topics.is_empty());
        let given = story.decide_with(request, choice, shown, None).await;
        assert_eq!(given.is_ok(), first, "{given:?}");
    }
    let again = asked_for(&story.ask(&question).await);
    let shown = story.shown(Passkey);
    let renewed = story.decide_with(again, lab_results(), shown, None).await;
    assert!(matches!(renewed, Err(ApproveError::StepUpRequired)));
}

async fn what_a_provider_saw_before_the_request_is_no_proof(story: World) {
    let mut before = story.shown(Upstream);
    let request = asked(&story).await;
    before.authenticated_at -= TimeDelta::seconds(1);
    let given = story
        .decide_with(request, lab_results(), before, None)
        .await;
    assert!(matches!(given, Err(ApproveError::StepUpRequired)));
    let now = story.shown(Upstream);
    let given = story.decide_with(request, lab_results(), now, None).await;
    assert!(given.is_ok());
}

async fn a_proof_by_password_kills_the_cookie_that_it_came_with(story: World) {
    let own = sign_in(&story, "/apps").await;
    let request = asked(&story).await;
    let answer = say_yes(&story, &own, request, &format!("password={PASSWORD}")).await;
    let new = cookie(&answer);
    assert_ne!(new, own);
    for (shown, lives) in [(&own, false), (&new, true)] {
        let headers = axum::http::HeaderMap::from_iter([(
            axum::http::header::COOKIE,
            shown.parse().unwrap(),
        )]);
        let found = session::visitor(&story.world.deps, &headers).await.unwrap();
        assert_eq!(found.is_some(), lives);
    }
    let proved = story.actions().await;
    let proved = proved.iter().filter(|one| **one == "identity-proved");
    assert_eq!(proved.count(), 1);
}
