//! What the server says about itself is true, and said alike everywhere.

use axum::http::{Method, StatusCode};
use domain::scope::ScopeSet;
use serde_json::Value;

use crate::protocol::story::{Call, ISSUER, Question, Story as World};

const OPENID: &str = "/.well-known/openid-configuration";
const OAUTH: &str = "/.well-known/oauth-authorization-server";
const SMART: &str = "/fhir/.well-known/smart-configuration";

fn path(address: &Value) -> String {
    let address = address.as_str().unwrap();
    address.strip_prefix(ISSUER).unwrap().to_owned()
}

crate::on_every_database!(
    the_three_documents_agree,
    smart_apps_find_what_they_look_for,
    every_endpoint_that_is_named_answers,
    every_scope_that_is_named_can_be_asked_for,
    keys_are_shown_without_their_private_halves,
    documents_are_only_read
);

async fn the_three_documents_agree(story: World) {
    let [openid, oauth, smart] = [
        story.get(OPENID).await,
        story.get(OAUTH).await,
        story.get(SMART).await,
    ];
    assert_eq!(openid.json(), oauth.json());
    let (openid, smart) = (openid.json(), smart.json());
    for (name, value) in smart.as_object().unwrap() {
        if let Some(other) = openid.get(name) {
            assert_eq!(value, other, "{name}");
        }
    }
    assert_eq!(openid["issuer"], ISSUER);
}

async fn smart_apps_find_what_they_look_for(story: World) {
    let answer = story.get(SMART).await;
    assert!(
        answer.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("application/json")
    );
    let smart = answer.json();
    assert_eq!(
        smart["code_challenge_methods_supported"],
        serde_json::json!(["S256"])
    );
    assert_eq!(smart["management_endpoint"], "http://localhost:3000/apps");
    let capabilities = smart["capabilities"].as_array().unwrap();
    for needed in [
        "launch-standalone",
        "client-public",
        "client-confidential-symmetric",
        "context-standalone-patient",
        "permission-patient",
        "permission-offline",
        "permission-v1",
        "permission-v2",
        "authorize-post",
        "sso-openid-connect",
    ] {
        assert!(capabilities.contains(&needed.into()), "{needed}");
    }
}

async fn every_endpoint_that_is_named_answers(story: World) {
    story.with_keys().await;
    let document = story.get(OPENID).await.json();
    for name in [
        "token_endpoint",
        "introspection_endpoint",
        "revocation_endpoint",
    ] {
        let answer = story.post(&path(&document[name]), "").await;
        assert_eq!(
            answer.error().1,
            if name == "token_endpoint" {
                "invalid_request"
            } else {
                "invalid_client"
            }
        );
    }
    let authorize = story.get(&path(&document["authorization_endpoint"])).await;
    assert_eq!(authorize.status, StatusCode::BAD_REQUEST);
    let userinfo = story.get(&path(&document["userinfo_endpoint"])).await;
    assert_eq!(userinfo.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        story.get(&path(&document["jwks_uri"])).await.status,
        StatusCode::OK
    );
}

async fn every_scope_that_is_named_can_be_asked_for(story: World) {
    let document = story.get(SMART).await.json();
    for scope in document["scopes_supported"].as_array().unwrap() {
        let scope = scope.as_str().unwrap();
        assert_eq!(ScopeSet::parse(scope).to_string(), scope);
        let asked = format!("{scope} patient/Observation.rs");
        let answer = story
            .ask(&Question::of_sugar_coach().with("scope", &asked))
            .await;
        assert!(answer.location().starts_with("/sign-in"), "{scope}");
    }
}

async fn keys_are_shown_without_their_private_halves(story: World) {
    story.with_keys().await;
    let keys = story.get("/oauth/jwks").await.json();
    let keys = keys["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 2);
    for key in keys {
        let names: Vec<&str> = key
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        for secret in ["d", "p", "q", "dp", "dq", "qi", "k"] {
            assert!(!names.contains(&secret), "{secret}");
        }
        assert_eq!(key["use"], "sig");
    }
    assert_ne!(keys[0]["kid"], keys[1]["kid"]);
    let rsa = keys.iter().find(|key| key["kty"] == "RSA").unwrap();
    assert!(rsa["n"].as_str().unwrap().len() >= 342);
}

async fn documents_are_only_read(story: World) {
    for path in [OPENID, OAUTH, SMART, "/oauth/jwks"] {
        let answer = story.call(Call::new(Method::DELETE, path)).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
}
