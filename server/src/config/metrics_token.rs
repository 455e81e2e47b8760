//! The setting `metrics_token`: what must somebody show who asks for the metrics?

use std::fmt;

use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;

/// A bearer token (RFC 6750 §2.1). `Debug` says nothing of it.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct MetricsToken(String);

/// The text is no bearer token, or one that could be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "a metrics token has 32 to 512 letters, digits or -._~+/, such as `openssl rand -hex 32` prints"
)]
pub struct InvalidMetricsToken;

impl TryFrom<String> for MetricsToken {
    type Error = InvalidMetricsToken;

    fn try_from(text: String) -> Result<Self, InvalidMetricsToken> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
        if (32..=512).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text))
        } else {
            Err(InvalidMetricsToken)
        }
    }
}

impl MetricsToken {
    /// Whether somebody showed this token. How long the answer takes says nothing about it.
    pub fn is(&self, shown: &str) -> bool {
        let digest = |text: &str| Sha256::digest(text.as_bytes());
        digest(&self.0).ct_eq(&digest(shown)).into()
    }
}

impl fmt::Debug for MetricsToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MetricsToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_guesses_is_a_token() {
        let long = "a".repeat(32);
        assert!(MetricsToken::try_from(long.clone()).unwrap().is(&long));
        for wrong in [
            String::new(),
            "a".repeat(31),
            format!("{long} "),
            "ä".repeat(40),
        ] {
            assert!(MetricsToken::try_from(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
