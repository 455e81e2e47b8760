//! The pages about people, through the router: who gets which, and what a caregiver's pages are without the patient's word.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    delegation::{Ability, Delegation},
    person::Person,
};
use server::operations::{
    delegations::end_delegation::end_delegation, sign_in::sign_in_with_password::SignedIn,
};

use crate::{
    on_every_database,
    support::{
        Answer, World,
        caregivers::{DANIEL, may, usual},
        samples::{EMAIL, PASSWORD},
    },
};

const STRANGER: &str = "stranger@demo.sayso.example";

/// One browser.
pub(crate) struct Browser<'w> {
    pub(crate) world: &'w World,
    pub(crate) cookie: String,
}

impl<'w> Browser<'w> {
    pub(crate) async fn of(world: &'w World, email: &str) -> Self {
        Self::with(world, &world.signed_in(email).await)
    }

    pub(crate) fn with(world: &'w World, signed_in: &SignedIn) -> Self {
        Self {
            world,
            cookie: format!("sayso={}", signed_in.secret.expose()),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT, "text/html");
        self.world.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, self.world.deps.config.issuer());
        let request = request.body(Body::from(form.to_owned())).unwrap();
        self.world.send(request).await
    }

    /// What a page's form says that it showed.
    pub(crate) async fn shown(&self, path: &str) -> String {
        let page = self.get(path).await.text();
        let (_, rest) = page.split_once("name=\"shown\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// Keeps a cookie that an answer sets, as browsers do: in the place of the one with its name.
    pub(crate) fn keep(&mut self, answer: &Answer) {
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, _) = pair.split_once('=').unwrap();
            let mut pairs: Vec<&str> = self.cookie.split("; ").collect();
            match pairs
                .iter_mut()
                .find(|one| one.split('=').next() == Some(name))
            {
                Some(old) => *old = pair,
                None => pairs.push(pair),
            }
            self.cookie = pairs.join("; ");
        }
    }

    pub(crate) async fn acts_for(&self, delegation: &Delegation) {
        let form = format!("delegation={}", delegation.id);
        let answer = self.post("/api/act-for", &form).await;
        assert_eq!(answer.status, StatusCode::FOUND);
    }
}

async fn patients(
    world: &World,
    limits: domain::delegation::Limits,
) -> (Person, Person, Delegation) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    world.small_record().await;
    let delegation = world.delegation_to(&maria, &daniel, limits).await;
    (maria, daniel, delegation)
}

/// Every page about one delegation, and the ones around.
fn pages(delegation: &Delegation) -> Vec<(String, [u16; 3])> {
    let of = |rest: &str| format!("/people/{}{rest}", delegation.id);
    // For the patient, the caregiver, and somebody else with an account.
    vec![
        ("/people".to_owned(), [200, 200, 200]),
        ("/people/invite".to_owned(), [200, 404, 404]),
        ("/people/invite/confirm".to_owned(), [302, 404, 404]),
        (of(""), [200, 404, 404]),
        (of("/confirm"), [302, 404, 404]),
        (of("/stop"), [200, 200, 404]),
        (of("/stopped"), [404, 404, 404]),
        (of("/receipt"), [200, 200, 404]),
        (of("/ask"), [404, 200, 404]),
        ("/records".to_owned(), [200, 302, 302]),
        ("/invitation".to_owned(), [200, 200, 200]),
        (
            "/invitation/sayso_invite_guessed".to_owned(),
            [404, 404, 404],
        ),
    ]
}

on_every_database!(
    each_page_about_people_answers_those_it_is_for,
    a_caregiver_sees_what_was_ticked_and_the_end_counts_at_once,
    the_patient_reads_by_name_what_a_caregiver_looked_at,
    an_answer_to_an_app_never_lands_on_another_record_than_was_shown,
    a_page_that_restates_what_is_no_longer_kept_leads_back_to_its_form,
    a_change_that_lacks_something_comes_back_as_it_was_filled_in,
    an_invitation_is_restated_before_it_is_sent_and_needs_the_proof
);

async fn each_page_about_people_answers_those_it_is_for(world: World) {
    let (_, _, delegation) = patients(&world, usual()).await;
    world.somebody(STRANGER, "Sam Stranger").await;
    let maria = Browser::of(&world, EMAIL).await;
    let daniel = Browser::of(&world, DANIEL).await;
    let stranger = Browser::of(&world, STRANGER).await;
    let nobody = Browser {
        world: &world,
        cookie: String::new(),
    };
    for (path, expected) in pages(&delegation) {
        for (who, status) in [&maria, &daniel, &stranger].into_iter().zip(expected) {
            assert_eq!(who.get(&path).await.status.as_u16(), status, "{path}");
        }
        let nobody = nobody.get(&path).await;
        if path == "/invitation" {
            assert_eq!(nobody.status, StatusCode::OK);
        } else {
            assert_eq!(nobody.status, StatusCode::FOUND, "{path}");
            assert!(
                nobody.header("location").starts_with("/sign-in?next=/"),
                "{path}"
            );
        }
    }
}

