//! Secrets have two types: one that is shown once, and the digest that is kept.

use std::fmt;

use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::entropy::Entropy;

/// What a secret opens. The prefix lets leak scanners find one that got out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    AccessToken,
    RefreshToken,
    AuthorizationCode,
    Session,
    /// What tells a browser that signed in before from any other.
    Device,
    /// What a browser holds of an attempt to get back in.
    Recovery,
    /// The link of an activation, and what a browser holds of one that it opened.
    Activation,
    /// The link of an invitation to a caregiver.
    Invitation,
    /// What belongs to a sign-in at the hospital's own provider: state, nonce, code verifier, and the browser's cookie.
    Upstream,
    /// What a confidential client proves itself with.
    Client,
}

impl SecretKind {
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::AccessToken => "sayso_at_",
            Self::RefreshToken => "sayso_rt_",
            Self::AuthorizationCode => "sayso_code_",
            Self::Session => "sayso_session_",
            Self::Device => "sayso_device_",
            Self::Recovery => "sayso_recovery_",
            Self::Activation => "sayso_activate_",
            Self::Invitation => "sayso_invite_",
            Self::Upstream => "sayso_upstream_",
            Self::Client => "sayso_client_",
        }
    }
}

/// A secret with 256 random bits, or one that somebody presents. `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    const BYTES: usize = 32;
    /// Thirty-two bytes in unpadded base64url.
    const LETTERS: usize = 43;

    pub fn generate(kind: SecretKind, entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; Self::BYTES];
        entropy.fill(&mut bytes);
        Self::of(kind, bytes)
    }

    fn of(kind: SecretKind, bytes: [u8; Self::BYTES]) -> Self {
        Self(format!(
            "{}{}",
            kind.prefix(),
            URL_SAFE_NO_PAD.encode(bytes)
        ))
    }

    /// Returns the one secret that follows this one under a salt (HKDF, RFC 5869). Neither tells it without the other: the
    /// salt is stored, this secret is not.
    #[must_use]
    pub fn successor(&self, kind: SecretKind, salt: &SuccessorSalt) -> Self {
        let mut bytes = [0; Self::BYTES];
        Salt::new(HKDF_SHA256, salt.as_bytes())
            .extract(self.0.as_bytes())
            .expand(&[kind.prefix().as_bytes(), b"successor"], HKDF_SHA256)
            .and_then(|key| key.fill(&mut bytes))
            .expect("HKDF gives as many bytes as its hash has");
        Self::of(kind, bytes)
    }

    /// What was presented, if it can be a secret of this kind at all.
    pub fn parse(kind: SecretKind, text: &str) -> Option<Self> {
        let letters = text.strip_prefix(kind.prefix())?;
        let possible = letters.len() == Self::LETTERS
            && letters
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        possible.then(|| Self(text.to_owned()))
    }

    /// The text, for the one answer that shows it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// What leads from one secret to the next, kept beside the digest of the first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SuccessorSalt([u8; Secret::BYTES]);

impl SuccessorSalt {
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; Secret::BYTES];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SuccessorSalt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SuccessorSalt(…)")
    }
}

/// SHA-256 of a secret. Full entropy needs no slow hash; looking one up by its digest says nothing by its timing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Lower-case hexadecimal, as wordings are named.
    pub fn hex(&self) -> String {
        use std::fmt::Write;
        self.0
            .iter()
            .fold(String::with_capacity(64), |mut hex, byte| {
                write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
                hex
            })
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_secret_reads_back_as_its_own_kind_only() {
        let secret = Secret::generate(SecretKind::AccessToken, &SeededEntropy::from_seed(1));
        let text = secret.expose();
        assert_eq!(
            Secret::parse(SecretKind::AccessToken, text),
            Some(secret.clone())
        );
        assert_eq!(Secret::parse(SecretKind::RefreshToken, text), None);
        assert_eq!(Secret::parse(SecretKind::AccessToken, &text[..51]), None);
        assert_eq!(
            Secret::parse(SecretKind::AccessToken, &format!("{text}\0")),
            None
        );
    }

    #[test]
    fn a_successor_follows_from_both_secret_and_salt() {
        let entropy = SeededEntropy::from_seed(1);
        let new = || Secret::generate(SecretKind::RefreshToken, &entropy);
        let (one, other) = (new(), new());
        let (salt, another) = (
            SuccessorSalt::generate(&entropy),
            SuccessorSalt::generate(&entropy),
        );
        let next = |from: &Secret, salt| from.successor(SecretKind::RefreshToken, salt);
        let first = next(&one, &salt);
        assert_eq!(next(&one, &salt), first);
        assert_ne!(next(&one, &another), first);
        assert_ne!(next(&other, &salt), first);
        assert_ne!(one.successor(SecretKind::AccessToken, &salt), first);
        assert!(Secret::parse(SecretKind::RefreshToken, first.expose()).is_some());
    }

    #[test]
    fn debug_says_nothing() {
        let secret = Secret::generate(SecretKind::Session, &SeededEntropy::from_seed(1));
        assert_eq!(format!("{secret:?} {:?}", secret.digest()), "… Digest(…)");
    }
}
