//! Where did a request come from? Told apart, and told to nobody: an address becomes a digest under a key that changes. The
//! code of a letter is kept in the same way.
//!
//! Whoever has the key can test an address against a digest; the digest alone says no address, because there is no key
//! to try all of them with.

use std::{
    fmt,
    net::IpAddr,
    sync::{Arc, PoisonError, RwLock},
};

use aws_lc_rs::{
    hkdf::{HKDF_SHA256, Salt},
    hmac,
};

use crate::secret::Digest;

/// The key in use. Until there is one, requests leave no digest.
#[derive(Clone, Default)]
pub struct Sources(Arc<RwLock<Option<SourceKey>>>);

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sources(…)")
    }
}

/// A key and its number.
#[derive(Clone)]
pub struct SourceKey {
    id: i64,
    key: hmac::Key,
    /// For codes: no key is used for two things.
    codes: hmac::Key,
}

impl Sources {
    /// From now on this key counts.
    pub fn renew(&self, key: SourceKey) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(key);
    }

    /// Returns the digest of an address, if there is a key.
    pub fn digest(&self, address: IpAddr) -> Option<String> {
        let key = self.0.read().unwrap_or_else(PoisonError::into_inner);
        key.as_ref().map(|key| key.digest(address))
    }
}

impl SourceKey {
    pub fn new(id: i64, secret: &[u8]) -> Self {
        Self {
            id,
            key: hmac::Key::new(hmac::HMAC_SHA256, secret),
            codes: hmac::Key::new(hmac::HMAC_SHA256, &derived(secret)),
        }
    }

    /// Returns what the code of a letter is kept and looked up as.
    pub fn code_digest(&self, code: &str) -> Digest {
        let tag = hmac::sign(&self.codes, code.as_bytes());
        let tag = tag.as_ref().first_chunk();
        Digest::from_bytes(*tag.expect("SHA-256 has 32 bytes"))
    }

    /// Returns the number of the key, a dot, and the first 16 bytes of the digest in hexadecimal digits: enough that no two
    /// addresses look alike.
    ///
    /// Of IPv6 the first 64 bits count: one line of a provider has all the addresses behind them (RFC 6177).
    pub fn digest(&self, address: IpAddr) -> String {
        let tag = match address.to_canonical() {
            IpAddr::V4(address) => hmac::sign(&self.key, &address.octets()),
            IpAddr::V6(address) => hmac::sign(&self.key, &address.octets()[..8]),
        };
        let kept = tag.as_ref().first_chunk().expect("SHA-256 has 32 bytes");
        format!("{}.{:032x}", self.id, u128::from_be_bytes(*kept))
    }
}

/// A key that follows from this one, and does not tell it (HKDF, RFC 5869).
fn derived(secret: &[u8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    Salt::new(HKDF_SHA256, &[])
        .extract(secret)
        .expand(&[b"codes of letters"], HKDF_SHA256)
        .and_then(|key| key.fill(&mut bytes))
        .expect("HKDF gives as many bytes as its hash has");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(key: &SourceKey, address: &str) -> String {
        key.digest(address.parse().unwrap())
    }

    #[test]
    fn one_address_has_one_digest_under_one_key() {
        let (first, second) = (SourceKey::new(1, b"a"), SourceKey::new(2, b"b"));
        let told = digest(&first, "192.0.2.7");
        assert!(told.starts_with("1.") && told.len() == 34 && !told.contains("192"));
        assert_eq!(told, digest(&first, "::ffff:192.0.2.7"));
        assert_ne!(told, digest(&first, "192.0.2.8"));
        assert_ne!(told[2..], digest(&second, "192.0.2.7")[2..]);
    }

    #[test]
    fn one_line_of_a_provider_is_one_source() {
        let key = SourceKey::new(1, b"a");
        let home = digest(&key, "2001:db8:1:2::7");
        assert_eq!(home, digest(&key, "2001:db8:1:2:ffff::1"));
        assert_ne!(home, digest(&key, "2001:db8:1:3::7"));
    }

    #[test]
    fn without_a_key_there_is_no_digest() {
        let sources = Sources::default();
        let here = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(sources.digest(here), None);
        sources.renew(SourceKey::new(7, b"a"));
        assert!(sources.digest(here).unwrap().starts_with("7."));
    }
}
