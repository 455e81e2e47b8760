//! How often may somebody give a wrong password, have mail sent, or ask something of nobody in particular? Guessing gets
//! slower for the guesser, and for nobody who is known.
//!
//! | who | counts |
//! |---|---|
//! | a browser that signed in to the account before | for itself, whatever strangers do |
//! | a stranger at an account | for their network at this account; all strangers at it; their network everywhere |
//! | whoever has a session, a code or an invitation | for that alone |
//!
//! `table` names the limits, `limit` makes keys, `take` takes tries and lets them wait, `turns` makes
//! strangers wait for each other, `buckets` counts in memory what
//! is not worth a row, such as requests of `apps`.

pub mod apps;
pub mod buckets;
mod limit;
mod table;
mod take;
mod turns;

use std::{
    collections::BTreeSet,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicU32},
};

use chrono::TimeDelta;
use domain::{
    Timestamp,
    ids::{ClientId, InvitationId, PersonId},
};
use tokio::sync::Semaphore;

pub use self::limit::{LONGEST_ACCOUNT, account_key, network, source};
use self::{
    limit::{Limit, at_network, from},
    table::{
        AUTHORIZATION_NETWORK, AUTHORIZATION_PAIR, CHALLENGE_DEVICE, CHALLENGE_NETWORK, MAIL,
        OPENING, PASSWORD_ACCOUNT, PASSWORD_DEVICE, PASSWORD_NETWORK, PASSWORD_PAIR, PROOF,
        RECOVERY_ACCOUNT, RECOVERY_DEVICE, RECOVERY_NETWORK, RECOVERY_PAIR, SIGN_IN,
    },
    turns::{Turn, Turns},
};
use crate::{
    clock::Clock,
    context::Context,
    refusals::Refusals,
    secret::Digest,
    store::{Bucket, Store, StoreError},
};

/// The rate limits that all nodes share. Unknown accounts are counted like known ones, so that a wait tells nothing.
#[derive(Clone)]
pub struct RateLimits {
    store: Store,
    clock: Arc<dyn Clock>,
    refusals: Refusals,
    waiters: Arc<Semaphore>,
    strangers: Arc<Turns>,
    filled: Arc<AtomicU32>,
    guessed: Arc<Mutex<BTreeSet<String>>>,
}

impl fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RateLimits(…)")
    }
}

/// A try that was admitted. It counts as wrong until [`RateLimits::succeeded`] takes it.
#[derive(Debug)]
pub struct Taken {
    /// Who was right is forgiven.
    forgiven: Vec<Bucket>,
    /// Whoever else shares these gets this one try back and no other, or one good account would buy tries at others.
    given_back: Vec<Bucket>,
    /// The turn of a stranger, whose work must not keep those waiting who are known.
    turn: Option<Turn>,
}

impl RateLimits {
    pub const WITHIN: TimeDelta = Limit::WITHIN;
    /// How long it takes until one more try at an account is there (`Retry-After`, RFC 6585 §4).
    pub const ONE_COMES_BACK: TimeDelta = TimeDelta::seconds(90);
    /// Wrong passwords of one network, or of one known browser, at one account.
    pub const PER_ACCOUNT: usize = table::PER_ACCOUNT;
    /// Wrong passwords of all strangers at one account: a hundred an hour with what comes back (OWASP ASVS 4.0.3, 2.2.1).
    pub const PER_ACCOUNT_OF_STRANGERS: usize = table::PER_ACCOUNT_OF_STRANGERS;
    /// A household or a clinic shares one network.
    pub const PER_ADDRESS: usize = table::PER_ADDRESS;
    pub const MAILS: usize = table::MAILS;
    /// More often nobody signs in to one account.
    pub const SIGN_INS: usize = table::SIGN_INS;
    pub const RECOVERIES: usize = table::RECOVERIES;
    pub const CHALLENGES: usize = table::CHALLENGES;
    pub const AUTHORIZATIONS: usize = table::AUTHORIZATIONS;
    /// How many tries wait at once; beyond it they are refused.
    pub const WAITERS: usize = 1_000;
    /// How many buckets are kept: a flood must not fill the disk.
    pub const MOST_BUCKETS: u64 = 5_000;
    /// How many accounts wait to be told about; beyond it nobody is.
    const MOST_GUESSED: usize = 1_000;

    pub fn new(store: Store, clock: Arc<dyn Clock>, refusals: Refusals) -> Self {
        Self {
            store,
            clock,
            refusals,
            waiters: Arc::new(Semaphore::new(Self::WAITERS)),
            strangers: Arc::new(Turns::new(limit::strangers_at_once())),
            filled: Arc::default(),
            guessed: Arc::default(),
        }
    }

    /// Takes one try at the password of this account; it counts at once, as if it were wrong. `None` is refused.
    pub async fn try_acquire(
        &self,
        account: &str,
        ctx: Context,
        now: Timestamp,
    ) -> Result<Option<Taken>, StoreError> {
        let name = account_key(account);
        if let Some(device) = self.known_device(ctx, &name).await? {
            return self.take_own(PASSWORD_DEVICE, &[&device], now).await;
        }
        let from = from(ctx);
        let pair = PASSWORD_PAIR.bucket(&[name.as_bytes(), &from]);
        let of_all = PASSWORD_ACCOUNT.bucket(&[name.as_bytes()]);
        let taken = Taken {
            forgiven: vec![pair],
            given_back: at_network(PASSWORD_NETWORK, ctx).chain([of_all]).collect(),
            turn: None,
        };
        match self.take(taken, now).await? {
            Ok(taken) => {
                let queues = [pair.key, Digest::of(&from)];
                self.in_turn(taken, &queues, now).await
            }
            Err(full) => {
                if full == pair || full == of_all {
                    self.note_guessed(account);
                }
                Ok(None)
            }
        }
    }

