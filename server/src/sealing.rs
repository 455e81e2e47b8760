//! How does a browser keep what only we may read? Sealed: encrypted, and bound to what it is for (AES-256-GCM, SP 800-38D).

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey},
    hkdf::{HKDF_SHA256, Salt},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::entropy::Entropy;

const ID_LEN: usize = size_of::<i64>();
const KEY_LEN: usize = 32;
/// The newest key seals. The one before still opens: what browsers keep lives for an hour, and a key for a month.
const KEPT: usize = 2;
/// What the keys are derived for (RFC 5869 §3.2).
const USE: &[u8] = b"sayso sealed cookies";

/// The keys in use, newest first.
#[derive(Clone)]
pub struct Sealing(Arc<RwLock<Vec<SealingKey>>>);

impl fmt::Debug for Sealing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealing(…)")
    }
}

/// A key and its number.
#[derive(Clone)]
pub struct SealingKey {
    id: i64,
    key: Arc<RandomizedNonceKey>,
}

impl SealingKey {
    /// Derives the key from a stored secret, which is also used for something else.
    pub fn derive(id: i64, secret: &[u8]) -> Self {
        let mut bytes = [0; KEY_LEN];
        Salt::new(HKDF_SHA256, &[])
            .extract(secret)
            .expand(&[USE], HKDF_SHA256)
            .and_then(|key| key.fill(&mut bytes))
            .expect("HKDF gives as many bytes as its hash has");
        let key = RandomizedNonceKey::new(&AES_256_GCM, &bytes);
        Self {
            id,
            key: Arc::new(key.expect("a key of 32 bytes")),
        }
    }
}

impl Sealing {
    /// Keys until a stored one counts: one of this process alone, so that nothing is ever kept unsealed.
    pub fn alone(entropy: &dyn Entropy) -> Self {
        let mut secret = [0; KEY_LEN];
        entropy.fill(&mut secret);
        Self(Arc::new(RwLock::new(vec![SealingKey::derive(0, &secret)])))
    }

    /// From now on this key seals. One that counts already stays as it is.
    pub fn renew(&self, key: SealingKey) {
        let mut keys = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if keys.first().is_none_or(|newest| newest.id != key.id) {
            keys.insert(0, key);
            keys.truncate(KEPT);
        }
    }

    /// Returns a text as a browser keeps it. It opens for the same use only.
    pub fn seal(&self, about: &str, text: &str) -> String {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let newest = keys.first().expect("there is always a key");
        let mut sealed = text.as_bytes().to_vec();
        let nonce = newest
            .key
            .seal_in_place_append_tag(Aad::from(about), &mut sealed)
            .expect("what fits into a cookie can be sealed");
        let id = newest.id.to_be_bytes();
        URL_SAFE_NO_PAD.encode([id.as_slice(), nonce.as_ref(), &sealed].concat())
    }

    /// Returns the text that was sealed for this use; `None` if it was for another one, was changed, or its key is gone.
    pub fn open(&self, about: &str, kept: &str) -> Option<String> {
        let kept = URL_SAFE_NO_PAD.decode(kept).ok()?;
        let (id, rest) = kept.split_first_chunk::<ID_LEN>()?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let with = keys.iter().find(|key| key.id == i64::from_be_bytes(*id))?;
        let mut text = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let text = with.key.open_in_place(nonce, Aad::from(about), &mut text);
        String::from_utf8(text.ok()?.to_vec()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn sealing() -> Sealing {
        Sealing::alone(&SeededEntropy::from_seed(1))
    }

    #[test]
    fn what_is_sealed_opens_for_the_same_use_only() {
        let keys = sealing();
        let kept = keys.seal("draft of maria", "alcohol");
        assert_eq!(
            keys.open("draft of maria", &kept).as_deref(),
            Some("alcohol")
        );
        assert_eq!(keys.open("draft of ana", &kept), None);
        assert!(!kept.contains("alcohol") && !kept.contains([';', ' ', ',', '"', '=']));
        assert_ne!(kept, keys.seal("draft of maria", "alcohol"));
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let keys = sealing();
        let kept = keys.seal("draft", "{}");
        for at in 0..kept.len() {
            let mut changed = kept.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(keys.open("draft", &changed), None, "{at}");
        }
        for nothing in ["", "A", "not base64!", &kept[..20]] {
            assert_eq!(keys.open("draft", nothing), None);
        }
    }

    #[test]
    fn the_key_before_still_opens_and_the_one_before_that_does_not() {
        let keys = sealing();
        let alone = keys.seal("draft", "one");
        keys.renew(SealingKey::derive(7, b"a"));
        keys.renew(SealingKey::derive(7, b"a"));
        let first = keys.seal("draft", "two");
        assert_eq!(keys.open("draft", &alone).as_deref(), Some("one"));
        keys.renew(SealingKey::derive(8, b"b"));
        assert_eq!(keys.open("draft", &first).as_deref(), Some("two"));
        assert_eq!(keys.open("draft", &alone), None);
    }

    #[test]
    fn two_nodes_open_each_others() {
        let (one, other) = (sealing(), Sealing::alone(&SeededEntropy::from_seed(2)));
        for keys in [&one, &other] {
            keys.renew(SealingKey::derive(7, b"a"));
        }
        let kept = one.seal("draft", "text");
        assert_eq!(other.open("draft", &kept).as_deref(), Some("text"));
    }
}
