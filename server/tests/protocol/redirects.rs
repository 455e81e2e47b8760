//! Where a page leads elsewhere, everybody is led there, whatever they accept; only our own scripts are told.

use axum::http::StatusCode;

use crate::protocol::story::{Call, Reply, Story as World};

crate::on_every_database!(
    whoever_asks_is_led_on_whatever_they_accept,
    a_script_is_told_where_to_go
);

async fn ask(story: &World, call: Call, accept: Option<&str>) -> Reply {
    let call = match accept {
        Some(accept) => call.with_header("accept", accept),
        None => call,
    };
    story.call(call).await
}

async fn whoever_asks_is_led_on_whatever_they_accept(story: World) {
    let accepted = [
        None,
        Some(""),
        Some("*/*"),
        Some("text/html"),
        Some("text/plain"),
        Some("application/json, text/plain, */*"),
    ];
    for accept in accepted {
        for path in ["/apps", "/", "/security", "/people"] {
            let page = ask(&story, Call::get(path), accept).await;
            assert_eq!(page.status, StatusCode::FOUND, "{path} {accept:?}");
            assert!(page.location().starts_with("/sign-in"), "{path}");
        }
        let form = Call::post("/api/language", "language=es");
        let answer = ask(&story, form, accept).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{accept:?}");
        assert!(!answer.headers.contains_key("serverfnredirect"));
    }
}

async fn a_script_is_told_where_to_go(story: World) {
    let form = Call::post("/api/language", "language=es");
    let answer = ask(&story, form, Some("application/json")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.headers.contains_key("serverfnredirect"));
    assert!(!answer.location().is_empty());
}
