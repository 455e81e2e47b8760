//! A registered client: where a response may go, and for what it may ask.

use domain::{
    catalogue::PurposeOfUse,
    client::{Client, ClientAuthentication, InvalidRedirectUri, RedirectUri, ReviewState},
};

use crate::given::client;

fn uri(text: &str) -> RedirectUri {
    RedirectUri::parse(text).unwrap()
}

#[test]
fn a_loopback_redirect_is_compared_as_text_but_for_its_port() {
    let native = uri("http://127.0.0.1/cb");
    assert!(native.permits("http://127.0.0.1/cb"));
    assert!(native.permits("http://127.0.0.1:49152/cb"));
    assert!(native.permits("http://127.0.0.1:80/cb"));
    for tidied_up in [
        "http://127.0.0.1:49152/x/../cb",
        "HTTP://127.0.0.1:49152/cb",
        "http://127.1:49152/cb",
    ] {
        assert!(!native.permits(tidied_up), "{tidied_up}");
    }
}

#[test]
fn a_registration_that_a_parser_would_tidy_up_permits_its_own_text_and_nothing_tidy() {
    let untidy = uri("http://127.0.0.1/x/../cb");
    assert!(untidy.permits("http://127.0.0.1/x/../cb"));
    assert!(untidy.permits("http://127.0.0.1:49152/x/../cb"));
    assert!(!untidy.permits("http://127.0.0.1:49152/cb"));
    assert!(!untidy.permits("http://127.0.0.1/cb"));
}

#[test]
fn http_is_for_loopback_alone() {
    for loopback in ["http://127.0.0.1/", "http://[::1]/", "http://localhost/"] {
        assert!(RedirectUri::parse(loopback).is_ok(), "{loopback}");
    }
    for elsewhere in ["http://app.example/", "ftp://127.0.0.1/", "app:/cb"] {
        assert_eq!(
            RedirectUri::parse(elsewhere),
            Err(InvalidRedirectUri::NotSecure),
            "{elsewhere}"
        );
    }
    let other_port = uri("https://localhost/cb");
    assert!(!other_port.permits("https://localhost:8443/cb"));
}

#[test]
fn a_user_name_or_a_password_is_no_part_of_a_redirect() {
    for pretends in [
        "https://user@app.example/",
        "https://:secret@app.example/",
        "https://user:secret@app.example/",
    ] {
        assert_eq!(
            RedirectUri::parse(pretends),
            Err(InvalidRedirectUri::UserInfo),
            "{pretends}"
        );
    }
}

#[test]
fn a_redirect_is_stored_and_read_back_as_registered() {
    let stored = serde_json::to_string(&uri("https://app.example/cb?x=1")).unwrap();
    assert_eq!(stored, "\"https://app.example/cb?x=1\"");
    let read: RedirectUri = serde_json::from_str(&stored).unwrap();
    assert_eq!(read.as_str(), "https://app.example/cb?x=1");
    assert!(serde_json::from_str::<RedirectUri>("\"http://app.example/\"").is_err());
}

#[test]
fn a_purpose_is_the_one_claimed_or_the_first_registered() {
    use PurposeOfUse::{Research, SelfCare, Treatment};
    let client = Client {
        purposes: vec![SelfCare, Research],
        ..client("", ReviewState::Verified)
    };
    assert_eq!(client.purpose(None), Some(SelfCare));
    assert_eq!(client.purpose(Some(Research)), Some(Research));
    assert_eq!(client.purpose(Some(Treatment)), None);
    let without = Client {
        purposes: Vec::new(),
        ..client
    };
    assert_eq!(without.purpose(None), None);
}

#[test]
fn a_client_without_a_secret_is_public() {
    let public = client("", ReviewState::Verified);
    assert_eq!(public.authentication, ClientAuthentication::None);
    assert!(public.is_public());
}

#[test]
fn a_purpose_is_read_by_its_code_of_hl7() {
    for purpose in PurposeOfUse::ALL {
        assert_eq!(PurposeOfUse::from_code(purpose.code()), Some(*purpose));
    }
    assert_eq!(
        PurposeOfUse::from_code("PATRQT"),
        Some(PurposeOfUse::SelfCare)
    );
    assert_eq!(PurposeOfUse::from_code("patrqt"), None);
}