async fn a_caregiver_sees_what_was_ticked_and_the_end_counts_at_once(world: World) {
    let (maria, _, delegation) = patients(&world, may(&[Ability::SeeRecords])).await;
    let daniel = Browser::of(&world, DANIEL).await;
    daniel.acts_for(&delegation).await;
    let records = daniel.get("/records").await;
    assert_eq!(records.status, StatusCode::OK);
    let html = records.text();
    assert!(html.contains("<title>Acting for Maria Keller: "));
    assert!(html.find("You are acting for Maria Keller.") < html.find("<main"));
    assert!(
        html.contains("data-kind=\"lab-results\"") && !html.contains("data-kind=\"immunizations\"")
    );
    let lab = daniel.get("/records?kind=lab-results").await.text();
    assert!(lab.contains("Sugar") && !lab.contains("Flu shot"));
    assert!(
        !daniel
            .get("/records?kind=problems")
            .await
            .text()
            .contains("Infection")
    );
    for path in [
        "/records?kind=immunizations",
        "/activity",
        "/apps",
        "/people/invite",
    ] {
        assert_eq!(
            daniel.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }

    end_delegation(&world.deps, world.ctx(), maria.id, delegation.id)
        .await
        .unwrap();
    let after = daniel.get("/records?kind=lab-results").await;
    assert_eq!(
        (after.status, after.header("location")),
        (StatusCode::FOUND, "/people")
    );
    assert!(!after.text().contains("Sugar"));
    let people = daniel.get("/people").await.text();
    assert!(!people.contains("data-acting") && people.contains("It was stopped on"));
}

async fn the_patient_reads_by_name_what_a_caregiver_looked_at(world: World) {
    let (_, _, delegation) = patients(&world, may(&[Ability::SeeRecords])).await;
    let daniel = Browser::of(&world, DANIEL).await;
    daniel.acts_for(&delegation).await;
    daniel.get("/records?kind=lab-results").await;
    let maria = Browser::of(&world, EMAIL).await;
    for path in ["/activity".to_owned(), format!("/people/{}", delegation.id)] {
        let told = maria.get(&path).await.text();
        assert!(told.contains("Daniel looked at your lab results"), "{path}");
    }
}

async fn an_answer_to_an_app_never_lands_on_another_record_than_was_shown(world: World) {
    let (_, _, delegation) = patients(&world, usual()).await;
    let daniel = Browser::of(&world, DANIEL).await;
    daniel.acts_for(&delegation).await;
    let request = "request_00000000000000000000000000000001";
    let form = format!("request={request}&press=deny&acting=&length=30&reach=all");
    let answer = daniel.post("/api/decide", &form).await;
    let back = format!("/consent/{request}?problem=changed-meanwhile");
    assert_eq!(answer.header("location"), back);
}

async fn a_page_that_restates_what_is_no_longer_kept_leads_back_to_its_form(world: World) {
    let (_, _, delegation) = patients(&world, usual()).await;
    let maria = Browser::of(&world, EMAIL).await;
    let helper = format!("/people/{}", delegation.id);
    for form in ["/people/invite", helper.as_str()] {
        let answer = maria.get(&format!("{form}/confirm")).await;
        let back = format!("{form}?problem=changed-meanwhile");
        assert_eq!(answer.header("location"), back);
    }
}

async fn a_change_that_lacks_something_comes_back_as_it_was_filled_in(world: World) {
    let (_, _, delegation) = patients(&world, usual()).await;
    let mut maria = Browser::of(&world, EMAIL).await;
    let shown = maria.shown(&format!("/people/{}", delegation.id)).await;
    let form = format!(
        "delegation={}&shown={shown}&can[]=see-activity&months=3",
        delegation.id
    );
    let answer = maria.post("/api/change-helper", &form).await;
    let back = format!("/people/{}?problem=nothing-ticked", delegation.id);
    assert_eq!(answer.header("location"), back);
    maria.keep(&answer);
    let page = maria.get(&back).await.text();
    assert!(page.contains("value=\"see-activity\" checked"));
    assert!(page.contains("<option value=\"3\" selected"));
    for given in ["lab-results", "problems", "see-records"] {
        assert!(
            !page.contains(&format!("value=\"{given}\" checked")),
            "{given}"
        );
    }
    // Only after that problem: otherwise the page says how it is.
    let page = maria
        .get(&format!("/people/{}", delegation.id))
        .await
        .text();
    assert!(page.contains("value=\"lab-results\" checked"));
}

async fn an_invitation_is_restated_before_it_is_sent_and_needs_the_proof(world: World) {
    world.maria().await;
    let mut maria = Browser::of(&world, EMAIL).await;
    let form = "name=Ana+Costa&email=ana%40mail.example&relationship=friend&share[]=allergies&can[]=see-records&months=6";
    let kept = maria.post("/api/invite", form).await;
    assert_eq!(kept.header("location"), "/people/invite/confirm");
    maria.keep(&kept);
    let page = maria.get("/people/invite/confirm").await.text();
    assert!(page.contains("ana@mail.example") && page.contains("Allergies"));
    let shown = maria.shown("/people/invite/confirm").await;
    let wrong = format!("shown={shown}&password=wrong");
    let wrong = maria.post("/api/confirm-invite", &wrong).await;
    assert_eq!(
        wrong.header("location"),
        "/people/invite/confirm?problem=wrong-password"
    );
    let sent = maria
        .post(
            "/api/confirm-invite",
            &format!("shown={shown}&password={PASSWORD}"),
        )
        .await;
    maria.keep(&sent);
    assert_eq!(sent.header("location"), "/people?sent=yes");
    let people = maria.get("/people").await.text();
    assert!(people.contains("Ana Costa") && people.contains("data-code="));
}
