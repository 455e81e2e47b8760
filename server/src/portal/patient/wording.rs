//! The text that a person has before them when they decide, and the name it is kept under.

use app::facts::Frame;
use domain::consent::Wording;
use sha2::{Digest, Sha256};

/// Which page showed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::portal) enum Screen {
    Consent,
    Confirm,
    /// The page of an app, where less takes effect at once.
    App,
    /// An app asks who somebody is.
    Identify,
}

impl Screen {
    const fn key(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Confirm => "confirm",
            Self::App => "app",
            Self::Identify => "identify",
        }
    }
}

pub(in crate::portal) fn wording(screen: Screen, frame: &Frame, text: &str) -> Wording {
    Wording {
        screen: screen.key().to_owned(),
        language: frame.language,
        version: app::words::shown::TEXT_VERSION.to_owned(),
        digest: digest(text),
        privacy_notice: frame.privacy_notice,
    }
}

fn digest(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_text_is_its_sha_256_in_lower_case() {
        assert_eq!(
            digest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
