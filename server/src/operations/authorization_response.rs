//! The authorization response: a redirect URI with its parameters (RFC 6749 §4.1.2).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986 unreserved characters is escaped, so that every reader gets the same bytes back.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Returns a redirect URI with the parameters of an authorization response (RFC 6749 §4.1.2), the URI itself unchanged.
pub fn answer_location(redirect_uri: &str, parameters: &[(&str, Option<&str>)]) -> String {
    let mut location = redirect_uri.to_owned();
    let mut mark = if redirect_uri.contains('?') { '&' } else { '?' };
    let given = parameters
        .iter()
        .filter_map(|(name, value)| Some((name, (*value)?)));
    for (name, value) in given {
        location.push(mark);
        location.push_str(name);
        location.push('=');
        location.extend(utf8_percent_encode(value, RESERVED));
        mark = '&';
    }
    location
}

#[cfg(test)]
mod tests {
    use super::answer_location;

    #[test]
    fn a_state_comes_back_byte_for_byte() {
        let location = answer_location(
            "https://app.example/cb?tenant=1",
            &[
                ("code", Some("c")),
                ("state", Some("%26=&+ é")),
                ("error", None),
            ],
        );
        assert_eq!(
            location,
            "https://app.example/cb?tenant=1&code=c&state=%2526%3D%26%2B%20%C3%A9"
        );
    }
}
