//! Which pages of other origins may read an answer (SMART CORS).

use axum::http::{Method, StatusCode, header};

use crate::protocol::story::{Call, Question, Story as World};

const PUBLIC: [&str; 4] = [
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/fhir/.well-known/smart-configuration",
    "/oauth/jwks",
];
const TOKENS: [&str; 4] = [
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/introspect",
    "/oauth/userinfo",
];

async fn allowed(story: &World, call: Call, origin: &str) -> Option<String> {
    let answer = story.call(call.with_header("origin", origin)).await;
    let value = answer.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN)?;
    Some(value.to_str().unwrap().to_owned())
}

crate::on_every_database!(
    any_page_may_read_what_is_public,
    a_registered_page_may_call_the_token_endpoints_and_others_may_not,
    a_page_may_ask_first_whether_it_may,
    no_page_may_read_the_authorization_endpoint
);

async fn any_page_may_read_what_is_public(story: World) {
    for path in PUBLIC {
        let call = Call::new(Method::GET, path);
        assert_eq!(
            allowed(&story, call, "https://x.example").await.as_deref(),
            Some("*"),
            "{path}"
        );
    }
}

async fn a_registered_page_may_call_the_token_endpoints_and_others_may_not(story: World) {
    for path in TOKENS {
        let call = || Call::post(path, "client_id=sugar-coach&token=x");
        let own = "http://127.0.0.1:4711";
        assert_eq!(
            allowed(&story, call(), own).await.as_deref(),
            Some(own),
            "{path}"
        );
        for other in ["https://127.0.0.1:4711", "https://evil.example", "null"] {
            assert_eq!(allowed(&story, call(), other).await, None, "{path} {other}");
        }
    }
}

async fn a_page_may_ask_first_whether_it_may(story: World) {
    for path in TOKENS {
        let call = Call::new(Method::OPTIONS, path)
            .with_header("origin", "http://localhost:5173")
            .with_header("access-control-request-method", "POST")
            .with_header(
                "access-control-request-headers",
                "authorization, content-type",
            );
        let answer = story.call(call).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(
            answer.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN],
            "http://localhost:5173"
        );
        let headers = answer.headers[header::ACCESS_CONTROL_ALLOW_HEADERS]
            .to_str()
            .unwrap();
        assert!(headers.contains("authorization") && headers.contains("content-type"));
    }
}

async fn no_page_may_read_the_authorization_endpoint(story: World) {
    let path = Question::of_sugar_coach().path();
    for method in [Method::GET, Method::OPTIONS] {
        let call = Call::new(method, &path).with_header("access-control-request-method", "GET");
        assert_eq!(allowed(&story, call, "http://127.0.0.1:4711").await, None);
    }
}
