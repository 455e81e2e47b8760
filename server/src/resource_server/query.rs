//! The parameters of a FHIR request, decoded exactly or not at all.
use fhir::search::{MAX_QUERY_BYTES, Pair, SearchError};

use crate::http::form;

const MAX_PAIRS: usize = 100;

/// Returns the parameters of an address or a form.
///
/// # Errors
/// [`SearchError::TooLong`] before anything is decoded, and [`SearchError::NotText`] for what is not UTF-8 or holds a NUL,
/// which no database of ours stores.
pub(super) fn pairs(raw: &[u8]) -> Result<Vec<Pair>, SearchError> {
    let many = raw.split(|byte| *byte == b'&');
    let count = many.filter(|pair| !pair.is_empty()).count();
    if raw.len() > MAX_QUERY_BYTES || count > MAX_PAIRS {
        return Err(SearchError::TooLong);
    }
    let pairs = form::pairs(raw).map_err(|_| SearchError::NotText)?;
    let is_text = |(name, value): &Pair| !name.contains('\0') && !value.contains('\0');
    if pairs.iter().all(is_text) {
        Ok(pairs)
    } else {
        Err(SearchError::NotText)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        for wrong in [
            "code=%FF",
            "code=%00",
            "%00=a",
            "%C3%28=a",
            "code=a%ed%a0%80",
        ] {
            let read = pairs(wrong.as_bytes());
            assert_eq!(read, Err(SearchError::NotText), "{wrong}");
        }
    }

    #[test]
    fn a_search_that_is_too_long_is_refused() {
        let longest = "a".repeat(MAX_QUERY_BYTES);
        assert!(pairs(longest.as_bytes()).is_ok());
        let longer = format!("{longest}a");
        assert_eq!(pairs(longer.as_bytes()), Err(SearchError::TooLong));
        assert!(pairs("a=1&".repeat(MAX_PAIRS).as_bytes()).is_ok());
        let many = "a=1&".repeat(MAX_PAIRS + 1);
        assert_eq!(pairs(many.as_bytes()), Err(SearchError::TooLong));
    }
}
