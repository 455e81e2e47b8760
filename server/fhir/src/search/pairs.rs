//! Parameters as the address of a link.

use url::form_urlencoded::Serializer;

/// The name and the value of one parameter, as they were sent.
pub type Pair = (String, String);

/// Returns the query that holds these parameters.
pub fn write_query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}
