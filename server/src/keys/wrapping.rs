//! How are private keys kept? Wrapped: encrypted under a key that is not in the database (AES-256-GCM, SP 800-38D).

use std::{fmt, fs, io, path::PathBuf};

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::{checkpoint_key::CheckpointKey, error::KeyError, own_file};
use crate::config::Config;

/// The first byte of PKCS #8 is 0x30, so no key that is not wrapped begins like this.
const MARK: &[u8] = b"\x01sayso";
const ID_LEN: usize = 8;
const KEY_LEN: usize = 32;

/// Why there is no key to wrap with.
#[derive(Debug, Error)]
pub enum WrappingError {
    /// Both settings are there.
    #[error("set key_encryption_key_file or key_encryption_key, not both")]
    Both,
    /// The file cannot be read.
    #[error("cannot read the key-encryption keys in {}: {error}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is none, or one is not 32 bytes. The text is not repeated: it may be most of a key.
    #[error(
        "a key-encryption key is 32 bytes in base64, such as `openssl rand -base64 32` prints; the newest stands first"
    )]
    Invalid,
}

/// Keys that wrap other keys: the first wraps, all unwrap. Without one, keys are stored as they are.
#[derive(Default)]
pub struct Wrapping(Vec<WrappingKey>);

struct WrappingKey {
    id: [u8; ID_LEN],
    key: RandomizedNonceKey,
    checkpoint: CheckpointKey,
}

impl fmt::Debug for Wrapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wrapping(…)")
    }
}

impl Wrapping {
    /// Reads the keys that are set. On a machine that serves nobody else, a key is made where none is.
    ///
    /// # Errors
    /// [`WrappingError`] names the setting, and nothing of a key.
    pub fn of(config: &Config) -> Result<Self, WrappingError> {
        match (&config.key_encryption_key_file, &config.key_encryption_key) {
            (None, None) => Self::own(config),
            (Some(_), Some(_)) => Err(WrappingError::Both),
            (None, Some(text)) => Self::parse(text),
            (Some(path), None) => {
                let text = fs::read_to_string(path).map_err(|error| WrappingError::Read {
                    path: path.clone(),
                    error,
                })?;
                Self::parse(&text)
            }
        }
    }

    /// The key that stands beside the database of this machine, made where there is none; none where others are served.
    fn own(config: &Config) -> Result<Self, WrappingError> {
        let Some(path) = config.beside_own_database(".keys") else {
            return Ok(Self::default());
        };
        match own_file::read_or_make(&path) {
            Ok(text) => Self::parse(&text),
            Err(error) => Err(WrappingError::Read { path, error }),
        }
    }

    /// Reads keys in base64, the newest first, with space between.
    ///
    /// # Errors
    /// [`WrappingError::Invalid`].
    pub fn parse(text: &str) -> Result<Self, WrappingError> {
        let keys: Option<Vec<_>> = text.split_whitespace().map(WrappingKey::parse).collect();
        let keys = keys.filter(|keys| !keys.is_empty());
        keys.map(Self).ok_or(WrappingError::Invalid)
    }

    /// The key that signs checkpoints; `None` where there is no key outside the database.
    pub(super) fn checkpoint_key(&self) -> Option<&CheckpointKey> {
        self.0.first().map(|key| &key.checkpoint)
    }

    /// The key that signed checkpoints under this name; `None` if it is not here.
    pub(super) fn checkpoint_key_named(&self, id: &str) -> Option<&CheckpointKey> {
        let keys = self.0.iter().map(|key| &key.checkpoint);
        keys.into_iter().find(|key| key.id() == id)
    }

    pub(super) const fn can_wrap(&self) -> bool {
        !self.0.is_empty()
    }

    /// Returns the private key as it is stored: wrapped, if there is a key to wrap with. It opens under this name only.
    pub(super) fn wrap(&self, name: &str, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        let Some(with) = self.0.first() else {
            return Ok(plain.to_vec());
        };
        let mut text = plain.to_vec();
        let nonce = with
            .key
            .seal_in_place_append_tag(about(name), &mut text)
            .map_err(|_| KeyError::Generate)?;
        Ok([MARK, &with.id, nonce.as_ref(), &text].concat())
    }

