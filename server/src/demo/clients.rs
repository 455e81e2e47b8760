//! The demo apps: one of each kind of client, so that every way to connect can be tried.

use domain::{
    catalogue::PurposeOfUse,
    client::{Client, ClientAuthentication, RedirectUri, ReviewState},
    ids::ClientId,
    name::AppName,
    scope::ScopeSet,
};

/// The secret of `bill-helper`. Public by design: the demo listens on loopback only.
pub const BILL_HELPER_SECRET: &str = "demo-bill-helper-secret";

/// The demo clients, each with its secret where it has one.
pub fn clients() -> Vec<(Client, Option<&'static str>)> {
    vec![
        (sugar_coach(), None),
        (bill_helper(), Some(BILL_HELPER_SECRET)),
    ]
}

fn sugar_coach() -> Client {
    Client {
        id: id("sugar-coach"),
        name: name("Sugar Coach"),
        maker: name("Fieldnote Labs"),
        authentication: ClientAuthentication::None,
        redirect_uris: loopback_redirects(),
        allowed_scopes: ScopeSet::parse(&format!(
            "openid fhirUser launch/patient offline_access patient/*.rs {}",
            topic_scope("SUD")
        )),
        needed_scopes: ScopeSet::parse(&format!(
            "patient/Patient.rs {} {}",
            observations("laboratory"),
            observations("vital-signs")
        )),
        purposes: vec![PurposeOfUse::SelfCare],
        review: ReviewState::Verified,
        may_introspect: false,
    }
}

fn bill_helper() -> Client {
    Client {
        id: id("bill-helper"),
        name: name("Bill Helper"),
        maker: name("Clearpath Billing"),
        authentication: ClientAuthentication::ClientSecretBasic,
        redirect_uris: loopback_redirects(),
        allowed_scopes: ScopeSet::parse(
            "openid fhirUser launch/patient offline_access patient/Patient.rs patient/Claim.rs \
             patient/ClaimResponse.rs patient/ExplanationOfBenefit.rs patient/Account.rs \
             patient/Invoice.rs patient/Coverage.rs patient/Encounter.rs",
        ),
        needed_scopes: ScopeSet::parse("patient/ExplanationOfBenefit.rs patient/Coverage.rs"),
        purposes: vec![PurposeOfUse::BillingSupport, PurposeOfUse::InsuranceHelp],
        review: ReviewState::Verified,
        may_introspect: true,
    }
}

/// On a loopback address any port is the same address (RFC 8252 §7.3).
fn loopback_redirects() -> Vec<RedirectUri> {
    ["http://127.0.0.1/callback", "http://localhost/callback"]
        .iter()
        .map(|uri| RedirectUri::parse(uri).expect("a literal loopback address is valid"))
        .collect()
}

fn name(text: &str) -> AppName {
    text.parse().expect("a literal name is one")
}

fn id(text: &str) -> ClientId {
    ClientId::parse(text).expect("a literal client id is valid")
}

fn observations(category: &str) -> String {
    const SYSTEM: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
    format!("patient/Observation.rs?category={SYSTEM}|{category}")
}

fn topic_scope(code: &str) -> String {
    format!("patient/*.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|{code}")
}
