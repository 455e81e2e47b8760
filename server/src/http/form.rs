//! Reads `application/x-www-form-urlencoded` strictly: what is not UTF-8 text is refused, never replaced.
//!
//! Which characters, how many parameters and how many of one name a form may hold, says who reads it.

use axum::http::{HeaderMap, header::CONTENT_TYPE};
use percent_encoding::percent_decode;
use thiserror::Error;

/// The name and the value of one parameter.
pub type Pair = (String, String);

/// A name or a value is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the parameters are not UTF-8")]
pub struct NotUtf8;

/// Returns the parameters in the order given; one without `=` has an empty value.
///
/// # Errors
/// [`NotUtf8`] if the bytes are not UTF-8, also where they were percent-encoded.
pub fn pairs(form: &[u8]) -> Result<Vec<Pair>, NotUtf8> {
    form.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let mut half = || decode(halves.next().unwrap_or_default());
            Ok((half()?, half()?))
        })
        .collect()
}

/// A percent sign that no two hexadecimal digits follow stands for itself, as in the URL standard.
fn decode(text: &[u8]) -> Result<String, NotUtf8> {
    let space = |byte: &u8| if *byte == b'+' { b' ' } else { *byte };
    let spaced: Vec<u8> = text.iter().map(space).collect();
    let text = percent_decode(&spaced).decode_utf8();
    Ok(text.map_err(|_| NotUtf8)?.into_owned())
}

/// Whether the body is said to be a form.
pub fn is_form(headers: &HeaderMap) -> bool {
    let media = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    media
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;
    use url::form_urlencoded::Serializer;

    use super::*;

    fn read(form: &str) -> Vec<Pair> {
        pairs(form.as_bytes()).unwrap()
    }

    fn pair(name: &str, value: &str) -> Pair {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn values_are_read_byte_for_byte() {
        assert_eq!(
            read("state=%26%3D%2B+%C3%A9&x=100%&y=a=b&z&%zz=%4"),
            [
                pair("state", "&=+ é"),
                pair("x", "100%"),
                pair("y", "a=b"),
                pair("z", ""),
                pair("%zz", "%4"),
            ]
        );
        assert_eq!(read("&&"), []);
    }

    #[test]
    fn what_is_not_text_is_refused() {
        for wrong in [
            &b"a=%ff"[..],
            b"a=\xff",
            b"%C3%28=a",
            b"a=%ed%a0%80",
            b"a=1&b=%c3",
        ] {
            assert_eq!(pairs(wrong), Err(NotUtf8), "{wrong:?}");
        }
    }

    #[test]
    fn a_form_is_known_by_its_media_type() {
        let sent = |kind: &'static str| {
            let kind = HeaderValue::from_static(kind);
            is_form(&HeaderMap::from_iter([(CONTENT_TYPE, kind)]))
        };
        assert!(sent("Application/X-WWW-Form-URLEncoded ; charset=utf-8"));
        assert!(!sent("application/json"));
        assert!(!sent("application/x-www-form-urlencoded2"));
        assert!(!is_form(&HeaderMap::new()));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(written in proptest::collection::vec(("\\PC{1,8}", "\\PC{0,12}"), 0..6)) {
            let form = Serializer::new(String::new()).extend_pairs(&written).finish();
            prop_assert_eq!(read(&form), written);
        }

        #[test]
        fn no_bytes_make_it_panic(raw in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = pairs(&raw);
        }
    }
}
