//! The setting `database_role`: as whom does the server connect to PostgreSQL?

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The name of a role in PostgreSQL: letters, digits and underscores, as a name without quotes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoleName(String);

/// The text names no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "a role has a name of small letters, digits and underscores, at most 63 of them and a letter first"
)]
pub struct InvalidRoleName;

impl FromStr for RoleName {
    type Err = InvalidRoleName;

    fn from_str(text: &str) -> Result<Self, InvalidRoleName> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let fits = text.len() <= 63 && text.starts_with(|c: char| c.is_ascii_lowercase());
        if fits && text.chars().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidRoleName)
        }
    }
}

impl TryFrom<String> for RoleName {
    type Error = InvalidRoleName;

    fn try_from(text: String) -> Result<Self, InvalidRoleName> {
        text.parse()
    }
}

impl From<RoleName> for String {
    fn from(name: RoleName) -> Self {
        name.0
    }
}

impl fmt::Display for RoleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_has_a_plain_name() {
        for wrong in [
            "",
            "Sayso",
            "1",
            "a-b",
            "a\"; drop table person; --",
            &"a".repeat(64),
        ] {
            assert!(wrong.parse::<RoleName>().is_err(), "{wrong}");
        }
        assert!("sayso_server1".parse::<RoleName>().is_ok());
    }
}
