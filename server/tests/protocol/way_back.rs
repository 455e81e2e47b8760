//! Whoever an app sent here finds the way back to it: by any redirects that it makes, to a phone's own scheme, and also where
//! they have nothing to share (RFC 8252, RFC 6749 §4.1.2.1).

use axum::http::{HeaderMap, Method, StatusCode, header};
use domain::{
    client::RedirectUri,
    delegation::{Ability, Delegation},
    ids::{AuthorizationRequestId, ClientId},
};
use sea_orm::{ConnectionTrait, Statement};
use server::{
    demo::clients,
    http::session,
    operations::administration::register_client::{Credential, register_client},
};

use crate::{
    protocol::story::{CALLBACK, Call, Question, Reply, Story as World, asked_for},
    support::caregivers::{DANIEL, may, usual},
};

const STAFF: &str = "desk@demo.sayso.example";
const DENIED: &str = "error=access_denied";

crate::on_every_database!(
    a_page_whose_form_leads_to_an_app_lets_it_redirect_on,
    a_phone_app_is_answered_at_its_own_scheme,
    a_person_without_a_record_goes_back_and_the_app_hears_of_it,
    who_could_share_and_goes_back_declined,
    who_may_add_no_apps_goes_back_and_so_does_who_comes_too_late,
    who_used_the_wrong_account_changes_it_and_finds_the_question_again,
    a_caregiver_is_told_that_the_app_is_connected_already,
    a_post_from_another_site_keeps_a_person_signed_in,
    a_newer_sign_in_is_asked_for_although_somebody_is_signed_in,
    another_name_of_the_host_leads_to_the_public_address_but_no_form_does
);

/// The cookie of a browser in which this person is signed in.
async fn browser(story: &World, email: &str) -> HeaderMap {
    let signed_in = story.world.signed_in(email).await;
    let cookie = session::cookie(&story.world.deps, &signed_in.secret);
    let pair = cookie.split(';').next().unwrap();
    HeaderMap::from_iter([(header::COOKIE, pair.parse().unwrap())])
}

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

async fn asked(story: &World) -> AuthorizationRequestId {
    asked_for(&story.ask(&Question::of_sugar_coach()).await)
}

/// Daniel's browser, turned to Maria's pages.
async fn acting(story: &World, delegation: &Delegation) -> HeaderMap {
    let browser = browser(story, DANIEL).await;
    let form = format!("delegation={}", delegation.id);
    send(story, &browser, "/api/act-for", &form).await;
    browser
}

async fn leave(story: &World, browser: &HeaderMap, request: AuthorizationRequestId) -> Reply {
    let form = format!("request={request}");
    send(story, browser, "/api/leave-request", &form).await
}

fn policy(page: &Reply) -> &str {
    page.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap()
}

