//! What is written in the place of a secret?

use serde::{Serialize, Serializer};
use url::Url;

/// Of characters that an address keeps as they are.
const HIDDEN: &str = "***";

/// Says that there is a secret, and nothing of it.
pub(super) fn hidden<S: Serializer>(
    secret: &impl Secret,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    secret.is_set().then_some(HIDDEN).serialize(serializer)
}

/// A setting that nobody may read.
pub(super) trait Secret {
    fn is_set(&self) -> bool;
}

impl Secret for String {
    fn is_set(&self) -> bool {
        true
    }
}

impl<T> Secret for Option<T> {
    fn is_set(&self) -> bool {
        self.is_some()
    }
}

pub(super) fn without_password<S: Serializer>(
    address: &str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let shown = Url::parse(address).map(hide_password);
    serializer.serialize_str(shown.as_deref().unwrap_or(HIDDEN))
}

/// The address with its password hidden, or nothing of it.
pub(super) fn hide_password(mut address: Url) -> String {
    if address.password().is_some() && address.set_password(Some(HIDDEN)).is_err() {
        return HIDDEN.to_owned();
    }
    // PostgreSQL's driver takes it as a parameter, too.
    let plain: Vec<_> = address.query_pairs().into_owned().collect();
    if plain.iter().any(|(name, _)| name == "password") {
        let shown = |(name, value): (String, String)| match &*name {
            "password" => (name, HIDDEN.to_owned()),
            _ => (name, value),
        };
        let pairs = plain.into_iter().map(shown);
        address.query_pairs_mut().clear().extend_pairs(pairs);
    }
    address.to_string()
}
