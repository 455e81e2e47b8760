//! Which addresses does a forwarding header name? From the right, as the nearest proxy wrote last.

use std::net::{IpAddr, SocketAddr};

/// Reads one node: an address, with a port or without; `None` for `unknown`, a made-up name or anything else.
pub(super) fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok();
    let address = address.or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address| address.to_canonical())
}

/// The nodes of the `for` parameters (RFC 7239 §4), the last one first. An element without one names nobody.
pub(super) fn nodes_from_the_right(line: &str) -> impl Iterator<Item = Option<IpAddr>> {
    let mut elements = split(line, ',');
    elements.reverse();
    elements.into_iter().map(|element| {
        split(element, ';').into_iter().find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            let quoted = value
                .strip_prefix('"')
                .and_then(|value| value.strip_suffix('"'));
            let value = quoted.unwrap_or(value);
            name.eq_ignore_ascii_case("for").then(|| node(value))?
        })
    })
}

/// Splits outside of quoted strings (RFC 9110 §5.6.4).
fn split(text: &str, at: char) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (place, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if letter == at && !quoted => {
                parts.push(&text[start..place]);
                start = place + letter.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}
