//! Passwords: hashed slowly with argon2id, a few at a time, off the threads that serve everybody else.

use std::{fmt, sync::Arc};

use argon2::{
    Argon2, PasswordHasher, PasswordVerifier,
    password_hash::{self, SaltString},
};
use domain::{
    password::{self, WeakPassword},
    person::Person,
};
use thiserror::Error;
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{entropy::Entropy, store::PasswordHash};

/// What somebody typed. `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    pub const LONGEST: usize = password::LONGEST;

    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// Whether it may become the password of this person.
    ///
    /// # Errors
    /// [`WeakPassword`] says what is wrong with it.
    pub fn check(&self, of: &Person) -> Result<(), WeakPassword> {
        password::check(&self.0, of)
    }

    fn fits(&self) -> bool {
        (1..=Self::LONGEST).contains(&self.0.len())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// The password cannot be hashed.
#[derive(Debug, Error)]
pub enum PasswordError {
    #[error("a password has between 1 and {} bytes", Password::LONGEST)]
    Length,
    #[error("the password could not be hashed: {0}")]
    Hash(password_hash::Error),
    /// The server is stopping.
    #[error("the password could not be checked")]
    Stopped,
}

/// Hashes and checks passwords.
#[derive(Clone, Debug)]
pub struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(Self::AT_ONCE)))
    }
}

/// The parameters of argon2's default and a hash that no password has: checking against it takes as long as any other
/// check, so that an unknown address cannot be told by the time of the answer.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2F5c28tbm9ib2R5LWhlcmU$\
    bm9ib2R5IGhhcyB0aGlzIHBhc3N3b3JkIGF0IGFsbCE";

impl Passwords {
    /// Each check takes 19 MiB (OWASP's minimum for argon2id): this bounds what a flood of sign-ins can take.
    const AT_ONCE: usize = 4;

    pub async fn hash(
        &self,
        password: Password,
        entropy: &dyn Entropy,
    ) -> Result<PasswordHash, PasswordError> {
        if !password.fits() {
            return Err(PasswordError::Length);
        }
        let mut salt = [0; 16];
        entropy.fill(&mut salt);
        self.off_thread(move || {
            let salt = SaltString::encode_b64(&salt)?;
            let hash = Argon2::default().hash_password(password.0.as_bytes(), &salt)?;
            Ok(PasswordHash::new(hash.to_string()))
        })
        .await?
        .map_err(PasswordError::Hash)
    }

    /// Whether the password is the one behind the hash. Without a hash the answer is no, after as much work.
    pub async fn is_right(
        &self,
        password: Password,
        hash: Option<PasswordHash>,
    ) -> Result<bool, PasswordError> {
        let somebody = hash.is_some();
        let text = hash.map_or_else(|| NOBODY.to_owned(), |hash| hash.expose().to_owned());
        let matches = self
            .off_thread(move || {
                let hash = password_hash::PasswordHash::new(&text)?;
                let result = Argon2::default().verify_password(password.0.as_bytes(), &hash);
                match result {
                    Ok(()) => Ok(password.fits()),
                    Err(password_hash::Error::Password) => Ok(false),
                    Err(error) => Err(error),
                }
            })
            .await?
            .map_err(PasswordError::Hash)?;
        Ok(matches && somebody)
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _turn = self.0.acquire().await.map_err(|_| PasswordError::Stopped)?;
        spawn_blocking(work)
            .await
            .map_err(|_| PasswordError::Stopped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn password(text: &str) -> Password {
        Password::new(text.to_owned())
    }

    #[tokio::test]
    async fn only_the_right_password_is_right() {
        let passwords = Passwords::default();
        let entropy = SeededEntropy::from_seed(1);
        let hash = passwords.hash(password("one"), &entropy).await.unwrap();
        assert!(hash.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(
            passwords
                .is_right(password("one"), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .is_right(password("two"), Some(hash))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn nobody_has_a_password() {
        let right = Passwords::default().is_right(password("one"), None).await;
        assert!(!right.unwrap());
    }
}