async fn a_page_whose_form_leads_to_an_app_lets_it_redirect_on(story: World) {
    story.world.small_record().await;
    let maria = story.sign_in().await;
    let request = asked(&story).await;
    for page in ["", "/whose"] {
        let page = open(&story, &maria, &format!("/consent/{request}{page}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!policy(&page).contains("form-action"));
        // Nothing else of it is wider.
        assert!(policy(&page).contains("script-src 'nonce-"));
        assert!(policy(&page).ends_with("frame-ancestors 'none'"));
        assert!(!page.headers.contains_key("x-sayso-form-leaves"));
    }
    for path in ["/apps", "/security/password", "/sign-in"] {
        let page = open(&story, &maria, path).await;
        assert!(policy(&page).ends_with("form-action 'self'"), "{path}");
    }
}

async fn a_phone_app_is_answered_at_its_own_scheme(story: World) {
    let own = "org.example.phone:/callback";
    register_phone_app(&story, "phone", own).await;
    let asks = |address: &str| {
        let question = Question::of_sugar_coach().with("client_id", "phone");
        question.with("redirect_uri", address)
    };
    let answer = story.approve(&asks(own)).await;
    let location = answer.location();
    assert!(location.starts_with("org.example.phone:/callback?code="));
    assert_eq!(answer.parameter("state").as_deref(), Some("s1"));
    let denied = story.deny(&asks(own)).await;
    assert!(denied.location().starts_with(&format!("{own}?{DENIED}")));
    for other in [
        "org.example.phone:/callback/",
        "org.example.phone://callback",
    ] {
        let refused = story.ask(&asks(other)).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{other}");
    }
}

async fn a_person_without_a_record_goes_back_and_the_app_hears_of_it(story: World) {
    story.world.somebody(STAFF, "Front Desk").await;
    let browser = browser(&story, STAFF).await;
    let request = asked(&story).await;
    let consent = format!("/consent/{request}");
    let led = open(&story, &browser, &consent).await;
    assert_eq!(led.location(), format!("{consent}/whose"));
    let page = open(&story, &browser, led.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("/api/leave-request"));
    let back = leave(&story, &browser, request).await;
    assert!(back.location().starts_with(&format!("{CALLBACK}?{DENIED}")));
    assert_eq!(back.parameter("state").as_deref(), Some("s1"));
    assert!(back.parameter("iss").is_some());
    // It is answered: nobody answers it a second time.
    let again = leave(&story, &browser, request).await;
    assert!(again.location().contains("problem=request-over"));
    let refused = "select count(*) from audit_event where action = 'consent-given' \
         and outcome = 'refused' and subject is null";
    assert_eq!(counted(&story, refused).await, 1);
}

async fn who_could_share_and_goes_back_declined(story: World) {
    story.world.small_record().await;
    let maria = story.sign_in().await;
    let request = asked(&story).await;
    let back = leave(&story, &maria, request).await;
    assert!(back.location().contains(DENIED));
    for (action, times) in [("consent-denied", 1), ("consent-given", 0)] {
        let written = format!("select count(*) from audit_event where action = '{action}'");
        assert_eq!(counted(&story, &written).await, times, "{action}");
    }
}

async fn who_may_add_no_apps_goes_back_and_so_does_who_comes_too_late(story: World) {
    let daniel = story.world.daniel().await;
    let looks = may(&[Ability::SeeRecords]);
    let delegation = story
        .world
        .delegation_to(&story.maria, &daniel, looks)
        .await;
    let browser = acting(&story, &delegation).await;
    let request = asked(&story).await;
    let led = open(&story, &browser, &format!("/consent/{request}")).await;
    let page = open(&story, &browser, led.location()).await;
    assert!(page.text().contains("You may not add apps for"));
    let back = leave(&story, &browser, request).await;
    assert!(back.location().contains(DENIED));
    let over = open(&story, &browser, &format!("/consent/{request}/whose")).await;
    assert_eq!(over.status, StatusCode::GONE);
}

async fn who_used_the_wrong_account_changes_it_and_finds_the_question_again(story: World) {
    let maria = story.sign_in().await;
    let request = asked(&story).await;
    let from = |page: &str| {
        let page = format!("http://localhost:3000{page}");
        with(Call::post("/api/sign-out", ""), &maria).with_header("referer", &page)
    };
    let consent = format!("/consent/{request}");
    for page in [
        consent.clone(),
        format!("{consent}/whose"),
        format!("{consent}/confirm?problem=x"),
    ] {
        let left = story.call(from(&page)).await;
        assert_eq!(
            left.location(),
            format!("/sign-in?next={consent}"),
            "{page}"
        );
    }
    let elsewhere = story.call(from("/apps")).await;
    assert_eq!(elsewhere.location(), "/sign-in?signed-out=yes");
}

async fn a_caregiver_is_told_that_the_app_is_connected_already(story: World) {
    story.world.small_record().await;
    let daniel = story.world.daniel().await;
    let delegation = story
        .world
        .delegation_to(&story.maria, &daniel, usual())
        .await;
    let browser = acting(&story, &delegation).await;
    let request = asked(&story).await;
    let consent = format!("/consent/{request}");
    assert_eq!(
        open(&story, &browser, &consent).await.status,
        StatusCode::OK
    );
    story.connect().await;
    let led = open(&story, &browser, &consent).await;
    assert_eq!(led.location(), format!("{consent}/whose"));
    let page = open(&story, &browser, led.location()).await;
    assert!(page.text().contains("Sugar Coach"));
    assert!(page.text().contains("already. You cannot connect it again"));
    let back = leave(&story, &browser, request).await;
    assert!(back.location().contains(DENIED));
    assert_eq!(story.consents().await, ["active"]);
}

async fn a_post_from_another_site_keeps_a_person_signed_in(story: World) {
    let maria = story.sign_in().await;
    // Without the cookie, as browsers send a form from another site.
    let posted = story.post_question(&Question::of_sugar_coach()).await;
    assert!(posted.location().starts_with("/sign-in?next=/consent/"));
    let door = open(&story, &maria, posted.location()).await;
    let (_, next) = posted.location().split_once("next=").unwrap();
    assert_eq!((door.status, door.location()), (StatusCode::FOUND, next));
    let stranger = story.call(Call::get(posted.location())).await;
    assert_eq!(stranger.status, StatusCode::OK);
}

async fn a_newer_sign_in_is_asked_for_although_somebody_is_signed_in(story: World) {
    let maria = story.sign_in().await;
    story.wait_seconds(600);
    for (name, value) in [("prompt", "login"), ("max_age", "60")] {
        let question = Question::of_sugar_coach().with(name, value);
        let posted = story.post_question(&question).await;
        let door = open(&story, &maria, posted.location()).await;
        assert_eq!(door.status, StatusCode::OK, "{name}");
    }
    let nobodys = "/sign-in?next=/consent/request_00000000000000000000000000000001";
    for path in [nobodys, "/sign-in?next=/apps", "/sign-in"] {
        assert_eq!(
            open(&story, &maria, path).await.status,
            StatusCode::OK,
            "{path}"
        );
    }
}

async fn another_name_of_the_host_leads_to_the_public_address_but_no_form_does(story: World) {
    let under = async |method: Method, path: &str| {
        let call = Call::new(method, path).with_header("host", "127.0.0.1:3000");
        story.call(call).await
    };
    let page = under(Method::GET, "/sign-in?next=/apps").await;
    assert_eq!(page.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(page.location(), "http://localhost:3000/sign-in?next=/apps");
    let form = under(Method::POST, "/api/sign-in").await;
    assert_ne!(form.status, StatusCode::TEMPORARY_REDIRECT);
    // Apps and monitors are answered under any name.
    for path in [
        "/fhir/metadata",
        "/.well-known/openid-configuration",
        "/healthz",
    ] {
        let answer = under(Method::GET, path).await;
        assert_ne!(answer.status, StatusCode::TEMPORARY_REDIRECT, "{path}");
    }
}

async fn counted(story: &World, sql: &str) -> i64 {
    let raw = story.world.database.raw().await;
    let statement = Statement::from_string(raw.get_database_backend(), sql);
    let row = raw.query_one_raw(statement).await.unwrap().unwrap();
    let count = row.try_get_by_index(0).unwrap();
    raw.close().await.unwrap();
    count
}

/// A public app on a phone, which is opened by an address of its own.
async fn register_phone_app(story: &World, id: &str, address: &str) {
    let (mut client, _) = clients::clients().remove(0);
    client.id = ClientId::parse(id).unwrap();
    client.redirect_uris = vec![RedirectUri::parse(address).unwrap()];
    let (deps, ctx) = (&story.world.deps, story.world.ctx());
    let registered = register_client(deps, ctx, client, Credential::None).await;
    registered.unwrap();
}
