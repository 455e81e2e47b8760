//! A yes is to what its page showed: nothing that was picked meanwhile, or by somebody else, is ever approved.

use axum::http::{StatusCode, header::SET_COOKIE};
use domain::{
    catalogue::{CategorySet, DataCategory},
    consent::Consent,
    ids::PatientId,
    language::Language,
};
use server::{
    http::session,
    operations::{
        administration::add_person::{NewPerson, add_person},
        sign_in::sign_in_with_password::{Credentials, sign_in},
    },
    passwords::Password,
};

use crate::{
    protocol::story::{Call, Question, Reply, Story as World, asked_for},
    support::samples::PASSWORD,
};

const LITTLE: &str = "share[]=lab-results&length=7";
const MUCH: &str = "share[]=lab-results&share[]=vital-signs&share[]=surveys&length=365";
const CHANGED: &str = "problem=changed-meanwhile";

/// Somebody with a record and an account of their own, as whoever runs an app may be.
async fn stranger(story: &World) -> String {
    let email = "eve@b.example".to_owned();
    let (deps, ctx) = (&story.world.deps, story.world.ctx());
    let new = NewPerson {
        email: email.parse().unwrap(),
        name: "Eve".parse().unwrap(),
        password: Password::new(PASSWORD.to_owned()),
        language: Language::English,
        patient: Some(PatientId::parse("eve").unwrap()),
        role: None,
    };
    add_person(deps, ctx, new).await.unwrap();
    let password = PASSWORD.to_owned();
    let signed_in = sign_in(deps, ctx, Credentials { email, password }).await;
    let cookie = session::cookie(deps, &signed_in.unwrap().secret);
    cookie.split(';').next().unwrap().to_owned()
}

/// Maria, who signed in for what was asked.
async fn maria(story: &World, asked: &Reply) -> String {
    let session = story.sign_in_led_by(Some(asked_for(asked))).await;
    session["cookie"].to_str().unwrap().to_owned()
}

async fn post(story: &World, cookie: &str, path: &str, form: &str) -> Reply {
    let call = Call::post(path, form)
        .with_header("cookie", cookie)
        .with_header("accept", "text/html");
    story.call(call).await
}

async fn open(story: &World, cookie: &str, page: &str) -> Reply {
    let call = Call::get(page)
        .with_header("cookie", cookie)
        .with_header("accept", "text/html");
    story.call(call).await
}

