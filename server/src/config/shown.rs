//! How are settings printed? As a file would say them, with secrets hidden.

use std::{collections::BTreeSet, fmt};

use super::Config;

impl Config {
    /// Every setting there is, by its name in a file.
    pub(super) fn keys() -> BTreeSet<String> {
        let settings = serde_json::to_value(Self::default());
        let settings = settings.expect("settings are plain values under names");
        let settings = settings.as_object().into_iter().flatten();
        settings.map(|(key, _)| key.clone()).collect()
    }
}

impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = toml::to_string(self).map_err(|_| fmt::Error)?;
        f.write_str(text.trim_end())
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
