//! In whose days and hours is somebody answered? A script of ours keeps the zone of the browser in a cookie.

use axum::http::HeaderMap;
use domain::{Timestamp, zone::Zone};

use super::cookies::CookieScheme::{PlainLoopback, Secure};
use crate::config::time_zone::zone_named;

/// As `app::browser` writes it.
const COOKIE: &str = app::ZONE_COOKIE;

/// The zone of the browser; `None` without scripts, or if it says none that there is.
pub(crate) fn of(headers: &HeaderMap, now: Timestamp) -> Option<Zone> {
    // Under either name: it opens nothing.
    let kept = [Secure, PlainLoopback]
        .into_iter()
        .find_map(|scheme| scheme.find(headers, COOKIE));
    zone_named(kept?, now)
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    fn place(cookie: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        of(&headers, Timestamp::UNIX_EPOCH).map(|zone| zone.place())
    }

    #[test]
    fn a_browser_says_where_it_is_and_nothing_else_is_taken_for_that() {
        let chicago = Some("Chicago".to_owned());
        assert_eq!(place("sayso_zone=America/Chicago"), chicago);
        assert_eq!(place("__Host-sayso_zone=America/Chicago"), chicago);
        for other in [
            "sayso_zone=",
            "sayso_zone=../../etc",
            "a=b",
            "sayso_zone=<b>",
        ] {
            assert_eq!(place(other), None, "{other}");
        }
    }
}
