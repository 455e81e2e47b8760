//! The names and values of a query string or a form, decoded exactly or not at all.

use percent_encoding::percent_decode;
use url::form_urlencoded::Serializer;

use super::SearchError;

/// Longer searches are refused before they are decoded.
pub const MAX_QUERY_BYTES: usize = 32 * 1024;
const MAX_PAIRS: usize = 100;

/// One parameter as it was sent.
pub type Pair = (String, String);

/// Splits and decodes `a=1&b=2`. Bytes that are no text are refused, never replaced.
pub fn read_pairs(raw: &[u8]) -> Result<Vec<Pair>, SearchError> {
    if raw.len() > MAX_QUERY_BYTES {
        return Err(SearchError::TooLong);
    }
    let parts = raw
        .split(|byte| *byte == b'&')
        .filter(|part| !part.is_empty());
    let pairs: Vec<Pair> = parts.map(read_pair).collect::<Result<_, _>>()?;
    if pairs.len() > MAX_PAIRS {
        Err(SearchError::TooLong)
    } else {
        Ok(pairs)
    }
}

fn read_pair(part: &[u8]) -> Result<Pair, SearchError> {
    let at = part
        .iter()
        .position(|byte| *byte == b'=')
        .unwrap_or(part.len());
    let (name, value) = part.split_at(at);
    Ok((
        decode(name)?,
        decode(value.strip_prefix(b"=").unwrap_or(value))?,
    ))
}

fn decode(part: &[u8]) -> Result<String, SearchError> {
    let spaced: Vec<u8> = part
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let text = percent_decode(&spaced)
        .decode_utf8()
        .map_err(|_| SearchError::NotText)?;
    if text.contains('\0') {
        Err(SearchError::NotText)
    } else {
        Ok(text.into_owned())
    }
}

/// The other way round.
pub fn write_query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}
