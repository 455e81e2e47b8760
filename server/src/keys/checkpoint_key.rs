//! The keys that sign checkpoints of the evidence. They are derived from the key-encryption keys (HKDF, RFC 5869), so that
//! whoever holds the database holds none of them, and none of them signs anything else.

use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use p256::{
    SecretKey,
    ecdsa::{
        Signature, SigningKey,
        signature::{Signer, Verifier},
    },
};
use sha2::{Digest as _, Sha256};

/// A key that signs checkpoints (ECDSA on P-256 with SHA-256, FIPS 186-5).
pub struct CheckpointKey {
    id: String,
    key: SigningKey,
}

impl CheckpointKey {
    /// Derives the key that belongs to a key-encryption key; `None` if no try gives a number of the curve, which does not
    /// happen.
    pub(super) fn derive(key_encryption_key: &[u8]) -> Option<Self> {
        let extracted =
            Salt::new(HKDF_SHA256, b"sayso checkpoint key 1").extract(key_encryption_key);
        // About one number in 2^32 is no scalar of the curve: then the next one is taken.
        let secret = (0_u8..8).find_map(|turn| {
            let info = [[turn]];
            let info: Vec<&[u8]> = info.iter().map(<[u8; 1]>::as_slice).collect();
            let mut scalar = [0; 32];
            extracted
                .expand(&info, HKDF_SHA256)
                .ok()?
                .fill(&mut scalar)
                .ok()?;
            SecretKey::from_slice(&scalar).ok()
        })?;
        let key = SigningKey::from(secret);
        let public = key.verifying_key().to_sec1_point(false);
        let digest = Sha256::digest(public.as_bytes());
        let id = u64::from_be_bytes(*digest.first_chunk()?);
        Some(Self {
            id: format!("checkpoint-{id:016x}"),
            key,
        })
    }

    /// The name under which its signatures stand: a digest of the public key.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the signature over a text, as 64 bytes; `None` if the library cannot sign.
    pub fn sign(&self, text: &[u8]) -> Option<Vec<u8>> {
        let signature: Signature = self.key.try_sign(text).ok()?;
        Some(signature.to_bytes().to_vec())
    }

    /// Whether this key signed the text.
    pub fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verifying_key().verify(text, &signature).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_secret_gives_the_same_key_and_another_gives_another() {
        let [one, again, other] =
            [[1; 32], [1; 32], [2; 32]].map(|secret| CheckpointKey::derive(&secret).unwrap());
        assert_eq!(one.id(), again.id());
        assert_ne!(one.id(), other.id());
        let signature = one.sign(b"text").unwrap();
        assert!(again.verifies(b"text", &signature));
        assert!(!again.verifies(b"other text", &signature));
        assert!(!other.verifies(b"text", &signature));
        assert!(!one.verifies(b"text", &signature[1..]));
    }
}
