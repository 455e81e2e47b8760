//! Where may a form or a sign-in lead, and to which app's request? Only to a path of ours, however the address was written.

use app::paths;
use domain::ids::AuthorizationRequestId;

/// The path if it is one of ours, and `/` if not.
///
/// Browsers read `//host`, `/\host` and addresses with tabs or line breaks in them as other origins (WHATWG URL §4.4).
pub(crate) fn own_path(wished: &str) -> String {
    let rest = wished.strip_prefix('/');
    let ours = rest.is_some_and(|rest| !rest.starts_with(['/', '\\']))
        && wished.len() <= 2_000
        && wished
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !is_action(wished);
    if ours {
        wished.to_owned()
    } else {
        "/".to_owned()
    }
}

/// The authorization request whose pages a path leads to.
pub(crate) fn request_behind(path: &str) -> Option<AuthorizationRequestId> {
    let path = path.split(['?', '#']).next()?;
    path.strip_prefix("/consent/")?
        .split('/')
        .next()?
        .parse()
        .ok()
}

/// The page of the question that a path is about: what an app may see, or who somebody is.
pub(crate) fn question_behind(path: &str) -> Option<String> {
    let request = request_behind(path)?;
    let path = path.split(['?', '#']).next()?;
    let identify = paths::Identify(request).to_string();
    Some(if path == identify {
        identify
    } else {
        paths::Consent(request).to_string()
    })
}

/// Addresses that answer to forms, not to a person who arrives.
fn is_action(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.starts_with("/api/") || path == "/sign-in" || path.starts_with(paths::HOSPITAL_SIGN_IN)
}

#[cfg(test)]
mod tests {
    use super::{own_path, question_behind, request_behind};

    #[test]
    fn a_path_of_ours_stays_with_its_query() {
        for ours in [
            "/",
            "/apps",
            "/consent/request_1?problem=x",
            "/activity?app=a&show=looks",
        ] {
            assert_eq!(own_path(ours), ours);
        }
    }

    #[test]
    fn an_address_elsewhere_becomes_the_first_page() {
        for elsewhere in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\\/evil.example",
            "javascript:alert(1)",
            "evil.example",
            "/a\\..\\..//evil",
            "/%0d%0a\r\nX: y",
            "/api/sign-out",
            "/sign-in?next=/sign-in",
            "/sign-in/hospital",
            "/sign-in/hospital/callback?state=a&code=b",
        ] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere:?}");
        }
        assert_eq!(own_path(&format!("/{}", "a".repeat(3_000))), "/");
    }

    #[test]
    fn a_request_is_found_behind_a_sign_in() {
        let id = "request_00000000000000000000000000000001";
        for page in ["", "?problem=x", "/confirm", "/whose#top"] {
            assert!(request_behind(&format!("/consent/{id}{page}")).is_some());
        }
        for other in ["/", "/apps", "/consent", "/consent/request_1"] {
            assert!(request_behind(other).is_none(), "{other}");
        }
        assert!(request_behind(&format!("/apps?next=/consent/{id}")).is_none());
        let question = |page: &str| question_behind(&format!("/consent/{id}{page}"));
        assert_eq!(
            question("/who?problem=x"),
            Some(format!("/consent/{id}/who"))
        );
        assert_eq!(question("/whose"), Some(format!("/consent/{id}")));
    }
}
