//! Where chance comes from: the operating system, or a seed that makes a test repeatable.

use std::sync::{Mutex, PoisonError};

use domain::Timestamp;
use rand::{RngCore, SeedableRng, TryRngCore, rngs::OsRng, rngs::StdRng};
use uuid::{Builder, Uuid};

/// Fills bytes that nobody can guess.
pub trait Entropy: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's source.
#[derive(Clone, Copy, Debug)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        OsRng
            .try_fill_bytes(bytes)
            .expect("an operating system that cannot give random bytes must not issue secrets");
    }
}

/// The same bytes for the same seed. For tests only: whoever knows the seed knows every secret.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<StdRng>);

impl SeededEntropy {
    pub fn from_seed(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(bytes);
    }
}

/// A new id of any kind: its time first (RFC 9562 §5.7), so that indexes grow at their end, then 74 random bits.
pub fn new_id<Id: From<Uuid>>(entropy: &dyn Entropy, now: Timestamp) -> Id {
    let mut random = [0; 10];
    entropy.fill(&mut random);
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    Builder::from_unix_timestamp_millis(millis, &random)
        .into_uuid()
        .into()
}

#[cfg(test)]
mod tests {
    use domain::ids::ConsentId;

    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids_and_never_twice_the_same() {
        let now = Timestamp::from_timestamp(1_700_000_000, 0).unwrap();
        let ids = |seed| {
            let entropy = SeededEntropy::from_seed(seed);
            [(); 2].map(|()| new_id::<ConsentId>(&entropy, now))
        };
        assert_eq!(ids(1), ids(1));
        assert_ne!(ids(1), ids(2));
        assert_ne!(ids(1)[0], ids(1)[1]);
    }
}