    /// Returns the private key that was stored.
    ///
    /// # Errors
    /// [`KeyError::Locked`] if it is wrapped by a key that is not here; [`KeyError::Unreadable`] if it was changed, or
    /// belongs under another name.
    pub(super) fn unwrap(&self, name: &str, stored: &[u8]) -> Result<Vec<u8>, KeyError> {
        let Some(wrapped) = stored.strip_prefix(MARK) else {
            return Ok(stored.to_vec());
        };
        let (id, rest) = wrapped
            .split_at_checked(ID_LEN)
            .ok_or(KeyError::Unreadable)?;
        let (nonce, text) = rest
            .split_at_checked(NONCE_LEN)
            .ok_or(KeyError::Unreadable)?;
        let with = self.0.iter().find(|key| key.id == id);
        let with = with.ok_or(KeyError::Locked)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| KeyError::Unreadable)?;
        let mut text = text.to_vec();
        let plain = with
            .key
            .open_in_place(nonce, about(name), &mut text)
            .map_err(|_| KeyError::Unreadable)?;
        Ok(plain.to_vec())
    }

    /// Whether a stored key is as this would store it now.
    pub(super) fn is_current(&self, stored: &[u8]) -> bool {
        let wrapped = stored.strip_prefix(MARK);
        match self.0.first() {
            None => true,
            Some(with) => wrapped.is_some_and(|rest| rest.starts_with(&with.id)),
        }
    }
}

impl WrappingKey {
    fn parse(text: &str) -> Option<Self> {
        let key = STANDARD.decode(text).ok()?;
        if key.len() != KEY_LEN {
            return None;
        }
        let digest = Sha256::new()
            .chain_update(b"sayso key-encryption key 1")
            .chain_update(&key)
            .finalize();
        Some(Self {
            id: *digest.first_chunk()?,
            key: RandomizedNonceKey::new(&AES_256_GCM, &key).ok()?,
            checkpoint: CheckpointKey::derive(&key)?,
        })
    }
}

/// What a wrapped key is bound to: moved under another name, it opens no more.
fn about(name: &str) -> Aad<Vec<u8>> {
    Aad::from([b"sayso wrapped key 1 ", name.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    const NEW: &str = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";
    const PLAIN: &[u8] = &[0x30, 1, 2, 3];

    fn with(keys: &str) -> Wrapping {
        Wrapping::parse(keys).unwrap()
    }

    #[test]
    fn what_is_wrapped_says_nothing_and_opens_under_its_name() {
        let stored = with(OLD).wrap("a", PLAIN).unwrap();
        assert!(!stored.windows(PLAIN.len()).any(|part| part == PLAIN));
        assert_eq!(with(OLD).unwrap("a", &stored), Ok(PLAIN.to_vec()));
        assert_eq!(with(OLD).unwrap("b", &stored), Err(KeyError::Unreadable));
    }

    #[test]
    fn an_old_key_unwraps_what_the_new_one_wraps_again() {
        let stored = with(OLD).wrap("a", PLAIN).unwrap();
        let both = with(&format!("{NEW}\n{OLD}\n"));
        assert!(with(OLD).is_current(&stored) && !both.is_current(&stored));
        assert_eq!(both.unwrap("a", &stored), Ok(PLAIN.to_vec()));
        assert_eq!(with(NEW).unwrap("a", &stored), Err(KeyError::Locked));
        assert_eq!(
            Wrapping::default().unwrap("a", &stored),
            Err(KeyError::Locked)
        );
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let stored = with(OLD).wrap("a", PLAIN).unwrap();
        for place in MARK.len()..stored.len() {
            let mut changed = stored.clone();
            changed[place] ^= 1;
            assert!(with(OLD).unwrap("a", &changed).is_err(), "{place}");
        }
    }

    #[test]
    fn what_is_not_wrapped_stays_as_it_is_until_there_is_a_key() {
        let none = Wrapping::default();
        assert_eq!(none.wrap("a", PLAIN).as_deref(), Ok(PLAIN));
        assert!(none.is_current(PLAIN) && !with(OLD).is_current(PLAIN));
        assert_eq!(with(OLD).unwrap("a", PLAIN).as_deref(), Ok(PLAIN));
    }

    #[test]
    fn a_key_of_another_length_is_refused() {
        for text in ["", "\n", "c2hvcnQ=", "not base64"] {
            assert!(Wrapping::parse(text).is_err(), "{text}");
        }
    }
}
