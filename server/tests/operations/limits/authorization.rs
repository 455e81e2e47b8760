//! Requests for authorization that nobody opens: few are kept, and none is evidence.

use axum::http::{Request, StatusCode};
use domain::ids::ClientId;
use sea_orm::{ConnectionTrait, Statement};
use server::{operations::connect::request_authorization::MOST_UNOPENED, rate_limits::RateLimits};

use super::{ATTACKER, Browser, Hospital, PATIENT};
use crate::{
    on_every_database,
    support::{
        Answer,
        samples::{BILL_HELPER, SUGAR_COACH},
    },
};

on_every_database!(
    requests_that_nobody_opens_are_few_and_no_evidence,
    a_flood_of_requests_is_refused_to_the_flooder_alone
);

/// Something of it fits each app.
const SCOPE: &str =
    "launch/patient patient/Observation.rs patient/Coverage.rs patient/ExplanationOfBenefit.rs";
/// RFC 7636 Appendix B.
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeGgzZUSyZ4GF0iSZuZ0";

impl Browser<'_> {
    async fn authorize(&mut self, client: &str) -> Answer {
        let reader = self.hospital.world.store().read();
        let client = ClientId::parse(client).unwrap();
        let client = reader.clients().find(&client).await.unwrap().unwrap();
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("response_type", "code"),
                ("client_id", client.id.as_str()),
                ("redirect_uri", client.redirect_uris[0].as_str()),
                ("scope", SCOPE),
                ("state", &"s".repeat(500)),
                ("aud", &self.hospital.world.deps.config.fhir_base()),
                ("code_challenge", CHALLENGE),
                ("code_challenge_method", "S256"),
            ])
            .finish();
        let request = Request::get(format!("/oauth/authorize?{query}"));
        self.send(request, String::new()).await
    }
}

fn is_kept(answer: &Answer) -> bool {
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    answer.header("location").starts_with("/sign-in")
}

async fn rows(hospital: &Hospital, table: &str) -> i64 {
    let raw = hospital.world.database.raw().await;
    let count = format!("select count(*) as n from {table}");
    let statement = Statement::from_string(raw.get_database_backend(), count);
    let row = raw.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

async fn requests_that_nobody_opens_are_few_and_no_evidence(hospital: Hospital) {
    hospital.world.app(SUGAR_COACH).await;
    let evidence = rows(&hospital, "audit_event").await;
    let patient = hospital.at(PATIENT).authorize(SUGAR_COACH).await;
    for _ in 0..2 * MOST_UNOPENED {
        assert!(is_kept(&hospital.at(ATTACKER).authorize(SUGAR_COACH).await));
    }
    let kept = i64::try_from(MOST_UNOPENED).unwrap() + 1;
    assert_eq!(rows(&hospital, "authorization_request").await, kept);
    assert_eq!(rows(&hospital, "audit_event").await, evidence);
    // What the flood took the place of is its own.
    let sign_in = patient.header("location").to_owned();
    let mut browser = hospital.at(PATIENT);
    let page = browser.send(Request::get(sign_in), String::new()).await;
    assert!(page.text().contains("Sugar Coach"));
}

async fn a_flood_of_requests_is_refused_to_the_flooder_alone(hospital: Hospital) {
    hospital.world.app(SUGAR_COACH).await;
    hospital.world.app(BILL_HELPER).await;
    let mut attacker = hospital.at(ATTACKER);
    for _ in 0..RateLimits::AUTHORIZATIONS {
        assert!(is_kept(&attacker.authorize(SUGAR_COACH).await));
    }
    let refused = attacker.authorize(SUGAR_COACH).await;
    assert!(
        refused
            .header("location")
            .contains("error=temporarily_unavailable")
    );
    assert!(is_kept(&attacker.authorize(BILL_HELPER).await));
    assert!(is_kept(&hospital.at(PATIENT).authorize(SUGAR_COACH).await));
    // Whoever is signed in is no stranger, whatever network they share with one.
    let mut signed_in = hospital.at(ATTACKER);
    signed_in.is_let_in().await;
    let kept = signed_in.authorize(SUGAR_COACH).await;
    assert!(kept.header("location").starts_with("/consent/"), "{kept:?}");
}