/// What the page says that it restates.
async fn shown(story: &World, cookie: &str, page: &str) -> String {
    let page = open(story, cookie, page).await;
    assert_eq!(page.status, StatusCode::OK);
    let field = "name=\"shown\" value=\"";
    let (_, rest) = page.text().split_once(field).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Presses "Share" on the consent page, and is led to the page that restates it.
async fn pick(story: &World, cookie: &str, asked: &Reply, choice: &str) -> String {
    let form = format!("request={}&press=share&{choice}", asked_for(asked));
    let answer = post(story, cookie, "/api/decide", &form).await;
    assert!(answer.location().ends_with("/confirm"), "{answer:?}");
    answer.location().to_owned()
}

async fn say_yes(story: &World, cookie: &str, asked: &Reply, shown: &str) -> Reply {
    let (request, shown) = (asked_for(asked), shown.replace(' ', "+"));
    let form = format!("request={request}&press=share&shown={shown}");
    post(story, cookie, "/api/confirm", &form).await
}

/// What is ticked and picked on the consent page before anything is touched.
async fn starts_with(story: &World, cookie: &str, asked: &Reply) -> Vec<String> {
    let call = Call::get(&format!("/consent/{}", asked_for(asked))).with_header("cookie", cookie);
    let page = story.call(call.with_header("accept", "text/html")).await;
    let inputs = page
        .text()
        .split("<input")
        .filter_map(|rest| rest.split('>').next());
    let picked = inputs.filter(|input| input.contains(" checked"));
    let picked: Vec<String> = picked.map(str::to_owned).collect();
    assert!(!picked.is_empty(), "{page:?}");
    picked
}

async fn standing(story: &World) -> Consent {
    let reader = story.world.store().read();
    let patient = story.maria.patient.clone().unwrap();
    let consents = reader.consents().list_for(&patient).await.unwrap();
    consents.into_iter().next().unwrap()
}

/// The cookie that an answer keeps, beside the one of the session.
fn kept(session: &str, answer: &Reply) -> String {
    let set = answer.headers.get_all(SET_COOKIE).iter();
    let pair = set.map(|value| value.to_str().unwrap().split(';').next().unwrap());
    pair.fold(session.to_owned(), |all, pair| format!("{all}; {pair}"))
}

crate::on_every_database!(
    what_somebody_else_picked_meanwhile_is_not_approved,
    nobody_ticks_for_somebody_else,
    what_was_picked_in_another_window_is_restated_first,
    a_change_is_confirmed_as_it_was_restated,
    a_yes_on_the_page_itself_is_to_what_the_page_said,
    what_changed_under_a_page_is_restated
);

async fn what_somebody_else_picked_meanwhile_is_not_approved(story: World) {
    let asked = story.ask(&Question::of_sugar_coach()).await;
    let (maria, eve) = (maria(&story, &asked).await, stranger(&story).await);
    let page = pick(&story, &maria, &asked, LITTLE).await;
    let little = shown(&story, &maria, &page).await;
    pick(&story, &eve, &asked, MUCH).await;
    let answer = say_yes(&story, &maria, &asked, &little).await;
    assert!(answer.location().ends_with(CHANGED), "{answer:?}");
    assert!(story.consents().await.is_empty());
    // Nor is it put before her, as if it were her own.
    let nothing = open(&story, &maria, &page).await;
    assert!(
        nothing.location().ends_with(&format!("?{CHANGED}")),
        "{nothing:?}"
    );
    let page = pick(&story, &maria, &asked, LITTLE).await;
    let again = shown(&story, &maria, &page).await;
    assert_eq!(again, little);
    say_yes(&story, &maria, &asked, &again).await.code();
    assert_eq!(
        standing(&story).await.granted,
        CategorySet::of(DataCategory::LabResults)
    );
}

async fn nobody_ticks_for_somebody_else(story: World) {
    let asked = story.ask(&Question::of_sugar_coach()).await;
    let (maria, eve) = (maria(&story, &asked).await, stranger(&story).await);
    let start = starts_with(&story, &maria, &asked).await;
    pick(&story, &eve, &asked, MUCH).await;
    assert_eq!(starts_with(&story, &maria, &asked).await, start);
    pick(&story, &maria, &asked, LITTLE).await;
    assert_ne!(starts_with(&story, &maria, &asked).await, start);
}

async fn what_was_picked_in_another_window_is_restated_first(story: World) {
    let asked = story.ask(&Question::of_sugar_coach()).await;
    let maria = maria(&story, &asked).await;
    let page = pick(&story, &maria, &asked, LITTLE).await;
    let little = shown(&story, &maria, &page).await;
    pick(&story, &maria, &asked, MUCH).await;
    for stale in [little.as_str(), ""] {
        let answer = say_yes(&story, &maria, &asked, stale).await;
        assert!(answer.location().ends_with(CHANGED), "{answer:?}");
    }
    assert!(story.consents().await.is_empty());
    let much = shown(&story, &maria, &page).await;
    assert_ne!(much, little);
    say_yes(&story, &maria, &asked, &much).await.code();
    assert_eq!(standing(&story).await.granted.len(), 3);
}

async fn a_change_is_confirmed_as_it_was_restated(story: World) {
    story.connect().await;
    let (before, session) = (standing(&story).await, story.sign_in().await);
    let session = session["cookie"].to_str().unwrap();
    let (consent, share) = (before.id, "share[]=lab-results&share[]=vital-signs");
    let page = format!("/apps/{consent}/confirm");
    let change = async |length: &str| {
        let form = format!("consent={consent}&version=1&{share}&length={length}");
        let answer = post(&story, session, "/api/change", &form).await;
        assert_eq!(answer.location(), page);
        kept(session, &answer)
    };
    let confirm = async |cookie: &str, shown: &str| {
        let shown = shown.replace(' ', "+");
        let form = format!("consent={consent}&shown={shown}&password={PASSWORD}");
        post(&story, cookie, "/api/confirm-change", &form).await
    };
    let short = shown(&story, &change("90").await, &page).await;
    // The other window of the same browser.
    let long = change("365").await;
    let answer = confirm(&long, &short).await;
    assert!(answer.location().ends_with(CHANGED), "{answer:?}");
    assert_eq!(standing(&story).await, before);
    let restated = shown(&story, &long, &page).await;
    let saved = confirm(&long, &restated).await;
    assert_eq!(saved.location(), format!("/apps/{consent}?saved=yes"));
    assert!(standing(&story).await.expires_at > before.expires_at);
}

/// The form of a consent page as it was sent: every switch and length that is on, and what it says that it showed.
async fn as_sent(story: &World, cookie: &str, asked: &Reply) -> (String, String) {
    let value = |input: &str, name: &str| {
        let (_, rest) = input.split_once(&format!("{name}=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let picked = starts_with(story, cookie, asked).await;
    let pairs = picked
        .iter()
        .map(|input| format!("{}={}", value(input, "name"), value(input, "value")));
    let page = format!("/consent/{}", asked_for(asked));
    let shown = shown(story, cookie, &page).await;
    (pairs.collect::<Vec<_>>().join("&"), shown)
}

async fn press_share(story: &World, cookie: &str, asked: &Reply, form: &str) -> Reply {
    let form = format!("request={}&press=share&{form}", asked_for(asked));
    post(story, cookie, "/api/decide", &form).await
}

async fn a_yes_on_the_page_itself_is_to_what_the_page_said(story: World) {
    let asked = story.ask(&Question::of_sugar_coach()).await;
    let maria = maria(&story, &asked).await;
    let (choice, shown) = as_sent(&story, &maria, &asked).await;
    let wider = format!("{choice}&share[]=surveys&share[]=vital-signs");
    let longer = choice.replace("length=30", "length=365");
    assert_ne!(longer, choice);
    for form in [
        format!("{wider}&shown={shown}"),
        format!("{longer}&shown={shown}"),
        format!("share[]=lab-results&length=7&shown={shown}"),
        format!("{}&shown={shown}", choice.replace("reach=all", "reach=1")),
        format!("{choice}&shown="),
        format!("{choice}&live=true"),
        format!("{choice}&shown={}", "0".repeat(64)),
        format!("{choice}&shown={}", shown.to_uppercase()),
    ] {
        let answer = press_share(&story, &maria, &asked, &form).await;
        assert!(
            answer.location().ends_with("/confirm"),
            "{form}: {answer:?}"
        );
        assert!(story.consents().await.is_empty());
    }
    let form = format!("{choice}&shown={shown}");
    press_share(&story, &maria, &asked, &form).await.code();
    assert_eq!(standing(&story).await.wording.screen, "consent");
}

async fn what_changed_under_a_page_is_restated(story: World) {
    let asked = story.ask(&Question::of_sugar_coach()).await;
    let maria = maria(&story, &asked).await;
    let (choice, before) = as_sent(&story, &maria, &asked).await;
    // Another count of what the app would see.
    story.world.small_record().await;
    let form = format!("{choice}&shown={before}");
    let answer = press_share(&story, &maria, &asked, &form).await;
    assert!(answer.location().ends_with("/confirm"), "{answer:?}");
    let (_, now) = as_sent(&story, &maria, &asked).await;
    assert_ne!(now, before);
    // Another language.
    let form = format!("language=es&back=/consent/{}", asked_for(&asked));
    post(&story, &maria, "/api/language", &form).await;
    let form = format!("{choice}&shown={now}");
    let answer = press_share(&story, &maria, &asked, &form).await;
    assert!(answer.location().ends_with("/confirm"), "{answer:?}");
    assert!(story.consents().await.is_empty());
}
