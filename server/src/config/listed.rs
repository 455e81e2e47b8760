//! A setting that lists keys: `["one", "other"]` in a file, `one,other` in a variable.

use serde::{Deserialize, Deserializer, de::Error};

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    List(Vec<String>),
    Line(String),
}

/// Reads the keys; `what` they are, and which are known, stands in the error about one that is not.
pub(super) fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    what: &str,
    from_key: impl Fn(&str) -> Option<T>,
    known: impl Iterator<Item = &'static str>,
) -> Result<Vec<T>, D::Error> {
    let keys = match Written::deserialize(deserializer)? {
        Written::List(keys) => keys,
        Written::Line(line) => line.split(',').map(str::to_owned).collect(),
    };
    let known = known.collect::<Vec<_>>().join(", ");
    keys.iter()
        .map(|key| key.trim())
        .filter(|key| !key.is_empty())
        .map(|key| {
            from_key(key).ok_or_else(|| {
                D::Error::custom(format!("`{key}` is not {what}; there are {known}"))
            })
        })
        .collect()
}
