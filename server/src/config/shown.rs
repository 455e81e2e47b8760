//! How are settings printed? As a file would say them, with secrets hidden.

use std::{collections::BTreeSet, fmt};

use super::{Config, RequirePasskey};

impl Config {
    /// Every setting there is, by its name in a file.
    pub(super) fn keys() -> BTreeSet<String> {
        let settings = serde_json::to_value(Self::default());
        let settings = settings.expect("settings are plain values under names");
        let settings = settings.as_object().into_iter().flatten();
        settings.map(|(key, _)| key.clone()).collect()
    }

    /// With what holds where nobody said, for settings that the demo has otherwise.
    fn in_force(&self) -> Self {
        Self {
            require_passkey_for: Some(RequirePasskey(self.guarded().to_vec())),
            staff_sign_in: Some(self.staff_sign_in()),
            ..self.clone()
        }
    }
}

impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = toml::to_string(&self.in_force()).map_err(|_| fmt::Error)?;
        f.write_str(text.trim_end())
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
