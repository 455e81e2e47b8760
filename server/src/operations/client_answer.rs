//! The authorization response: a redirect URI with its parameters (RFC 6749 §4.1.2).

use std::fmt::Write;

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
        escape(&mut location, value);
        mark = '&';
    }
    location
}

/// Everything but RFC 3986 unreserved characters is escaped, so that every reader gets the same bytes back.
fn escape(into: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            into.push(char::from(byte));
        } else {
            write!(into, "%{byte:02X}").expect("writing to a string cannot fail");
        }
    }
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
