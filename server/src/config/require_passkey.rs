//! The setting that asks a passkey for chosen actions: a list of their keys, in a file or in a variable.

use domain::proof::GuardedAction;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// Actions that nothing but a passkey is enough for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RequirePasskey(pub Vec<GuardedAction>);

/// `["share", "export-record"]` in a file, `share,export-record` in a variable.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    List(Vec<String>),
    Line(String),
}

impl<'de> Deserialize<'de> for RequirePasskey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let keys = match Written::deserialize(deserializer)? {
            Written::List(keys) => keys,
            Written::Line(line) => line.split(',').map(str::to_owned).collect(),
        };
        let named = keys
            .iter()
            .map(|key| key.trim())
            .filter(|key| !key.is_empty());
        let read = |key: &str| {
            GuardedAction::from_key(key).ok_or_else(|| {
                let known: Vec<_> = GuardedAction::ALL.iter().map(|one| one.key()).collect();
                let known = known.join(", ");
                D::Error::custom(format!("`{key}` is not an action; there are {known}"))
            })
        };
        named.map(read).collect::<Result<_, _>>().map(Self)
    }
}