    /// Takes one right sign-in to this account: it is hashed and begins a session all the same.
    pub async fn try_sign_in(
        &self,
        account: &str,
        now: Timestamp,
    ) -> Result<Option<Taken>, StoreError> {
        let name = account_key(account);
        let taken = Taken {
            forgiven: Vec::new(),
            given_back: vec![SIGN_IN.bucket(&[name.as_bytes()])],
            turn: None,
        };
        Ok(self.take(taken, now).await?.ok())
    }

    /// Takes one try at a proof of somebody who is signed in.
    pub async fn try_proof(
        &self,
        person: PersonId,
        now: Timestamp,
    ) -> Result<Option<Taken>, StoreError> {
        self.take_own(PROOF, &[person.uuid().as_bytes()], now).await
    }

    /// Takes one try to open an account with this invitation.
    pub async fn try_opening(
        &self,
        invitation: InvitationId,
        now: Timestamp,
    ) -> Result<Option<Taken>, StoreError> {
        let whose = invitation.uuid();
        self.take_own(OPENING, &[whose.as_bytes()], now).await
    }

    /// The try was right.
    pub async fn succeeded(&self, taken: Taken) -> Result<(), StoreError> {
        let tx = self.store.begin().await?;
        // In the order in which they were filled, or two tries could wait for each other.
        for bucket in taken.given_back {
            tx.rate_limits().take_back(bucket).await?;
        }
        for bucket in taken.forgiven {
            tx.rate_limits().empty(&bucket.key).await?;
        }
        tx.commit().await
    }

    /// Whether one more code may be mailed to somebody who is signed in; it counts at once.
    pub async fn try_mail(&self, person: PersonId, now: Timestamp) -> Result<bool, StoreError> {
        let taken = self
            .take_own(MAIL, &[person.uuid().as_bytes()], now)
            .await?;
        Ok(taken.is_some())
    }

    /// Whether one more attempt to get back in may begin, and its code be mailed; it counts at once.
    pub async fn try_recovery(
        &self,
        account: &str,
        ctx: Context,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let name = account_key(account);
        if let Some(device) = self.known_device(ctx, &name).await? {
            let taken = self.take_own(RECOVERY_DEVICE, &[&device], now).await?;
            return Ok(taken.is_some());
        }
        let at_account = [
            RECOVERY_PAIR.bucket(&[name.as_bytes(), &from(ctx)]),
            RECOVERY_ACCOUNT.bucket(&[name.as_bytes()]),
        ];
        let buckets = at_network(RECOVERY_NETWORK, ctx).chain(at_account);
        self.take_some(buckets.collect(), now).await
    }

    /// Whether one more challenge may be issued to nobody in particular; it counts at once.
    pub async fn try_challenge(&self, ctx: Context, now: Timestamp) -> Result<bool, StoreError> {
        let known = match ctx.known_device {
            Some(cookie) => {
                let reader = self.store.read();
                reader.known_devices().find_any(&cookie).await?
            }
            None => None,
        };
        let buckets = match known {
            Some(device) => vec![CHALLENGE_DEVICE.bucket(&[device.as_bytes()])],
            None => at_network(CHALLENGE_NETWORK, ctx).collect(),
        };
        self.take_some(buckets, now).await
    }

    /// Whether one more request for authorization of this client may be kept; it counts at once.
    pub async fn try_authorization(
        &self,
        client: &ClientId,
        ctx: Context,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let pair = [client.as_str().as_bytes(), &from(ctx)];
        let buckets =
            at_network(AUTHORIZATION_NETWORK, ctx).chain([AUTHORIZATION_PAIR.bucket(&pair)]);
        self.take_some(buckets.collect(), now).await
    }

    /// Returns the accounts, as typed, that strangers were stopped at since the last time.
    pub(crate) fn take_guessed(&self) -> BTreeSet<String> {
        std::mem::take(&mut *self.guessed())
    }

    /// Takes back an account that could not be told about.
    pub(crate) fn note_guessed(&self, account: &str) {
        let mut guessed = self.guessed();
        if guessed.len() < Self::MOST_GUESSED && account.len() <= LONGEST_ACCOUNT {
            guessed.insert(account.to_owned());
        }
    }

    async fn take_own(
        &self,
        limit: Limit,
        whose: &[&[u8]],
        now: Timestamp,
    ) -> Result<Option<Taken>, StoreError> {
        let taken = Taken {
            forgiven: vec![limit.bucket(whose)],
            given_back: Vec::new(),
            turn: None,
        };
        Ok(self.take(taken, now).await?.ok())
    }

    async fn take_some(&self, buckets: Vec<Bucket>, now: Timestamp) -> Result<bool, StoreError> {
        let taken = Taken {
            forgiven: Vec::new(),
            given_back: buckets,
            turn: None,
        };
        Ok(self.take(taken, now).await?.is_ok())
    }

    fn guessed(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.guessed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
