//! Does a code verifier match its challenge (RFC 7636 §4.6, S256 only)?

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::consent::PkceChallenge;
use sha2::{Digest, Sha256};

/// A verifier of the right length and alphabet. It is a secret until it is used, so it has no `Debug`.
pub(super) struct CodeVerifier(String);

impl CodeVerifier {
    /// RFC 7636 §4.1: 43 to 128 unreserved characters.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let valid = (43..=128).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'));
        valid.then(|| Self(text.to_owned()))
    }

    pub(super) fn answers(&self, challenge: &PkceChallenge) -> bool {
        URL_SAFE_NO_PAD.encode(Sha256::digest(&self.0)) == challenge.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 7636 Appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn answers(verifier: &str) -> Option<bool> {
        let challenge = PkceChallenge::parse(CHALLENGE)?;
        Some(CodeVerifier::parse(verifier)?.answers(&challenge))
    }

    #[test]
    fn the_example_of_the_standard_answers_its_challenge() {
        assert_eq!(answers(VERIFIER), Some(true));
        assert_eq!(answers(CHALLENGE), Some(false));
    }

    #[test]
    fn a_verifier_too_short_too_long_or_of_other_characters_is_none() {
        let too_long = "a".repeat(129);
        for wrong in ["", &VERIFIER[1..], &too_long, &format!("{VERIFIER}+")] {
            assert_eq!(answers(wrong), None, "{wrong}");
        }
        assert_eq!(answers(&too_long[1..]), Some(false));
    }
}
