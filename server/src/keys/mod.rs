//! Keys that sign ID tokens: how they are made, kept and shown to those who verify.
//!
//! Private keys live in the database, so that every node signs with the same ones, wrapped by a key that lives
//! elsewhere. They have no `Debug` and are never printed; what leaves is the public half in the JWKS.

mod checkpoint_key;
mod error;
mod es256;
mod own_file;
mod rs256;
mod wrapping;

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use domain::Timestamp;
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey, SigningError,
    core::{CoreJsonWebKey, CoreJwsSigningAlgorithm},
};

pub use checkpoint_key::CheckpointKey;
pub use error::KeyError;
pub use wrapping::{Wrapping, WrappingError};

use crate::{entropy::Entropy, store::KeyRow};

/// How a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SigningAlgorithm {
    /// What OpenID Connect Core §15.1 makes every client understand, and SMART asks for.
    Rs256,
    Es256,
}

impl SigningAlgorithm {
    pub const ALL: [Self; 2] = [Self::Rs256, Self::Es256];

    /// The name in storage, in JWS headers and in metadata (RFC 7518 §3.1).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }

    pub const fn jws(self) -> CoreJwsSigningAlgorithm {
        match self {
            Self::Rs256 => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            Self::Es256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        }
    }
}

/// Stored keys, opened once and kept by name: a key never changes under its name.
#[derive(Clone, Default)]
pub struct SigningKeys {
    opened: Arc<RwLock<HashMap<String, Arc<SigningKey>>>>,
    wrapping: Arc<Wrapping>,
}

impl SigningKeys {
    /// Keys that are stored wrapped.
    pub fn wrapped_by(wrapping: Wrapping) -> Self {
        Self {
            opened: Arc::default(),
            wrapping: Arc::new(wrapping),
        }
    }

    /// Makes a key, as it is to be stored. Its name starts with the algorithm, for people who read a JWKS.
    pub fn generate(
        &self,
        algorithm: SigningAlgorithm,
        entropy: &dyn Entropy,
        now: Timestamp,
    ) -> Result<KeyRow, KeyError> {
        let private_key = match algorithm {
            SigningAlgorithm::Rs256 => rs256::generate()?,
            SigningAlgorithm::Es256 => es256::generate(entropy)?,
        };
        let mut name = [0; 8];
        entropy.fill(&mut name);
        let name = u64::from_be_bytes(name);
        let id = format!("{}-{name:016x}", algorithm.key().to_ascii_lowercase());
        Ok(KeyRow {
            private_key: self.wrapping.wrap(&id, &private_key)?,
            id,
            algorithm: algorithm.key().to_owned(),
            created_at: now,
            retired_at: None,
        })
    }

    /// The key that signs checkpoints of the evidence; `None` where there is no key outside the database.
    pub fn checkpoint_key(&self) -> Option<&CheckpointKey> {
        self.wrapping.checkpoint_key()
    }

    /// The key that signed checkpoints under this name; `None` if it is not set here.
    pub fn checkpoint_key_named(&self, id: &str) -> Option<&CheckpointKey> {
        self.wrapping.checkpoint_key_named(id)
    }

    /// Whether there is a key to wrap with.
    pub fn can_wrap(&self) -> bool {
        self.wrapping.can_wrap()
    }

    /// Returns a secret as it is to be stored under this name.
    pub fn wrap(&self, name: &str, secret: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.wrapping.wrap(name, secret)
    }

    /// Returns the secret that is stored under this name.
    pub fn unwrap(&self, name: &str, stored: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.wrapping.unwrap(name, stored)
    }

    /// Returns the key wrapped by the newest key there is for that; `None` if it is already.
    pub fn rewrapped(&self, name: &str, stored: &[u8]) -> Result<Option<Vec<u8>>, KeyError> {
        if self.wrapping.is_current(stored) {
            return Ok(None);
        }
        let plain = self.wrapping.unwrap(name, stored)?;
        self.wrapping.wrap(name, &plain).map(Some)
    }

    /// Returns the key, ready to sign.
    pub fn open(&self, row: &KeyRow) -> Result<Arc<SigningKey>, KeyError> {
        let opened = self.opened.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = opened.get(&row.id) {
            return Ok(Arc::clone(key));
        }
        drop(opened);
        let plain = self.wrapping.unwrap(&row.id, &row.private_key)?;
        let key = Arc::new(SigningKey::read(row, &plain)?);
        let mut opened = self.opened.write().unwrap_or_else(PoisonError::into_inner);
        opened.insert(row.id.clone(), Arc::clone(&key));
        Ok(key)
    }
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKeys(…)")
    }
}

/// A key ready to sign.
pub enum SigningKey {
    Rs256(rs256::Key),
    Es256(es256::Key),
}

impl SigningKey {
    fn read(row: &KeyRow, private_key: &[u8]) -> Result<Self, KeyError> {
        let id = JsonWebKeyId::new(row.id.clone());
        match SigningAlgorithm::from_key(&row.algorithm).ok_or(KeyError::Unreadable)? {
            SigningAlgorithm::Rs256 => rs256::Key::read(id, private_key).map(Self::Rs256),
            SigningAlgorithm::Es256 => es256::Key::read(id, private_key).map(Self::Es256),
        }
    }

    pub const fn algorithm(&self) -> SigningAlgorithm {
        match self {
            Self::Rs256(_) => SigningAlgorithm::Rs256,
            Self::Es256(_) => SigningAlgorithm::Es256,
        }
    }
}

impl PrivateSigningKey for SigningKey {
    type VerificationKey = CoreJsonWebKey;

    fn sign(&self, alg: &CoreJwsSigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        if *alg != self.algorithm().jws() {
            return Err(SigningError::UnsupportedAlg(format!("{alg:?}")));
        }
        match self {
            Self::Rs256(key) => key.sign(message),
            Self::Es256(key) => key.sign(message),
        }
    }

    fn as_verification_key(&self) -> CoreJsonWebKey {
        match self {
            Self::Rs256(key) => key.public(),
            Self::Es256(key) => key.public(),
        }
    }
}
