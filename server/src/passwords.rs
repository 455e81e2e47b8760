//! Passwords: hashed slowly with argon2id, a few at a time, off the threads that serve everybody else.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use argon2::{
    Argon2, PasswordHasher, PasswordVerifier,
    password_hash::{self, SaltString},
};
use domain::{
    password::{self, WeakPassword},
    person::Person,
};
use thiserror::Error;
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};
use unicode_normalization::UnicodeNormalization;
use zxcvbn::zxcvbn;

use crate::{entropy::Entropy, secret::Digest, store::PasswordHash};

/// What somebody typed. `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    pub const LONGEST: usize = password::LONGEST;

    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// Whether it may become the password of this person. There is one rule, for patients, caregivers and staff.
    ///
    /// # Errors
    /// [`WeakPassword`] says what is wrong with it.
    pub fn check(&self, of: &Person) -> Result<(), WeakPassword> {
        let text = self.composed();
        password::check(&text, of)?;
        let known: Vec<&str> = of.name.as_str().split_whitespace().collect();
        let known = [&known[..], &[of.email.as_str()]].concat();
        // Lists of common passwords and words, and what people change about them.
        if zxcvbn(&text, &known).guesses() < Self::FIRST_TRIED {
            return Err(WeakPassword::Common);
        }
        Ok(())
    }

    /// How many passwords somebody would try first who knows what people use (OWASP ASVS 5.0 §6.2.4 asks for the first
    /// 3,000). Beyond it the rate limits and the slow hash are what protects.
    const FIRST_TRIED: u64 = 100_000_000;

    fn fits(&self) -> bool {
        (1..=Self::LONGEST).contains(&self.0.len())
    }

    /// The text in one form, however a keyboard composes its letters (Unicode NFC; NIST SP 800-63B-4 §3.1.1.2).
    fn composed(&self) -> String {
        self.0.nfc().collect()
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
    /// So many wait to be hashed that this one did not get its turn within [`Passwords::WAITS`].
    #[error("too many passwords wait to be hashed")]
    Busy,
    /// The server is stopping.
    #[error("the password could not be checked")]
    Stopped,
}

/// Hashes and checks passwords.
#[derive(Clone, Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(Self::AT_ONCE)),
            waiting: Arc::default(),
        }
    }
}

/// Counts one that waits, also where it is given up.
struct Waits<'w>(&'w AtomicUsize);

impl<'w> Waits<'w> {
    fn begin(waiting: &'w AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The parameters of argon2's default and a hash that no password has: checking against it takes as long as any other
/// check, so that an unknown address cannot be told by the time of the answer.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2F5c28tbm9ib2R5LWhlcmU$\
    bm9ib2R5IGhhcyB0aGlzIHBhc3N3b3JkIGF0IGFsbCE";

impl Passwords {
    /// Each check takes 19 MiB (OWASP's minimum for argon2id): this bounds what a flood of sign-ins can take.
    const AT_ONCE: usize = 4;
    /// How long one waits for its turn: a longer queue would answer nobody in time.
    const WAITS: Duration = Duration::from_secs(2);

    /// Returns how many wait for their turn.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

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
            let text = password.composed();
            let hash = Argon2::default().hash_password(text.as_bytes(), &salt)?;
            Ok(PasswordHash::new(hash.to_string()))
        })
        .await?
        .map_err(PasswordError::Hash)
    }

    /// Returns the hash of an account without a password: no text is right.
    pub fn none() -> PasswordHash {
        PasswordHash::new(NOBODY.to_owned())
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
                let composed = password.composed();
                let right = verify(&composed, &hash)?;
                // Older hashes are of the text as it was typed.
                let as_typed = composed != password.0 && verify(&password.0, &hash)?;
                Ok((right || as_typed) && password.fits())
            })
            .await?
            .map_err(PasswordError::Hash)?;
        Ok(matches && somebody)
    }

    /// Hashes one-time codes as slowly as passwords, all with one salt.
    pub async fn digest_codes(
        &self,
        codes: Vec<String>,
        salt: [u8; 16],
    ) -> Result<Vec<Digest>, PasswordError> {
        self.off_thread(move || {
            let digest = |code: String| {
                let mut digest = [0; 32];
                Argon2::default()
                    .hash_password_into(code.as_bytes(), &salt, &mut digest)
                    .map(|()| Digest::from_bytes(digest))
            };
            codes.into_iter().map(digest).collect::<Result<_, _>>()
        })
        .await?
        .map_err(|error| PasswordError::Hash(error.into()))
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let waits = Waits::begin(&self.waiting);
        let turn = timeout(Self::WAITS, Arc::clone(&self.turns).acquire_owned()).await;
        drop(waits);
        let turn = turn
            .map_err(|_| PasswordError::Busy)?
            .map_err(|_| PasswordError::Stopped)?;
        // The work goes on where whoever asked for it went away: it holds its turn itself.
        let work = move || {
            let _turn = turn;
            work()
        };
        spawn_blocking(work)
            .await
            .map_err(|_| PasswordError::Stopped)
    }
}

fn verify(
    text: &str,
    hash: &password_hash::PasswordHash<'_>,
) -> Result<bool, password_hash::Error> {
    match Argon2::default().verify_password(text.as_bytes(), hash) {
        Ok(()) => Ok(true),
        Err(password_hash::Error::Password) => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
